#pragma once

// A scenario as a plan in time steps. What the plan does not look at: traces and generated jobs
// (its demand is demand.*.level), schedulers, partitions, tenants, warm-up.

#include "kernels/fleet/fleet_plan.hpp"
#include "sim/base/expected.hpp"
#include "src/core/scenario/scenario.hpp"

namespace headroom::study {

// Every problem at once. The scenario is one read without a trial: the plan draws its factors.
[[nodiscard]] expected<mc::FleetPlan, Diagnostics> compile_fleet_plan(
    const scenario::Scenario& scenario);

}  // namespace headroom::study
