#pragma once

// A second, slow way to the numbers of a trial: the standard library's mathematics, each step
// looked at by itself, every node's time in service from its dates. Shares with fleet_trial() the
// plan, the places of the draws and the exact laws of single steps, no code of the trial.

#include <cstdint>
#include <vector>

#include "kernels/fleet/fleet_plan.hpp"

namespace headroom::mc {

struct OracleTrial {
    std::vector<double> totals;
    std::vector<std::vector<double>> fans;  // [fan][step]
};

[[nodiscard]] OracleTrial oracle_trial(const FleetPlan& plan, std::uint32_t trial);

}  // namespace headroom::mc
