#pragma once

// The plans that benchmarks time: one with the prototype's factors (20 inputs drawn once a trial,
// of which four are correlated, and two shocks a step), one with every process and feature.

#include <string_view>
#include <vector>

#include "tests/kernels/fleet/made_up_plan.hpp"

namespace headroom::mc {

struct BenchPlan {
    std::string_view name;
    PlanPointer plan;
};

[[nodiscard]] std::vector<BenchPlan> bench_plans();

}  // namespace headroom::mc
