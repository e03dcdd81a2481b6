#pragma once

// Measures the points of a sweep over the cores of this machine, or takes them from its journal.

#include <string>
#include <vector>

#include "src/study/compare/metric_choice.hpp"
#include "src/study/evaluate/parallel.hpp"
#include "src/study/sweep/sweep_journal.hpp"
#include "src/study/sweep/sweep_plan.hpp"

namespace headroom::study {

struct SweepSetup {
    std::size_t trials = 0;  // 0: a plain run a point
    MetricChoice choice = MetricChoice::all();
    SweepJournal* journal = nullptr;  // none: every point is measured
};

struct SweepResult {
    std::size_t trials = 0;
    std::vector<std::string> statistics;      // "value", or those of trials
    sim::Metrics metrics;                     // those chosen; their values mean nothing
    sim::Metrics all_metrics;                 // that any point has
    std::vector<std::vector<double>> values;  // [point][metric × statistic], NaN: none; empty where
                                              // the sweep was stopped before
    std::size_t cached = 0;   // points that the journal had
    std::size_t done = 0;     // points with values
    std::size_t growing = 0;  // points where the queue keeps growing

    [[nodiscard]] bool is_complete() const { return done == values.size(); }
};

// What can be known of all points before one is simulated is told of all of them. A point that
// fails later does not keep the others from the journal; then their problems are the answer. Trials
// are 0 … trials - 1 at every point, with common random numbers. The answer does not depend on the
// number of threads, nor on what the journal had.
[[nodiscard]] expected<SweepResult, LoadFailure> run_sweep(const SweepPlan& plan,
                                                           const SweepSetup& setup,
                                                           const StudyControl& control = {});

}  // namespace headroom::study
