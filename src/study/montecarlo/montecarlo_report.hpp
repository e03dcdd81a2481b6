#pragma once

// A finished study of trials: what was asked, what came out, what it hangs on. All outputs are
// functions of it.

#include <optional>
#include <string>
#include <vector>

#include "src/study/compare/metric_choice.hpp"
#include "src/study/montecarlo/run_trials.hpp"
#include "src/study/montecarlo/sensitivity.hpp"
#include "src/study/montecarlo/study_head.hpp"

namespace headroom::study {

// An assertion over the trials. One of a single value has the share of trials in which it holds;
// one of a statistic a verdict on its value; one of a chance both.
struct ClaimChance {
    StudyClaim claim;
    std::optional<Share> share;   // with Wilson's interval at kSummaryLevel
    std::optional<double> value;  // of the statistic
    std::optional<bool> holds;
    std::string unit;  // of the value
};

struct MonteCarloReport {
    StudyHead head;
    TrialRun run;
    std::string device;                // what played the trials
    std::vector<std::size_t> columns;  // the metrics of the files, as columns of the table
    std::vector<Summary> summaries;    // of each of these
    std::vector<Summary> factors;      // of each factor of the table
    std::vector<ClaimChance> claims;   // in the order of the scenario
    std::vector<std::vector<double>> rank_correlations;  // [factor][metric of the table]
    std::optional<Tornado> tornado;
    std::size_t growing = 0;  // trials in which the queue keeps growing

    [[nodiscard]] bool is_complete() const { return run.end != TrialEnd::kStopped; }
    [[nodiscard]] const sim::Metric& metric(std::size_t i) const {
        return run.table.metrics[columns[i]];
    }
};

// Pure. O(metrics · n log n).
[[nodiscard]] MonteCarloReport conclude(StudyHead head,
                                        TrialRun run,
                                        std::string device,
                                        const MetricChoice& choice);

// What puts the numbers in question, the loudest first, in sentences.
[[nodiscard]] std::vector<std::string> warnings_of(const MonteCarloReport& report);

}  // namespace headroom::study
