#pragma once

// What a plan looks at, in words: its steps, its halls, what its trials draw and what they hold
// fixed.

#include "kernels/fleet/fleet_plan.hpp"
#include "src/core/scenario/scenario.hpp"
#include "src/study/plan/plan_report.hpp"

namespace headroom::study {

// `plan` is that of the scenario.
[[nodiscard]] PlanFacts describe_plan(const scenario::Scenario& scenario,
                                      const mc::FleetPlan& plan);

}  // namespace headroom::study
