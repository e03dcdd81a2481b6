#pragma once

// Statistics of alternatives that share their trials: means, paired differences, how often one is
// better, and what choosing one costs in hindsight. Pure; a trial without a value (NaN) counts
// nowhere.

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "sim/model/metrics.hpp"
#include "src/study/evaluate/sample.hpp"

namespace headroom::study {

// A mean with its t interval, which is infinite below two values.
struct Estimate {
    std::size_t n = 0;
    double mean = 0;
    double half_width = 0;

    [[nodiscard]] Interval interval() const { return {mean - half_width, mean + half_width}; }
};
[[nodiscard]] Estimate estimate_mean(std::span<const double> values, double level);

// How often an alternative is better than the base: ties count half, in Wilson's interval too.
struct BetterShare {
    std::size_t wins = 0;
    std::size_t ties = 0;
    std::size_t n = 0;
    double share = 0;
    Interval interval;
};

// `other` − `base`, trial by trial, over the trials in which both have a value.
struct PairedDifference {
    Estimate difference;
    // Of the difference of two means from independent samples of these sizes: B. L. Welch,
    // Biometrika 34, 1947, with Satterthwaite's degrees of freedom.
    double unpaired_half_width = 0;
    std::optional<BetterShare> better;  // where it is known which value is better
    double skewness = 0;                // of the differences; 0 where they are all the same

    // How many times narrower the paired interval is; none where neither has a width.
    [[nodiscard]] std::optional<double> narrowing() const;

    // 25 × skewness²: with fewer trials a 95 % interval holds the truth less often than it says,
    // by a point and more (W. G. Cochran, Sampling Techniques, 3rd edition 1977, §2.15).
    [[nodiscard]] double trials_for_skewness() const { return 25 * skewness * skewness; }
};
[[nodiscard]] PairedDifference compare_pairs(std::span<const double> base,
                                             std::span<const double> other,
                                             sim::Better better,
                                             double level);

// |value − the best of that trial|: what an alternative turned out to cost over the best of all.
struct Regret {
    double expected = 0;
    double p95 = 0;  // nearest rank
    double worst = 0;
};
struct RegretTable {
    std::size_t trials = 0;                   // in which every alternative has a value
    std::vector<Regret> regrets;              // [alternative]
    std::vector<std::size_t> least_expected;  // alternatives, more than one where they are equal
    std::vector<std::size_t> least_worst;
};
// None where it is not known which value is better, or no trial has all values.
// `values` is [alternative][trial]. O(alternatives × trials).
[[nodiscard]] std::optional<RegretTable> tabulate_regret(
    std::span<const std::span<const double>> values, sim::Better better);

}  // namespace headroom::study
