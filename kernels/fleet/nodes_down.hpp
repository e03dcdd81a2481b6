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

    [[nodiscard]] HEADROOM_HD Real nodes_up(std::uint32_t f,
                                            const Real& nodes,
                                            std::uint32_t step,
                                            const TrialDraws<Real>& draws) const {
        const PlanFleet& fleet = plan_.fleet[f];
        if (fleet.mtbf_h == kNothing) {
            return nodes;
        }
        const auto u = draws.at(Stream::kPlanNodesDown, fleet.entity, step);
        const Real noise = root_of(nodes) * deviation_[f] * inverse_normal(u.first);
        return lesser(greater(nodes * share_up_[f] + noise, Real{}), nodes);
    }

private:
    const FleetPlan& plan_;
    Real share_up_[kMaxFleets];
    Real deviation_[kMaxFleets];
};

}  // namespace headroom::mc
