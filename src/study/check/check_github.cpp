#include "src/study/check/check_github.hpp"

#include <algorithm>
#include <filesystem>
#include <string_view>
#include <vector>

#include "src/core/text/utf8.hpp"
#include "src/study/check/check_findings.hpp"

namespace headroom::study {
namespace {

constexpr std::size_t kLongestTitle = 255;     // GitHub's limit
constexpr std::size_t kLongestMessage = 4096;  // what a reader still reads

struct Annotation {
    SourcePlace place;
    std::string title;
    std::string message;
};

enum class Escape : std::uint8_t { kMessage, kProperty };

// As the runner unescapes: '%' first, so that what is written here is not taken apart again.
std::string escaped(std::string_view text, Escape where) {
    std::string out;
    for (const char letter : text) {
        if (letter == '%')
            out += "%25";
        else if (letter == '\r')
            out += "%0D";
        else if (letter == '\n')
            out += "%0A";
        else if (letter == ':' && where == Escape::kProperty)
            out += "%3A";
        else if (letter == ',' && where == Escape::kProperty)
            out += "%2C";
        else
            out += letter;
    }
    return out;
}

// An annotation must name the file as it lies in the repository: "./a.toml" is not found.
std::string file_in_repository(const std::string& file) {
    return std::filesystem::path(file).lexically_normal().generic_string();
}

std::string command(std::string_view severity, const Annotation& annotation) {
    std::string line = std::string("::").append(severity);
    std::string gap = " ";
    const auto add = [&](std::string_view name, const std::string& value) {
        line += gap;
        line.append(name).append("=").append(value);
        gap = ",";
    };
    if (!annotation.place.file.empty())
        add("file", escaped(file_in_repository(annotation.place.file), Escape::kProperty));
    if (annotation.place.line > 0)
        add("line", std::to_string(annotation.place.line));
    if (annotation.place.line > 0 && annotation.place.column > 0)
        add("col", std::to_string(annotation.place.column));
    const auto title = utf8_prefix(annotation.title, kLongestTitle);
    if (!title.empty())
        add("title", escaped(title, Escape::kProperty));
    line += "::" + escaped(utf8_prefix(annotation.message, kLongestMessage), Escape::kMessage);
    return line + "\n";
}

std::string commands(std::string_view severity, const std::vector<Annotation>& annotations) {
    const bool fits = annotations.size() <= kMostAnnotations;
    const std::size_t shown = fits ? annotations.size() : kMostAnnotations - 1;
    std::string text;
    for (std::size_t i = 0; i < shown; ++i)
        text += command(severity, annotations[i]);
    if (!fits) {
        const std::size_t more = annotations.size() - shown;
        text += command(severity, {{}, {}, "and " + std::to_string(more) + " more"});
    }
    return text;
}

// The log shows no more than the message, so it says all.
Annotation annotate(const Finding& finding) {
    const std::string gap = finding.claim.empty() ? "" : ": ";
    return {finding.place, finding.scenario, finding.claim + gap + finding.sentence()};
}

}  // namespace

std::string check_github(const CheckReport& report) {
    std::vector<Annotation> errors, warnings, notices;
    for (const Finding& finding : list_findings(report))
        (finding.is_error ? errors : warnings).push_back(annotate(finding));
    for (const CheckedScenario& scenario : report.scenarios)
        for (const std::string& warning : scenario.warnings)
            notices.push_back(
                {{one_line(scenario.file), 0, 0}, scenario_label(scenario), one_line(warning)});
    return commands("error", errors) + commands("warning", warnings) + commands("notice", notices);
}

}  // namespace headroom::study
