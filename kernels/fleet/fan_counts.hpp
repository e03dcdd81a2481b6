#pragma once

// How the trials of a plan spread at each step: a histogram and an exact sum for every fan and
// step. Integers, so neither the order nor the split of the trials shows. Row = fan × steps + step.

#include <cstdint>
#include <vector>

#include "kernels/fleet/fixed_sum.hpp"
#include "kernels/fleet/fleet_plan.hpp"
#include "kernels/summary/histogram.hpp"

namespace headroom::mc {

struct FanCounts {
    std::uint32_t rows = 0;
    std::uint64_t trials = 0;
    std::vector<std::uint32_t> counts;  // [row][bin]
    std::vector<FixedSum> sums;         // [row]

    // Adds those of other trials of the same plan.
    void merge(const FanCounts& other);
    // Of one trial at least.
    [[nodiscard]] double mean(std::uint32_t row) const;
    // The bin that holds the nearest-rank percentile, 0 < p <= 1. O(bins).
    [[nodiscard]] Histogram::Quantile quantile(std::uint32_t row, double p) const;

    friend bool operator==(const FanCounts&, const FanCounts&) = default;
};

}  // namespace headroom::mc
