#pragma once

// A range of trials of a plan, block by block: the raw totals of every trial, and how the steps
// spread. The result depends on the plan and the range alone.

#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <vector>

#include "kernels/fleet/fleet_runner.hpp"

namespace headroom::mc {

struct FleetOutcome {
    std::uint32_t first = 0;
    std::uint32_t trials = 0;    // fewer than asked for where it was stopped: whole blocks
    std::vector<double> totals;  // [trial][total]
    FanCounts fans;              // empty where the runner counts none
};

struct FleetControl {
    std::stop_token stop{};                            // looked at between blocks
    std::function<void(std::uint32_t done)> on_block;  // with the trials that are done so far
};

[[nodiscard]] FleetOutcome run_fleet_plan(FleetRunner& runner,
                                          std::uint32_t first,
                                          std::uint32_t count,
                                          Fans fans,
                                          const FleetControl& control = {});

// A percentile of one row of the fans.
struct FanQuantile {
    std::uint32_t row = 0;
    double p = 0.5;
};

// The nearest-rank percentiles themselves: runs the trials of `outcome` again and keeps the values
// of the bins that hold them; again and again where they are more than `kMostKept`. None where it
// was stopped. `on_block` counts the trials of all passes.
constexpr std::uint64_t kMostKept = std::uint64_t{1} << 25;  // 256 MB
[[nodiscard]] std::optional<std::vector<double>> exact_quantiles(
    FleetRunner& runner,
    const FleetOutcome& outcome,
    const std::vector<FanQuantile>& wanted,
    const FleetControl& control = {},
    std::uint64_t most_kept = kMostKept);

}  // namespace headroom::mc
