#pragma once

// What someone has to look at after a check, as one list: claims that do not hold and problems of
// scenarios. Whatever holds is not in it.

#include <string>
#include <vector>

#include "src/study/check/check_report.hpp"

namespace headroom::study {

// All texts are on one line and well-formed UTF-8, whatever the scenario holds.
struct Finding {
    bool is_measured = true;
    bool is_error = true;  // makes the check fail; else a warning
    SourcePlace place;     // the scenario's file where no place in a file is known
    std::string scenario;  // "scenarios/ci/gate.toml", with its variant "… @late"
    std::string variant;
    std::string claim;  // One of them. The claim does not hold.
    [[nodiscard]] Finding describe_problem(const CheckedScenario& scenario,
                                           const Diagnostic& problem);
    [[nodiscard]] Finding describe_failure(const CheckedScenario& scenario,
                                           const CheckedClaim& claim);

    // "wait.p95 <= 4 h"; of a problem the path it is about
    std::string found;                    // "5 h 12 min", "not measured"; empty of a problem
    std::string detail;                   // by how much, or what is wrong and wanted
    std::string reason;                   // why the author wants it
    const Diagnostic* problem = nullptr;  // of the report, for whoever shows the line itself

    // "found 5 h 12 min: 30 % above the limit. Why: …"
    [[nodiscard]] std::string sentence() const;
};

// Errors first, each group in the order of the report. They point into it.
[[nodiscard]] std::vector<Finding> list_findings(const CheckReport& report);

// One of them. The claim does not hold.
[[nodiscard]] Finding describe_problem(const CheckedScenario& scenario, const Diagnostic& problem);
[[nodiscard]] Finding describe_failure(const CheckedScenario& scenario, const CheckedClaim& claim);

// "wait.p95 <= 4 h"; of a baseline "wait.p95_s as in the baseline": the name of the claim,
// the same as long as it is the same claim.
[[nodiscard]] std::string claim_text(const CheckedClaim& claim);

// "scenarios/ci/gate.toml", with its variant "scenarios/ci/gate.toml @late".
[[nodiscard]] std::string scenario_label(const CheckedScenario& scenario);

// "gate.toml:12:1"; without what is not known.
[[nodiscard]] std::string place_text(const SourcePlace& place);

}  // namespace headroom::study
