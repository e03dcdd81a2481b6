#pragma once

// Means that are surer than those of as many independent values: antithetic pairs and a control
// variate. Also the constants with which trials choose among alternatives. Pure.

#include <cstddef>
#include <span>

#include "sim/base/statistics.hpp"

namespace headroom::mc {

// The means of pairs of neighbours, 2k and 2k + 1: independent of each other where the values of a
// pair are not. A last value without a neighbour, and a pair with a value that is missing (NaN), is
// left out. The standard error of the mean of all values is that of the result.
[[nodiscard]] Moments pair_means(std::span<const double> values);

// The mean of y, given the true mean of an x that was drawn with it: mean(y) - β·(mean(x) - truth).
struct ControlledMean {
    double mean = 0;
    double slope = 0;     // β, of the least squares
    double variance = 0;  // of what x does not explain, a value
};
[[nodiscard]] ControlledMean control_variate(std::span<const double> y,
                                             std::span<const double> x,
                                             double true_mean_of_x);

// Constants of the procedure KN of S.-H. Kim & B. L. Nelson, ACM Transactions on Modeling and
// Computer Simulation 11 (2001), with c = 1: `first` trials of each of k alternatives, and the
// chance 1 - alpha of choosing the best.
struct KimNelson {
    double eta = 0;
    double h_squared = 0;
};
[[nodiscard]] KimNelson kim_nelson(std::size_t k, std::size_t first, double alpha);

}  // namespace headroom::mc
