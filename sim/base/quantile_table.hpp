#pragma once

// A distribution told by some of its quantiles, as published summaries tell it (kQuantiles): from
// one quantile to the next the logarithm of the value grows evenly with the probability, where both
// are positive, else the value itself. Internal to distribution.cpp.

#include <string>

#include "sim/base/distribution.hpp"
#include "sim/base/special_functions.hpp"

namespace headroom {

// What is wrong with the table, or empty.
[[nodiscard]] std::string find_quantile_table_fault(const Distribution& distribution);

// The value at a probability, before truncation. O(log values).
[[nodiscard]] double quantile_table_point(const Distribution& distribution, double below);

// P(X <= x) and P(X > x), before truncation; where a value stands twice the cdf jumps. O(values).
[[nodiscard]] Tails quantile_table_tails(const Distribution& distribution, double x);

// The mean of the draws whose probabilities lie between two, in closed form: a segment from x to y
// has (y - x) / ln(y / x). O(values).
[[nodiscard]] double quantile_table_mean(const Distribution& distribution, double from, double to);

}  // namespace headroom
