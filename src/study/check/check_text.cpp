#include "src/study/check/check_text.hpp"

#include <algorithm>

#include "src/core/text/utf8.hpp"
#include "src/study/check/check_findings.hpp"
#include "src/study/check/check_summary.hpp"

namespace headroom::study {
namespace {

constexpr std::string_view kIndent = "    ";
constexpr std::size_t kLabelWidth = 12;

void append_line(std::string& out, std::string_view label, std::string_view text) {
    out += label;
    out.append(kLabelWidth - std::min(kLabelWidth, label.size()), ' ');
    out.append(text).append("\n");
}

// With the line of the file and a caret.
std::string problem_lines(Diagnostic problem) {
    for (std::string* const text :
         {&problem.place.file, &problem.path, &problem.problem, &problem.wanted, &problem.hint})
        *text = one_line(*text);
    return format_diagnostic(problem);
}

// "gate.toml:12:1: error: wait.p95 <= 4 h: found 5 h 12 min", by how much and why below it.
std::string finding_lines(const Finding& finding) {
    if (finding.problem != nullptr)
        return problem_lines(*finding.problem);
    std::string text = place_text(finding.place);
    text += finding.is_error ? ": error: " : ": warning: ";
    text += finding.claim + ": ";
    text += (finding.is_measured ? "found " : "") + finding.found;
    if (!finding.variant.empty())
        text += " (@" + finding.variant + ")";
    text += '\n';
    if (!finding.detail.empty())
        text.append(kIndent).append(finding.detail).append("\n");
    if (!finding.reason.empty())
        text.append(kIndent).append("why: ").append(finding.reason).append("\n");
    return text;
}

std::string passing_lines(const CheckReport& report) {
    std::string text;
    for (const CheckedScenario& scenario : report.scenarios) {
        for (const CheckedClaim& claim : scenario.claims) {
            if (claim.outcome != ClaimOutcome::kHolds)
                continue;
            text += scenario_label(scenario) + ": holds: " + claim_text(claim);
            text += ": found " + one_line(claim.found) + "\n";
        }
    }
    return text;
}

std::string runs_text(const CheckReport& report) {
    const CheckCounts counts = count_check(report);
    std::size_t sampled = 0;
    std::uint64_t least = 0, most = 0;
    for (const CheckedScenario& scenario : report.scenarios) {
        if (scenario.trials == 0)
            continue;
        least = sampled == 0 ? scenario.trials : std::min(least, scenario.trials);
        most = std::max(most, scenario.trials);
        ++sampled;
    }
    std::string text = counted(counts.scenarios, "scenario");
    if (counts.unread > 0)
        text += ", " + std::to_string(counts.unread) + " could not be run";
    if (sampled > 0) {
        text += ", " + std::to_string(sampled) + " of them over " + std::to_string(least);
        text += (least == most ? "" : " to " + std::to_string(most)) + " trials";
    }
    return text;
}

// Of the first that ran; one program ran them all, but catalogs may differ.
std::string origin_text(const CheckReport& report) {
    std::string text;
    std::vector<std::string> catalogs;
    for (const CheckedScenario& scenario : report.scenarios) {
        const report::Provenance& origin = scenario.provenance;
        if (text.empty() && !origin.version.empty())
            text = "headroom " + origin.version + " (" + origin.git + ")";
        const bool is_known =
            std::find(catalogs.begin(), catalogs.end(), origin.catalog) != catalogs.end();
        if (!origin.catalog.empty() && !is_known)
            catalogs.push_back(origin.catalog);
    }
    for (const std::string& catalog : catalogs)
        text += (text.empty() ? "catalog " : ", catalog ") + one_line(catalog);
    return text.empty() ? "nothing was run" : text;
}

}  // namespace

std::string check_text(const CheckReport& report, Passes passes) {
    std::string text;
    for (const Finding& finding : list_findings(report))
        text += finding_lines(finding);
    if (passes == Passes::kListed)
        text += passing_lines(report);
    if (!text.empty())
        text += '\n';
    const CheckCounts counts = count_check(report);
    append_line(text, "Result", summary_line(report));
    append_line(text, "Scenarios", runs_text(report));
    append_line(text, "Assertions", counts_text(counts.assertions));
    append_line(text, "Baseline", counts_text(counts.baseline));
    append_line(text, "Program", origin_text(report));
    return text;
}

}  // namespace headroom::study
