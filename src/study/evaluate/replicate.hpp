#pragma once

// The same trials of several what-ifs: trial k draws the same random numbers in each of them, so
// that their difference is a difference and not noise.

#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "src/study/evaluate/parallel.hpp"
#include "src/study/evaluate/what_if.hpp"

namespace headroom::study {

// What a trial has no value for, such as the share of GPU-time of a fleet without one.
constexpr double kNoValue = std::numeric_limits<double>::quiet_NaN();

struct Replications {
    Trial first_trial = 0;
    std::size_t trials = 0;  // the same for every metric; fewer than asked for where it was stopped
    std::vector<sim::Metric> metrics;         // name, scope and unit; the value of the first trial
    std::vector<std::vector<double>> values;  // [metric][trial], kNoValue where there is none

    // The values of "wait.p95_s" and scope, or nullptr. O(metrics).
    [[nodiscard]] const std::vector<double>* find(std::string_view name,
                                                  std::string_view scope = "") const;
};

struct TrialRange {
    Trial first = 0;
    std::size_t count = 0;
};

// One Replications a what-if, all with the same trials: those before the first that a stop request
// left out. The first failure of the lowest what-if and trial ends it. Memory: trials × metrics.
[[nodiscard]] expected<std::vector<Replications>, LoadFailure> replicate(
    const std::vector<WhatIf>& what_ifs, TrialRange trials, const StudyControl& control = {});

}  // namespace headroom::study
