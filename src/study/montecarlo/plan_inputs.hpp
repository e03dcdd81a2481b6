#pragma once

// Numbers of a scenario as inputs of a FleetPlan: constants, or what is drawn once a trial at the
// same place as in a simulation of that trial, so that both see the same factor.

#include <string>

#include "kernels/fleet/fleet_plan.hpp"
#include "src/core/scenario/factor_correlation.hpp"
#include "src/core/scenario/scenario.hpp"

namespace headroom::study {

class PlanInputs {
public:
    // `plan` gets the correlations at once, the inputs one by one; problems are appended.
    PlanInputs(const scenario::Scenario& scenario, mc::FleetPlan& plan, Diagnostics& problems);

    // The number at a path ("fleet.h100.nodes"), times `unit`. `field` names it in the field table
    // ("fleet.*.nodes"), which knows its range.
    mc::InputId add(const std::string& path,
                    const scenario::Number& number,
                    std::string_view field,
                    double unit = 1);
    // A law, drawn from a stream of its own.
    mc::InputId add_law(const std::string& path, const scenario::Number& number, double unit);
    mc::InputId add_constant(double value);

private:
    [[nodiscard]] mc::PlanInput input_of(const std::string& path, const scenario::Number& number);
    mc::InputId push(const mc::PlanInput& input);

    const scenario::Scenario& scenario_;
    mc::FleetPlan& plan_;
    Diagnostics& problems_;
    scenario::FactorCorrelation correlation_;
};

// A problem at a path, at the place where it was written if it was.
[[nodiscard]] Diagnostic plan_problem(const scenario::Scenario& scenario,
                                      const std::string& path,
                                      const std::string& problem,
                                      const std::string& wanted);

}  // namespace headroom::study
