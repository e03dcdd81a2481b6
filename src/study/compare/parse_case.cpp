#include <string_view>

#include "sim/base/number_text.hpp"
#include "src/core/run/read_overrides.hpp"
#include "src/study/compare/alternatives.hpp"

namespace headroom::study {
namespace {

// The first of `letters` outside quotes, or npos.
std::size_t find_outside_quotes(std::string_view text, std::string_view letters) {
    char quote = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (quote != 0)
            quote = c == quote ? char{0} : quote;
        else if (letters.find(c) != std::string_view::npos)
            return i;
        else if (c == '"' || c == '\'')
            quote = c;
    }
    return std::string_view::npos;
}

Diagnostics problem_with(const std::string& text, const std::string& option, const char* problem) {
    Diagnostic fault;
    fault.place.file = option;
    fault.problem = "'" + text + "' " + problem;
    fault.wanted = "for example " + option + " \"two more racks: fleet.h100.nodes=96\"";
    return {std::move(fault)};
}

}  // namespace

expected<Case, Diagnostics> parse_case(const std::string& text, const std::string& option) {
    Case made;
    std::string_view rest = trim_spaces(text);
    const std::size_t mark = find_outside_quotes(rest, ":=");
    if (mark != std::string_view::npos && rest[mark] == ':') {
        made.label = trim_spaces(rest.substr(0, mark));
        if (made.label.empty())
            return unexpected(problem_with(text, option, "has an empty label"));
        rest.remove_prefix(mark + 1);
    } else {
        made.label = rest;
    }
    Diagnostics problems;
    while (!rest.empty()) {
        const std::size_t end = std::min(find_outside_quotes(rest, ";"), rest.size());
        const std::string_view setting = trim_spaces(rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
        if (setting.empty())
            continue;
        auto parsed = parse_override(setting, option);
        if (parsed)
            made.settings.push_back(std::move(*parsed));
        else
            problems.insert(problems.end(), parsed.error().begin(), parsed.error().end());
    }
    if (made.settings.empty() && problems.empty())
        problems = problem_with(text, option, "has no setting");
    if (!problems.empty())
        return unexpected(std::move(problems));
    return made;
}

}  // namespace headroom::study
