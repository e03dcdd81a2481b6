#pragma once

// Which factors a result hangs on: rank correlations over the trials, and a tornado of runs with
// one factor at its P10 and P90 and all others at their means.

#include <span>
#include <string>
#include <vector>

#include "src/study/evaluate/parallel.hpp"
#include "src/study/evaluate/what_if.hpp"
#include "src/study/montecarlo/trial_table.hpp"

namespace headroom::study {

// Spearman's coefficient: Pearson's of the ranks, ties sharing theirs. Pairs with a NaN are left
// out; NaN where either side does not vary. O(n log n).
[[nodiscard]] double rank_correlation(std::span<const double> a, std::span<const double> b);

// [factor][metric]. O(trials · log(trials) · (factors + metrics) + trials · factors · metrics).
[[nodiscard]] std::vector<std::vector<double>> rank_correlations(const TrialTable& trials);

// One factor of a tornado. A metric that a run lacks is NaN.
struct TornadoBar {
    std::string factor;
    double low = 0;                       // the factor at its P10
    double high = 0;                      // and at its P90
    std::vector<double> at_low, at_high;  // [metric]
};

struct Tornado {
    sim::Metrics base;             // all factors at their means
    std::vector<TornadoBar> bars;  // in the order of the scenario
    bool is_complete = true;       // false: stopped
};

// Two simulations a factor and one more, all with the random numbers of a plain run: a bar is what
// the factor does, not noise.
[[nodiscard]] expected<Tornado, LoadFailure> run_tornado(const WhatIf& what_if,
                                                         const StudyControl& control);

}  // namespace headroom::study
