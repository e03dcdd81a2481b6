#pragma once

// Plans for tests, made up from a seed: every feature appears in some of them.

#include <cstdint>
#include <memory>

#include "kernels/fleet/fleet_plan.hpp"

namespace headroom::mc {

// Plans are large; tests keep them on the heap.
using PlanPointer = std::unique_ptr<FleetPlan>;

[[nodiscard]] PlanPointer made_up_plan(std::uint64_t seed);

// A year of months, one hall, one fleet of 10 nodes × 8 GPUs (1 kW idle, 9 kW busy), demand of 60
// GPUs, electricity 0.1 a kWh, overhead 1.5, discount 10 %, unmet 2 a GPU-hour; nothing random.
[[nodiscard]] PlanPointer plain_plan();

InputId add_constant(FleetPlan& plan, double value);
InputId add_input(FleetPlan& plan, PlanInput input);

}  // namespace headroom::mc
