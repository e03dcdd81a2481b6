#pragma once

// What the trials of one metric come to. Raw values in the order of trials are added in that order,
// so that the last digit does not depend on threads, parts or devices. Pure.

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "sim/model/metrics.hpp"
#include "src/study/evaluate/sample.hpp"

namespace headroom::study {

// The level of the intervals of summaries.
constexpr double kSummaryLevel = 0.9;

// How the values of one study hang together.
struct TrialDesign {
    std::size_t first = 0;       // the number of the first trial
    bool is_antithetic = false;  // trials 2k and 2k + 1 mirror each other
};

// A number that does not exist is NaN: everything where no trial has a value, the end of an
// interval that so few trials cannot give, the tail of a metric of which no side is bad.
struct Summary {
    std::size_t n = 0;  // trials with a value
    double mean = 0;
    double standard_error = 0;  // of the mean; from pairs where trials are antithetic
    double deviation = 0;       // of the values
    double least = 0;
    double most = 0;
    double tail_mean = 0;    // CVaR: the mean of the worst 5 %
    Interval mean_interval;  // Student's t
    Interval p50_interval;   // order statistics, for any distribution
    Interval p95_interval;
    std::vector<double> sorted;  // the values, ascending

    // Nearest rank; NaN of none.
    [[nodiscard]] double percentile(double p) const;
};

// `values` may hold NaN, which counts nowhere. O(n log n).
[[nodiscard]] Summary summarise(std::span<const double> values,
                                const TrialDesign& design,
                                sim::Better better);

// A statistic by its name behind @, as tables and files list them.
struct NamedStatistic {
    std::string_view name;  // "p95_low"
    double value = 0;
};
[[nodiscard]] std::vector<NamedStatistic> list_statistics(const Summary& summary);

// The interval of a percentile of ascending values; NaN at an end that they are too few for.
[[nodiscard]] Interval percentile_interval(std::span<const double> sorted, double p, double level);

}  // namespace headroom::study
