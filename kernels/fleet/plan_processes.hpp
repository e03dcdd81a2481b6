#pragma once

// Demand and prices of one trial, step by step.

#include "kernels/fleet/draw_inputs.hpp"
#include "kernels/process/level.hpp"

namespace headroom::mc {

// Demand in GPU-equivalents, the mean of a step: (level × growth × GBM, bent under a ceiling) ×
// regime × season. The growth is that of the mean.
template <class Real>
class DemandPath {
public:
    HEADROOM_HD DemandPath(const FleetPlan& plan, const InputValues<Real>& values) : plan_(plan) {
        constexpr double kMostFilled = 1 - 1e-9;
        for (std::uint32_t d = 0; d < plan.demands; ++d) {
            const PlanDemand& demand = plan.demand[d];
            Real level = values[demand.level] * values[demand.scale];
            if (demand.ceiling > 0) {
                level = lesser(level, Real{} + kMostFilled * demand.ceiling);
                level = without_ceiling(level, Real{} + demand.ceiling);
            }
            start_[d] = level;
            log_gain_[d] = Real{};
            log_growth_[d] = Real{};
            for (const InputId growth : demand.growth) {
                if (growth != kNothing) {
                    log_growth_[d] = log_growth_[d] + log1p_of(values[growth]) * plan.step_years;
                }
            }
            is_busy_[d] = Real{};
        }
    }

    // Of all demands together, in this step; steps must come in order.
    HEADROOM_HD Real at(std::uint32_t step, const TrialDraws<Real>& draws) {
        Real sum{};
        for (std::uint32_t d = 0; d < plan_.demands; ++d) {
            sum = sum + one_at(d, step, draws);
        }
        return sum;
    }

private:
    HEADROOM_HD Real one_at(std::uint32_t d, std::uint32_t step, const TrialDraws<Real>& draws) {
        const PlanDemand& demand = plan_.demand[d];
        if (step > 0) {
            advance(d, step, draws);
        }
        Real level = start_[d] * exp_of(log_gain_[d]);
        if (demand.ceiling > 0) {
            level = under_ceiling(level, Real{} + demand.ceiling);
        }
        const Real factor = 1.0 + is_busy_[d] * (demand.busy_factor - 1);
        return level * (factor * plan_.demand_curve[d][step]);
    }

    HEADROOM_HD void advance(std::uint32_t d, std::uint32_t step, const TrialDraws<Real>& draws) {
        const PlanDemand& demand = plan_.demand[d];
        if (!demand.is_random) {
            log_gain_[d] = log_gain_[d] + log_growth_[d];
            return;
        }
        const auto u = draws.at(Stream::kPlanDemand, demand.entity, step);
        log_gain_[d] =
            next_gbm(demand.motion, log_gain_[d], log_growth_[d], inverse_normal(u.first));
        is_busy_[d] = next_regime(demand.regime, is_busy_[d], u.second);
    }

    const FleetPlan& plan_;
    Real start_[kMaxDemands];
    Real log_gain_[kMaxDemands];  // exactly 0 without growth: no rounding makes a shortfall
    Real log_growth_[kMaxDemands];
    Real is_busy_[kMaxDemands];
};

// Prices relative to their means or to the start. The price of a step is that at its end.
template <class Real>
class PricePath {
public:
    HEADROOM_HD explicit PricePath(const FleetPlan& plan) : plan_(plan) {}

    HEADROOM_HD void move_to(std::uint32_t step, const TrialDraws<Real>& draws) {
        if (plan_.has_price_motion || plan_.has_price_spikes) {
            const auto u = draws.at(Stream::kPlanPrice, 0, step);
            motion_ = next_ou(plan_.price_motion, 0, motion_, inverse_normal(u.first));
            if (plan_.has_price_spikes) {
                spikes_ = next_spikes(plan_.price_spikes, spikes_, u.second, draws, step);
            }
            energy_ = exp_of(motion_ + spikes_ - plan_.price_log_mean[step]);
        }
        if (plan_.has_node_price && step > 0) {
            const auto u = draws.at(Stream::kPlanNodePrice, 0, step);
            log_node_ =
                next_node_price(plan_.node_price, log_node_, inverse_normal(u.first), u.second);
        }
    }

    // Of electricity, relative to its mean.
    [[nodiscard]] HEADROOM_HD const Real& energy() const { return energy_; }
    // Of nodes, relative to the start.
    [[nodiscard]] HEADROOM_HD Real node() const { return exp_of(log_node_); }

private:
    const FleetPlan& plan_;
    Real motion_{};
    Real spikes_{};
    Real energy_ = Real{} + 1.0;
    Real log_node_{};
};

}  // namespace headroom::mc
