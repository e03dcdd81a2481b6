#pragma once

// Whether a scenario still gives the golden result: one claim a metric, and in the text of those
// that fail what changed since.

#include <string>
#include <string_view>
#include <vector>

#include "src/study/check/baseline.hpp"

namespace headroom::study {

// What differs by more is told; a tolerance of the baseline's file comes before these.
struct BaselineLimits {
    double relative = 1e-9;      // of what is neither a count nor sampled
    double significance = 1e-3;  // two-sided, of sampled metrics: how often an equal one fails
};

// Whether the metric of that name (without scope and statistic) counts things, so that it is the
// same or not.
[[nodiscard]] bool is_counter(std::string_view metric);

// Counters are compared exactly, sampled metrics by Welch's t-test on the difference (B. L. Welch,
// Biometrika 34, 1947), all else by its relative difference. The test takes both samples for
// independent: with one seed they are not, and it then misses small changes rather than inventing
// some. A metric that went fails as not measured; one that is new is a warning.
[[nodiscard]] std::vector<CheckedClaim> compare_baseline(const Baseline& baseline,
                                                         const CheckedScenario& measured,
                                                         const BaselineLimits& limits = {});

// The claims of the scenario's baseline in a folder; where there is none, one that fails and says
// how to write it. The error is that of a file that is no baseline. Nothing of a scenario that
// could not be run.
[[nodiscard]] expected<std::vector<CheckedClaim>, Diagnostics> check_baseline(
    const std::string& folder, const CheckedScenario& measured, const BaselineLimits& limits = {});

// "the input jobs.csv changed, the catalog changed from 2026.11 to 2026.12", or "the same inputs,
// catalog and version: the program's answer changed".
[[nodiscard]] std::string changes_since(const Baseline& baseline, const CheckedScenario& measured);

}  // namespace headroom::study
