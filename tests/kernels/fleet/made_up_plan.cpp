#include "tests/kernels/fleet/made_up_plan.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "sim/base/philox.hpp"

namespace headroom::mc {
namespace {

class Maker {
public:
    explicit Maker(std::uint64_t seed) : seed_(seed) {}

    double between(double low, double high) {
        return low + (high - low) * draw_uniform({seed_, Stream::kFactor, 1, index_++, 0});
    }
    std::uint32_t count(std::uint32_t low, std::uint32_t high) {
        return low + static_cast<std::uint32_t>(between(0, high - low + 0.999));
    }
    bool chance(double share) { return between(0, 1) < share; }

    // About `value`, constant or of any law.
    InputId about(FleetPlan& plan, double value) {
        PlanInput input;
        input.entity = index_;
        switch (count(0, 9)) {
            case 0:
                input = {.law = PlanLaw::kUniform, .a = 0.5 * value, .b = 1.5 * value};
                break;
            case 1:
                input = {.law = PlanLaw::kNormal, .a = value, .b = 0.1 * value, .lowest = 0};
                break;
            case 2:
                input = {.law = PlanLaw::kLognormal, .a = std::log(value), .b = 0.3};
                break;
            case 3:
                input = {.law = PlanLaw::kTriangular, .a = 0.7 * value, .b = value, .c = 2 * value};
                break;
            case 4:
                input = {.law = PlanLaw::kWeibull, .a = value, .b = 3};
                break;
            case 5:  // truncated
                input = {.law = PlanLaw::kLognormal,
                         .a = std::log(value),
                         .b = 0.5,
                         .below = 0.1,
                         .above = 0.2,
                         .mass = 0.7};
                break;
            default:
                return add_constant(plan, value);
        }
        input.entity = index_++;
        if (plan.correlated < 4 && chance(0.4)) {
            input.correlated = static_cast<std::int32_t>(plan.correlated++);
        }
        return add_input(plan, input);
    }

private:
    std::uint64_t seed_;
    std::uint32_t index_ = 0;
};

void add_demands(Maker& make, FleetPlan& plan) {
    plan.demands = make.count(1, 3);
    for (std::uint32_t d = 0; d < plan.demands; ++d) {
        PlanDemand& demand = plan.demand[d];
        demand.entity = 100 + d;
        demand.level = make.about(plan, make.between(50, 400));
        demand.scale = make.chance(0.3) ? make.about(plan, 1.2) : add_constant(plan, 1);
        demand.growth[0] = make.about(plan, 0.3);
        demand.growth[1] = make.chance(0.3) ? make.about(plan, 0.1) : kNothing;
        demand.ceiling = make.chance(0.3) ? 600 : 0;
        demand.is_random = make.chance(0.7);
        demand.motion = gbm_step(0.2, plan.step_years);
        demand.regime = regime_step(0.5, 0.3, plan.step_years);
        demand.busy_factor = make.chance(0.5) ? 1.5 : 1;
        for (std::uint32_t t = 0; t < plan.steps; ++t) {
            plan.demand_curve[d][t] = 1 + 0.2 * std::sin(t);
        }
    }
}

void add_fleets(Maker& make, FleetPlan& plan) {
    plan.halls = make.count(1, 3);
    for (std::uint32_t h = 0; h < plan.halls; ++h) {
        plan.hall[h].other_w = make.about(plan, 5e4);
        plan.hall[h].price_kwh = make.about(plan, 0.1);
    }
    plan.fleets = make.count(1, 4);
    for (std::uint32_t f = 0; f < plan.fleets; ++f) {
        PlanFleet& fleet = plan.fleet[f];
        fleet.entity = 200 + f;
        fleet.hall = f % plan.halls;
        fleet.nodes = make.about(plan, make.between(0, 30));
        fleet.life_steps = make.chance(0.5) ? make.about(plan, make.between(5, 80)) : kNothing;
        fleet.idle_w = make.about(plan, 1200);
        fleet.busy_w = make.about(plan, 9000);
        fleet.mtbf_h = make.chance(0.5) ? make.about(plan, 2000) : kNothing;
        fleet.repair_h = 48;
        fleet.speed = make.between(0.5, 3);
        fleet.begin = make.between(-20, 10);
    }
}

void add_purchases(Maker& make, FleetPlan& plan) {
    plan.purchases = make.count(0, 6);
    std::vector<double> orders;
    for (std::uint32_t i = 0; i < plan.purchases; ++i) {
        orders.push_back(make.chance(0.3) ? make.count(0, plan.steps - 1)
                                          : make.between(0, plan.steps));
    }
    std::sort(orders.begin(), orders.end());
    for (std::uint32_t i = 0; i < plan.purchases; ++i) {
        PlanPurchase& purchase = plan.purchase[i];
        purchase.fleet = make.count(0, plan.fleets - 1);
        purchase.order = orders[i];
        purchase.nodes = make.about(plan, make.between(1, 30));
        purchase.price = make.about(plan, 3e5);
        purchase.lead_steps = make.chance(0.2) ? kNothing : make.about(plan, 6);
        purchase.is_indexed = make.chance(0.5);
    }
}

void add_prices(Maker& make, FleetPlan& plan) {
    plan.discount_rate = make.about(plan, 0.08);
    plan.overhead = make.about(plan, 1.3);
    plan.maintenance = make.about(plan, 0.04);
    plan.unmet_price = make.about(plan, 2.5);
    plan.has_price_motion = make.chance(0.6);
    plan.has_price_spikes = make.chance(0.4);
    if (plan.has_price_motion) {
        plan.price_motion = ou_step(2, 0.4, plan.step_years);
    }
    plan.price_spikes = spike_step({3, 0.4, 0.05}, plan.step_years);
    plan.has_node_price = make.chance(0.6);
    plan.node_price = node_price_step({-0.2, 0.15, 0.5, -0.2}, plan.step_years);
    for (std::uint32_t t = 0; t < plan.steps; ++t) {
        plan.price_log_mean[t] = 0.001 * t;
    }
}

}  // namespace

InputId add_input(FleetPlan& plan, PlanInput input) {
    plan.input[plan.inputs] = input;
    return static_cast<InputId>(plan.inputs++);
}

InputId add_constant(FleetPlan& plan, double value) {
    return add_input(plan, {.a = value});
}

PlanPointer made_up_plan(std::uint64_t seed) {
    Maker make(seed);
    auto plan = std::make_unique<FleetPlan>();
    plan->seed = {seed, make.chance(0.3)};
    const bool is_weekly = make.chance(0.3);
    plan->steps = make.count(12, 60);
    plan->step_h = is_weekly ? 168 : 730.485;
    plan->step_years = is_weekly ? 7 / 365.2425 : 1.0 / 12;
    add_demands(make, *plan);
    add_fleets(make, *plan);
    add_purchases(make, *plan);
    add_prices(make, *plan);
    for (std::uint32_t row = 0; row < plan->correlated; ++row) {
        double rest = 1;
        for (std::uint32_t column = 0; column < row; ++column) {
            const double weight = make.between(-0.5, 0.5);
            plan->correlation[row][column] = weight;
            rest -= weight * weight;
        }
        plan->correlation[row][row] = std::sqrt(rest);
    }
    return plan;
}

PlanPointer plain_plan() {
    auto plan = std::make_unique<FleetPlan>();
    plan->steps = 12;
    plan->step_h = 730;
    plan->step_years = 1.0 / 12;
    plan->demands = plan->fleets = plan->halls = 1;
    plan->demand[0].level = add_constant(*plan, 60);
    plan->demand[0].scale = add_constant(*plan, 1);
    std::fill_n(plan->demand_curve[0], plan->steps, 1.0);
    plan->fleet[0].nodes = add_constant(*plan, 10);
    plan->fleet[0].idle_w = add_constant(*plan, 1000);
    plan->fleet[0].busy_w = add_constant(*plan, 9000);
    plan->hall[0].price_kwh = add_constant(*plan, 0.1);
    plan->discount_rate = add_constant(*plan, 0.1);
    plan->overhead = add_constant(*plan, 1.5);
    plan->unmet_price = add_constant(*plan, 2);
    return plan;
}

}  // namespace headroom::mc
