#pragma once

// One trial of a plan, step by step: demand against the nodes in service, energy by hall, prices,
// purchases, money. A function of plan and trial alone. No job waits here: demand that the GPUs in
// service cannot hold is a shortfall; waits by quarter come from `simulate`.

#include "kernels/fleet/installed_nodes.hpp"
#include "kernels/fleet/nodes_down.hpp"
#include "kernels/fleet/plan_processes.hpp"

namespace headroom::mc {

template <class Real>
struct FleetTotals {
    Real value[kTotalPeakPower_kw + kMaxHalls];
};

// A sink takes (fan, step, value); this one takes nothing.
struct NoSink {
    template <class Real>
    HEADROOM_HD void operator()(std::uint32_t, std::uint32_t, const Real&) const {}
};

template <class Real, class Sink>
class FleetRun {
public:
    HEADROOM_HD FleetRun(const FleetPlan& plan,
                         const TrialDraws<Real>& draws,
                         const InputValues<Real>& values,
                         Sink& sink)
        : plan_(plan),
          draws_(draws),
          values_(values),
          sink_(sink),
          installed_(plan, values),
          down_(plan, values),
          demand_(plan, values),
          prices_(plan) {
        for (std::uint32_t i = 0; i < total_count(plan); ++i) {
            total(i) = Real{};
        }
        total(kTotalFirstShortfall) = Real{} + static_cast<double>(plan.steps);
        const Real log_rate = log1p_of(values[plan.discount_rate]);
        discount_ = exp_of(log_rate * (-0.5 * plan.step_years));
        step_discount_ = exp_of(log_rate * -plan.step_years);
    }

    HEADROOM_HD void step(std::uint32_t t) {
        prices_.move_to(t, draws_);
        const Real demand = demand_.at(t, draws_);
        const Real capex = order(t);
        installed_.move_to(t, price_paid_);
        const Real capacity = find_capacity(t);
        const Real served = lesser(demand, capacity);
        const Real shortfall = (demand - served) * plan_.step_h;
        const Real utilisation = select(capacity > 0.0, served / capacity, Real{});
        const Real electricity = use_energy(t, utilisation);
        sink_(kFanDemand, t, demand);
        sink_(kFanCapacity, t, capacity);
        sink_(kFanShortfall, t, shortfall);
        note_shortfall(t, shortfall);
        pay(t, capex, electricity, shortfall * values_[plan_.unmet_price]);
    }

    [[nodiscard]] HEADROOM_HD const FleetTotals<Real>& totals() const { return totals_; }

private:
    HEADROOM_HD Real& total(std::uint32_t which) { return totals_.value[which]; }

    // Purchases are paid when they are ordered.
    HEADROOM_HD Real order(std::uint32_t t) {
        Real capex{};
        for (; ordered_ < plan_.purchases; ++ordered_) {
            const PlanPurchase& purchase = plan_.purchase[ordered_];
            if (purchase.order >= static_cast<double>(t) + 1) {
                break;
            }
            Real price = values_[purchase.price];
            if (purchase.is_indexed) {
                price = price * prices_.node();
            }
            price_paid_[ordered_] = price;
            capex = capex + values_[purchase.nodes] * price;
        }
        return capex;
    }

    // In GPU-equivalents; fills the nodes that are up.
    HEADROOM_HD Real find_capacity(std::uint32_t t) {
        Real capacity{};
        for (std::uint32_t f = 0; f < plan_.fleets; ++f) {
            const PlanFleet& fleet = plan_.fleet[f];
            up_[f] = down_.nodes_up(f, installed_.nodes(f), t, draws_);
            capacity = capacity + up_[f] * (fleet.gpus_per_node * fleet.speed);
        }
        return capacity;
    }

    // Every fleet works at the same share of its GPUs. Gives what the electricity costs.
    HEADROOM_HD Real use_energy(std::uint32_t t, Real utilisation) {
        Real power_w[kMaxHalls];
        for (std::uint32_t h = 0; h < plan_.halls; ++h) {
            power_w[h] = Real{};
        }
        for (std::uint32_t f = 0; f < plan_.fleets; ++f) {
            const PlanFleet& fleet = plan_.fleet[f];
            const Real idle = values_[fleet.idle_w];
            const Real node_w = idle + (values_[fleet.busy_w] - idle) * utilisation;
            power_w[fleet.hall] = power_w[fleet.hall] + up_[f] * node_w;
        }
        Real cost{};
        for (std::uint32_t h = 0; h < plan_.halls; ++h) {
            cost = cost + meter(t, h, power_w[h]);
        }
        return cost;
    }

    // The power of a hall includes its other load, the energy and its cost do not.
    HEADROOM_HD Real meter(std::uint32_t t, std::uint32_t h, Real it_w) {
        const PlanHall& hall = plan_.hall[h];
        const Real it_kwh = it_w * (plan_.step_h * 1e-3);
        const Real facility_kwh = it_kwh * values_[plan_.overhead];
        total(kTotalItEnergy_kwh) = total(kTotalItEnergy_kwh) + it_kwh;
        total(kTotalFacilityEnergy_kwh) = total(kTotalFacilityEnergy_kwh) + facility_kwh;
        const Real power_kw = (it_w + values_[hall.other_w]) * 1e-3;
        Real& peak = total(kTotalPeakPower_kw + h);
        peak = greater(peak, power_kw);
        sink_(kFanPower_kw + h, t, power_kw);
        return facility_kwh * values_[hall.price_kwh] * prices_.energy();
    }

    HEADROOM_HD void note_shortfall(std::uint32_t t, Real shortfall) {
        const Real now = Real{} + static_cast<double>(t);
        Real& first = total(kTotalFirstShortfall);
        total(kTotalShortfall_gpu_h) = total(kTotalShortfall_gpu_h) + shortfall;
        first = select(shortfall > 0.0, lesser(first, now), first);
        total(kTotalHasShortfall) =
            select(shortfall > 0.0, Real{} + 1.0, total(kTotalHasShortfall));
    }

    HEADROOM_HD void pay(std::uint32_t t, Real capex, Real electricity, Real unmet) {
        const Real upkeep = installed_.value() * values_[plan_.maintenance] * plan_.step_years;
        const Real opex = electricity + upkeep;
        const Real cost = capex + opex + unmet;
        total(kTotalCapex) = total(kTotalCapex) + capex;
        total(kTotalOpex) = total(kTotalOpex) + opex;
        total(kTotalUnmet) = total(kTotalUnmet) + unmet;
        total(kTotalTco) = total(kTotalTco) + cost;
        total(kTotalPresentValue) = total(kTotalPresentValue) + cost * discount_;
        discount_ = discount_ * step_discount_;
        sink_(kFanCost, t, total(kTotalTco));
    }

    const FleetPlan& plan_;
    const TrialDraws<Real>& draws_;
    const InputValues<Real>& values_;
    Sink& sink_;
    InstalledNodes<Real> installed_;
    NodesDown<Real> down_;
    DemandPath<Real> demand_;
    PricePath<Real> prices_;
    FleetTotals<Real> totals_;
    Real price_paid_[kMaxPurchases];
    Real up_[kMaxFleets];
    Real discount_;
    Real step_discount_;
    std::uint32_t ordered_ = 0;
};

template <class Real, class Sink>
[[nodiscard]] HEADROOM_HD FleetTotals<Real> fleet_trial(const FleetPlan& plan,
                                                        const TrialDraws<Real>& draws,
                                                        Sink& sink) {
    InputValues<Real> values;
    draw_inputs(plan, draws, values);
    FleetRun<Real, Sink> run(plan, draws, values, sink);
    for (std::uint32_t t = 0; t < plan.steps; ++t) {
        run.step(t);
    }
    return run.totals();
}

}  // namespace headroom::mc
