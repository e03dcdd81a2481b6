#pragma once

// Which nodes are in service when: the fleets' own and those that purchases bring, from their
// arrival to the end of their life. Within the step of an arrival or an end they count for the part
// of it that they are there.

#include "kernels/fleet/draw_inputs.hpp"

namespace headroom::mc {

// Beyond every plan, small enough to be a whole number of 32 bits.
constexpr double kNever = 1e6;

template <class Real>
class InstalledNodes {
public:
    HEADROOM_HD InstalledNodes(const FleetPlan& plan, const InputValues<Real>& values)
        : plan_(plan), values_(values) {
        for (std::uint32_t i = 0; i < plan.purchases; ++i) {
            const PlanPurchase& purchase = plan.purchase[i];
            const Real lead = greater(values[purchase.lead_steps], Real{});
            arrival_[i] = lesser(purchase.order + lead, Real{} + kNever);
        }
    }

    // Brings nodes() and value() to a step; steps must come in order.
    HEADROOM_HD void move_to(std::uint32_t step, const Real* price_paid) {
        const double now = step;
        if (!any(next_change_ <= now)) {
            return;
        }
        next_change_ = Real{} + kNever;
        value_ = Real{};
        for (std::uint32_t f = 0; f < plan_.fleets; ++f) {
            const PlanFleet& fleet = plan_.fleet[f];
            const Real share = share_of(fleet, Real{} + fleet.begin, now);
            nodes_[f] = values_[fleet.nodes] * share;
        }
        for (std::uint32_t i = 0; i < plan_.purchases; ++i) {
            const PlanPurchase& purchase = plan_.purchase[i];
            const Real share = share_of(plan_.fleet[purchase.fleet], arrival_[i], now);
            const Real count = values_[purchase.nodes] * share;
            nodes_[purchase.fleet] = nodes_[purchase.fleet] + count;
            // Of a purchase to come no price is known yet, nor needed.
            if (any(count > 0.0)) {
                value_ = value_ + count * price_paid[i];
            }
        }
    }

    // Of a fleet, on average over the step.
    [[nodiscard]] HEADROOM_HD const Real& nodes(std::uint32_t fleet) const { return nodes_[fleet]; }
    // What purchased nodes in service have cost.
    [[nodiscard]] HEADROOM_HD const Real& value() const { return value_; }

private:
    // The part of the step [now, now + 1) in which nodes of the fleet that came at `begin` are
    // there.
    HEADROOM_HD Real share_of(const PlanFleet& fleet, Real begin, double now) {
        Real end = Real{} + kNever;
        if (fleet.life_steps != kNothing) {
            end = lesser(begin + values_[fleet.life_steps], end);
        }
        note_change(begin, now);
        note_change(end, now);
        const Real from = greater(begin, Real{} + now);
        const Real to = lesser(end, Real{} + (now + 1));
        return greater(to - from, Real{});
    }

    // A change inside a step shows in it and in the next one.
    HEADROOM_HD void note_change(Real at, double now) {
        const Real whole = whole_part(at);
        Real next = select(whole > now, whole, Real{} + (now + 1));
        next = select(at > now, next, Real{} + kNever);
        next_change_ = lesser(next_change_, next);
    }

    const FleetPlan& plan_;
    const InputValues<Real>& values_;
    Real arrival_[kMaxPurchases];
    Real nodes_[kMaxFleets];
    Real value_{};
    Real next_change_{};
};

}  // namespace headroom::mc
