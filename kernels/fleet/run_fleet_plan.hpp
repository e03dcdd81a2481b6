#pragma once

// A range of trials of a plan, block by block: the raw totals of every trial, and how the steps
// spread. The result depends on the plan and the range alone.

#include <cstdint>
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

[[nodiscard]] FleetOutcome run_fleet_plan(FleetRunner& runner,
                                          std::uint32_t first,
                                          std::uint32_t count,
                                          Fans fans,
                                          std::stop_token stop = {});

// A percentile of one row of the fans.
struct FanQuantile {
    std::uint32_t row = 0;
    double p = 0.5;
};

// The nearest-rank percentiles themselves: runs the trials of `outcome` again and keeps the values
// of the bins that hold them. O(trials) time, values of the target bins in memory.
[[nodiscard]] std::vector<double> exact_quantiles(FleetRunner& runner,
                                                  const FleetOutcome& outcome,
                                                  const std::vector<FanQuantile>& wanted);

}  // namespace headroom::mc
