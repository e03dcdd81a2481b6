#pragma once

// Simulates alternatives over the cores of this machine and compares what came out.

#include <optional>
#include <vector>

#include "src/study/compare/alternatives.hpp"
#include "src/study/compare/comparison.hpp"

namespace headroom::study {

// One plain run each, or the result that is there already; none where a stop request came first.
// Every problem of all of them at once.
struct PlainRuns {
    std::vector<std::optional<report::Result>> results;  // [alternative]
    bool is_complete = true;  // false: a run, or its search for headroom, was stopped
};
// `searches_headroom`: and headroom.* of each that has targets.
[[nodiscard]] expected<PlainRuns, LoadFailure> run_alternatives(
    const std::vector<Alternative>& alternatives,
    bool searches_headroom,
    const StudyControl& control);

[[nodiscard]] Comparison compare_runs(const std::vector<Alternative>& alternatives,
                                      const PlainRuns& runs);

// The same trials of all, which must be scenarios; after a stop request those that all have. The
// comparison says what the trials drew.
[[nodiscard]] expected<Comparison, LoadFailure> compare_trials(
    const std::vector<Alternative>& alternatives,
    const TrialSetup& trials,
    const StudyControl& control);

}  // namespace headroom::study
