#pragma once

// How large a demand is in each month, relative to the first: a growth a year in monthly steps, or
// the factors that the user lists.

#include <cstddef>
#include <cstdint>
#include <vector>

#include "src/core/scenario/generator.hpp"

namespace headroom::workload {

class GrowthCurve {
public:
    // Every factor is multiplied by `scale`.
    explicit GrowthCurve(const scenario::Growth& growth, double scale = 1);

    // (1 + growth a year)^(month / 12), or the listed factor; after the last month the last one.
    [[nodiscard]] double factor(std::size_t month) const;
    // Whether every factor is 1.
    [[nodiscard]] bool is_flat() const { return is_flat_; }

private:
    std::vector<double> factors_;
    bool is_flat_ = true;
};

// A whole number times a factor, exact on average and never below 1: doubled as often as the factor
// allows, and once more with the probability that the rest asks for, so that jobs keep sizes that
// fill nodes; below 1 likewise halved, rounded up. `uniform` in (0, 1) decides; a larger factor
// never gives less. A job of 1 GPU cannot shrink, which the mean then shows.
[[nodiscard]] std::uint32_t grow_size(std::uint32_t gpus, double factor, double uniform);

}  // namespace headroom::workload
