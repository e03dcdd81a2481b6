#pragma once

// Assertions against what was measured. Pure.

#include <vector>

#include "src/core/scenario/claim.hpp"
#include "src/study/check/check_report.hpp"
#include "src/study/evaluate/replicate.hpp"

namespace headroom::study {

// What one run of a scenario and, if its claims need any, its trials gave.
struct Evidence {
    const sim::Metrics& metrics;
    const Replications* trials = nullptr;  // nullptr: none were run
};

// One CheckedClaim an assertion, in order. A statistic or probability that holds only by luck is
// not told from one that holds: its detail says how sure it is.
[[nodiscard]] std::vector<CheckedClaim> check_claims(
    const std::vector<scenario::Assertion>& assertions, const Evidence& evidence);

// The metrics of the run, then each statistic over trials that a claim names.
[[nodiscard]] std::vector<MeasuredMetric> list_measured(
    const std::vector<scenario::Assertion>& assertions, const Evidence& evidence);

}  // namespace headroom::study
