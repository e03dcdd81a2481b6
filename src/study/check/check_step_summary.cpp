#include "src/study/check/check_findings.hpp"
#include "src/study/check/check_markdown.hpp"
#include "src/study/check/check_summary.hpp"
#include "src/study/check/findings_table.hpp"
#include "src/study/check/markdown_text.hpp"

namespace headroom::study {
namespace {

// Of the whole; what one part leaves is there for the next.
constexpr std::size_t kMostOfScenarios = kLongestStepSummary / 3;
constexpr std::size_t kMostOfFindings = kLongestStepSummary / 3;

std::string verdict_of(const CheckedScenario& scenario) {
    if (has_error(scenario.problems))
        return "**could not be run**";
    return scenario.passes() ? "passes" : "**fails**";
}

std::string runs_of(const CheckedScenario& scenario) {
    return scenario.trials == 0 ? "one run" : std::to_string(scenario.trials) + " trials";
}

std::string scenarios_table(const CheckReport& report) {
    std::vector<MarkdownRow> rows;
    for (const CheckedScenario& scenario : report.scenarios)
        rows.push_back({code_span(scenario_label(scenario)), verdict_of(scenario),
                        counts_text(count_claims(scenario, ClaimKind::kAssertion)),
                        counts_text(count_claims(scenario, ClaimKind::kBaseline)),
                        runs_of(scenario)});
    if (rows.empty())
        return {};
    return "\n" + markdown_table({"Scenario", "Verdict", "Assertions", "Baseline", "Runs"}, rows,
                                 kMostOfScenarios);
}

std::string warnings_list(const CheckReport& report, std::size_t most_bytes) {
    std::vector<MarkdownRow> rows;
    for (const CheckedScenario& scenario : report.scenarios)
        for (const std::string& warning : scenario.warnings)
            rows.push_back({code_span(scenario_label(scenario)), markdown_text(warning)});
    if (rows.empty() || most_bytes == 0)
        return {};
    return "\n" + markdown_table({"Scenario", "Note"}, rows, most_bytes - 1);
}

}  // namespace

std::string check_step_summary(const CheckReport& report, const MarkdownOptions& options) {
    std::string text = "## Headroom: " + verdict(report) + "\n\n";
    text += summary_numbers(report) + "\n";
    text += scenarios_table(report);
    text += findings_table(report, options.link_base, kMostOfFindings);
    return text + warnings_list(report, kLongestStepSummary - text.size());
}

}  // namespace headroom::study
