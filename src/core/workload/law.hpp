#pragma once

// A number of the scenario made ready to be drawn millions of times: the same values as draw() of
// its distribution, without that function's searches.

#include <cstdint>
#include <vector>

#include "src/core/scenario/number.hpp"

namespace headroom::workload {

class Law {
public:
    explicit Law(const scenario::Number& number);

    [[nodiscard]] bool is_constant() const { return !number_.distribution; }
    // `uniform` in (0, 1); not looked at where the number is constant. O(log values).
    [[nodiscard]] double at(double uniform) const;

private:
    scenario::Number number_;
    std::vector<double> values_;  // of an empirical distribution, within its limits
    std::vector<double> below_;   // P(X <= values_[i])
};

// Whole numbers of things: draws are rounded, below 1 to 1, at most kMostCount.
constexpr std::int64_t kMostCount = 100'000;
[[nodiscard]] std::int64_t to_count(double drawn);

// The mean of to_count of the draws: 1 + the sum of P(X >= n - 1/2) over n >= 2, which is exact but
// for draws that round at a half. O(largest count).
[[nodiscard]] double mean_count(const scenario::Number& number);

// Seconds as microseconds in [0, 100 years]; what is negative or no number is 0.
[[nodiscard]] std::int64_t to_us(double us);

}  // namespace headroom::workload
