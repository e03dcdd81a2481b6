#include "src/study/check/check_findings.hpp"

#include <algorithm>

#include "src/core/text/utf8.hpp"

namespace headroom::study {
namespace {

// Options of the command line stand where files do, and are none.
SourcePlace place_in_file(const SourcePlace& place, const CheckedScenario& scenario) {
    const bool is_file = !place.file.empty() && !place.file.starts_with("--");
    SourcePlace found = is_file ? place : SourcePlace{scenario.file, 0, 0};
    found.file = one_line(found.file);
    return found;
}

std::string joined(std::string text, std::string_view gap, std::string_view more) {
    if (!text.empty() && !more.empty())
        text += gap;
    return text.append(more);
}

}  // namespace

std::string Finding::sentence() const {
    std::string text = found;
    if (is_measured && !found.empty())
        text = "found " + found;
    text = joined(std::move(text), ": ", detail);
    if (!reason.empty())
        text = joined(std::move(text), ". ", "Why: " + reason);
    return text;
}

Finding describe_problem(const CheckedScenario& scenario, const Diagnostic& problem) {
    Finding finding;
    finding.is_error = problem.severity == Severity::kError;
    finding.place = place_in_file(problem.place, scenario);
    finding.scenario = scenario_label(scenario);
    finding.variant = one_line(scenario.variant);
    finding.claim = one_line(problem.path);
    finding.detail = one_line(problem.problem);
    if (!problem.wanted.empty())
        finding.detail += "; wanted " + one_line(problem.wanted);
    finding.detail = joined(finding.detail, "; ", one_line(problem.hint));
    finding.problem = &problem;
    return finding;
}

Finding describe_failure(const CheckedScenario& scenario, const CheckedClaim& claim) {
    Finding finding;
    finding.is_error = claim.level == ClaimLevel::kError;
    finding.place = place_in_file(claim.place, scenario);
    finding.scenario = scenario_label(scenario);
    finding.variant = one_line(scenario.variant);
    finding.claim = claim_text(claim);
    finding.is_measured = claim.outcome != ClaimOutcome::kNotMeasured;
    finding.found = finding.is_measured ? one_line(claim.found) : "not measured";
    if (claim.kind == ClaimKind::kBaseline && !claim.wanted.empty())
        finding.found += " (baseline " + one_line(claim.wanted) + ")";
    finding.detail = one_line(claim.detail);
    finding.reason = one_line(claim.reason);
    return finding;
}

std::vector<Finding> list_findings(const CheckReport& report) {
    std::vector<Finding> findings;
    for (const CheckedScenario& scenario : report.scenarios) {
        for (const Diagnostic& problem : scenario.problems)
            findings.push_back(describe_problem(scenario, problem));
        for (const CheckedClaim& claim : scenario.claims)
            if (claim.outcome != ClaimOutcome::kHolds)
                findings.push_back(describe_failure(scenario, claim));
    }
    std::stable_partition(findings.begin(), findings.end(),
                          [](const Finding& finding) { return finding.is_error; });
    return findings;
}

std::string claim_text(const CheckedClaim& claim) {
    const std::string metric = one_line(claim.metric);
    if (claim.kind == ClaimKind::kBaseline)
        return metric + " as in the baseline";
    return joined(metric, " ", one_line(claim.wanted));
}

std::string scenario_label(const CheckedScenario& scenario) {
    const std::string file = one_line(scenario.file);
    return scenario.variant.empty() ? file : file + " @" + one_line(scenario.variant);
}

std::string place_text(const SourcePlace& place) {
    std::string text = place.file;
    if (place.line > 0)
        text += ":" + std::to_string(place.line);
    if (place.line > 0 && place.column > 0)
        text += ":" + std::to_string(place.column);
    return text;
}

}  // namespace headroom::study
