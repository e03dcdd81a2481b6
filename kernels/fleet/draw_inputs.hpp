#pragma once

// The inputs of a plan for one trial.

#include "kernels/fleet/fleet_plan.hpp"

namespace headroom::mc {

template <class Real>
struct InputValues {
    Real value[kMaxInputs];
    HEADROOM_HD const Real& operator[](InputId id) const { return value[id]; }
};

// The normal scores of correlated inputs: L·e with independent e, one for each row, drawn at the
// place where the input draws alone (Gaussian copula; a row of the unit matrix leaves the score as
// it is).
template <class Real>
HEADROOM_HD void correlate(const FleetPlan& plan, const TrialDraws<Real>& draws, Real* score) {
    Real alone[kMaxCorrelated];
    for (std::uint32_t i = 1; i < plan.inputs; ++i) {
        const PlanInput& input = plan.input[i];
        if (input.correlated >= 0) {
            alone[input.correlated] = inverse_normal(draws.at(input.stream, input.entity, 0).first);
        }
    }
    for (std::uint32_t row = 0; row < plan.correlated; ++row) {
        Real sum = alone[row] * plan.correlation[row][row];
        for (std::uint32_t column = 0; column < row; ++column) {
            sum = sum + alone[column] * plan.correlation[row][column];
        }
        score[row] = sum;
    }
}

template <class Real>
HEADROOM_HD void draw_inputs(const FleetPlan& plan,
                             const TrialDraws<Real>& draws,
                             InputValues<Real>& values) {
    Real score[kMaxCorrelated];
    if (plan.correlated > 0) {
        correlate(plan, draws, score);
    }
    values.value[kNothing] = Real{};
    for (std::uint32_t i = 1; i < plan.inputs; ++i) {
        const PlanInput& input = plan.input[i];
        if (input.law == PlanLaw::kConstant) {
            values.value[i] = Real{} + input.a * input.unit;
        } else if (input.correlated >= 0) {
            values.value[i] = value_at_score(input, score[input.correlated]);
        } else {
            values.value[i] = value_at(input, draws.at(input.stream, input.entity, 0).first);
        }
    }
}

}  // namespace headroom::mc
