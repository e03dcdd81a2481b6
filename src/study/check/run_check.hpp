#pragma once

// Scenarios to a CheckReport: run each, with its trials and its headroom, and check what it
// asserts.

#include <optional>
#include <string>
#include <vector>

#include "src/core/scenario/scenario.hpp"
#include "src/study/check/check_report.hpp"
#include "src/study/evaluate/parallel.hpp"

namespace headroom::study {

// How many trials decide a claim about chances, where nothing else is said.
constexpr std::size_t kUsualTrials = 100;

struct CheckPlan {
    std::vector<std::string> scenarios;  // files
    scenario::ReadOptions options;       // for all of them
    bool with_variants = false;          // each [variant.…] of a file after the file as it is
    std::optional<std::size_t> trials;   // none: as the scenario says, or kUsualTrials
    std::string baseline_folder;         // empty: no comparison with golden results
};

// One CheckedScenario a scenario (and variant), in order; several at a time. A scenario that cannot
// be run has its problems and the others go on. A stop request ends it: the report holds what was
// finished and is not complete.
[[nodiscard]] CheckReport run_check(const CheckPlan& plan, const StudyControl& control = {});

}  // namespace headroom::study
