#pragma once

// How many nodes of a fleet are up on average over a step. Each fails and is repaired by itself, at
// exponential times: up for a share A = MTBF/(MTBF + MTTR), with autocovariance A(1-A)e^(-sτ), s =
// 1/MTBF + 1/MTTR (two-state Markov process; Ross, Stochastic Processes, 5.8), so that its mean
// over a time T has variance A(1-A)·2/(sT)·(1 - (1 - e^(-sT))/(sT)). N nodes: normal with N times
// both (central limit), kept in [0, N]. Simplified: steps are independent, although a repair may
// span two.

#include "kernels/fleet/draw_inputs.hpp"

namespace headroom::mc {

template <class Real>
class NodesDown {
public:
    HEADROOM_HD NodesDown(const FleetPlan& plan, const InputValues<Real>& values) : plan_(plan) {
        for (std::uint32_t f = 0; f < plan.fleets; ++f) {
            const PlanFleet& fleet = plan.fleet[f];
            if (fleet.mtbf_h == kNothing) {
                continue;
            }
            const Real mtbf = values[fleet.mtbf_h];
            const Real up = mtbf / (mtbf + fleet.repair_h);
            const Real span = (1.0 / mtbf + 1.0 / fleet.repair_h) * plan.step_h;  // sT
            const Real variance =
                up * (1.0 - up) * 2.0 / span * (1.0 - (1.0 - exp_of(-span)) / span);
            share_up_[f] = up;
            deviation_[f] = root_of(greater(variance, Real{}));
        }
    }

    // Steps must come in order: one place serves two of them.
    [[nodiscard]] HEADROOM_HD Real nodes_up(std::uint32_t f,
                                            const Real& nodes,
                                            std::uint32_t step,
                                            const TrialDraws<Real>& draws) {
        const PlanFleet& fleet = plan_.fleet[f];
        if (fleet.mtbf_h == kNothing) {
            return nodes;
        }
        Real uniform = kept_[f];
        if (step % 2 == 0) {
            const auto drawn = draws.at(Stream::kPlanNodesDown, fleet.entity, step / 2);
            uniform = drawn.first;
            kept_[f] = drawn.second;
        }
        const Real noise = root_of(nodes) * deviation_[f] * inverse_normal(uniform);
        return lesser(greater(nodes * share_up_[f] + noise, Real{}), nodes);
    }

private:
    const FleetPlan& plan_;
    Real share_up_[kMaxFleets];
    Real deviation_[kMaxFleets];
    Real kept_[kMaxFleets];  // the uniform of the next, odd step
};

}  // namespace headroom::mc
