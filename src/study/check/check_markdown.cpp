#include "src/study/check/check_markdown.hpp"

#include <map>

#include "src/study/check/check_findings.hpp"
#include "src/study/check/check_summary.hpp"
#include "src/study/check/findings_table.hpp"
#include "src/study/check/markdown_text.hpp"
#include "src/study/check/value_text.hpp"

namespace headroom::study {
namespace {

constexpr std::size_t kMostOfFindings = 40'000;  // the rest is for the metrics
constexpr std::size_t kLongestEnd = 200;         // of a folded part, and of the text
constexpr std::string_view kFoldEnd = "\n</details>\n";

using BaselineClaims = std::map<std::string_view, const CheckedClaim*>;

BaselineClaims baseline_claims(const CheckedScenario& scenario) {
    BaselineClaims claims;
    for (const CheckedClaim& claim : scenario.claims)
        if (claim.kind == ClaimKind::kBaseline)
            claims.emplace(claim.metric, &claim);
    return claims;
}

std::string difference_text(const CheckedClaim& claim) {
    if (!claim.value || !claim.limit)
        return claim.outcome == ClaimOutcome::kHolds ? "" : "**new**";
    const std::string distance = distance_text(*claim.value, *claim.limit, claim.unit);
    return claim.outcome == ClaimOutcome::kHolds ? distance : "**" + distance + "**";
}

MarkdownRow metric_row(const MeasuredMetric& metric, const BaselineClaims& claims) {
    std::string value = value_text(metric.value, metric.unit);
    if (metric.standard_error)
        value += " ± " + value_text(*metric.standard_error, metric.unit);
    MarkdownRow row{code_span(metric.full_name()), markdown_text(value)};
    if (claims.empty())
        return row;
    const std::string name = metric.full_name();
    const auto found = claims.find(name);
    const CheckedClaim* const claim = found == claims.end() ? nullptr : found->second;
    row.push_back(claim == nullptr ? "" : markdown_text(claim->wanted));
    row.push_back(claim == nullptr ? "" : difference_text(*claim));
    return row;
}

// Metrics of a scenario behind a line to click at; nothing where there is no room for it.
std::string folded_metrics(const CheckedScenario& scenario, std::size_t most_bytes) {
    const BaselineClaims claims = baseline_claims(scenario);
    std::vector<MarkdownRow> rows;
    for (const MeasuredMetric& metric : scenario.metrics)
        rows.push_back(metric_row(metric, claims));
    MarkdownRow heading{"Metric", "Value"};
    if (!claims.empty())
        heading.insert(heading.end(), {"Baseline", "Difference"});
    std::string text = "\n<details><summary><code>" + html_text(scenario_label(scenario)) +
                       "</code>: " + counted(rows.size(), "metric");
    if (!claims.empty())
        text += ", baseline: " + counts_text(count_claims(scenario, ClaimKind::kBaseline));
    text += "</summary>\n\n";
    if (text.size() + kLongestEnd > most_bytes)
        return {};
    const std::string table = markdown_table(heading, rows, most_bytes - text.size() - kLongestEnd);
    return table.empty() ? std::string() : text + table + std::string(kFoldEnd);
}

}  // namespace

std::string check_markdown(const CheckReport& report, const MarkdownOptions& options) {
    std::string text = std::string(kMarkdownMarker) + "\n### Headroom: " + verdict(report) + "\n\n";
    text += summary_numbers(report) + "\n";
    text += findings_table(report, options.link_base, kMostOfFindings);
    std::size_t left_out = 0;
    for (const CheckedScenario& scenario : report.scenarios) {
        if (scenario.metrics.empty())
            continue;
        const std::string part =
            folded_metrics(scenario, kLongestComment - kLongestEnd - text.size());
        left_out += part.empty() ? 1 : 0;
        text += part;
    }
    if (left_out > 0)
        text +=
            "\nThere is no room for the metrics of " + counted(left_out, "more scenario") + ".\n";
    return text;
}

}  // namespace headroom::study
