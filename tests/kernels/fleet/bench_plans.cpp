#include "tests/kernels/fleet/bench_plans.hpp"

#include <algorithm>
#include <cmath>

namespace headroom::mc {
namespace {

InputId lognormal(FleetPlan& plan, double median, double sigma, std::int32_t correlated = -1) {
    return add_input(plan, {.law = PlanLaw::kLognormal,
                            .entity = 1000 + plan.inputs,
                            .correlated = correlated,
                            .a = std::log(median),
                            .b = sigma});
}

InputId normal(FleetPlan& plan, double mean, double sd, std::int32_t correlated = -1) {
    return add_input(plan, {.law = PlanLaw::kNormal,
                            .entity = 1000 + plan.inputs,
                            .correlated = correlated,
                            .a = mean,
                            .b = sd});
}

// 60 months, demand with GBM, electricity with OU: two shocks a step. Eight inputs.
PlanPointer five_years() {
    auto plan = std::make_unique<FleetPlan>();
    plan->seed = {42, false};
    plan->steps = 60;
    plan->step_h = 730.485;
    plan->step_years = 1.0 / 12;
    plan->correlated = 4;
    const double factor[4][4] = {
        {1, 0, 0, 0}, {0.3, 0.954, 0, 0}, {0.2, 0.1, 0.974, 0}, {-0.3, 0.1, 0.1, 0.943}};
    for (int row = 0; row < 4; ++row) {
        std::copy_n(factor[row], 4, plan->correlation[row]);
    }
    plan->demands = 1;
    PlanDemand& demand = plan->demand[0];
    demand.entity = 1;
    demand.level = lognormal(*plan, 700, 0.1, 0);
    demand.scale = lognormal(*plan, 1, 0.05);
    demand.growth[0] = normal(*plan, 0.3, 0.1, 1);
    demand.growth[1] = normal(*plan, 0.05, 0.02);
    demand.motion = gbm_step(0.15, plan->step_years);
    demand.is_random = true;
    std::fill_n(plan->demand_curve[0], plan->steps, 1.0);
    plan->price_motion = ou_step(1.2, 0.3, plan->step_years);
    plan->has_price_motion = true;
    plan->discount_rate = normal(*plan, 0.08, 0.01);
    plan->overhead = lognormal(*plan, 1.2, 0.05);
    plan->maintenance = lognormal(*plan, 0.04, 0.2);
    plan->unmet_price = lognormal(*plan, 2.2, 0.2);
    return plan;
}

// Three inputs.
void add_fleet(FleetPlan& plan, double nodes, std::uint32_t hall) {
    PlanFleet& fleet = plan.fleet[plan.fleets++];
    fleet.entity = 50 + plan.fleets;
    fleet.hall = hall;
    fleet.nodes = nodes > 0 ? add_constant(plan, nodes) : kNothing;
    fleet.life_steps = lognormal(plan, 60, 0.1);
    fleet.idle_w = lognormal(plan, 1500, 0.1);
    fleet.busy_w = lognormal(plan, 9000, 0.05);
    fleet.begin = -12;
}

// Three inputs.
void add_purchase(FleetPlan& plan, std::uint32_t fleet, double order, std::int32_t correlated) {
    PlanPurchase& purchase = plan.purchase[plan.purchases++];
    purchase.fleet = fleet;
    purchase.order = order;
    purchase.nodes = lognormal(plan, 24, 0.05);
    purchase.price = lognormal(plan, 3.9e5, 0.1, correlated);
    purchase.lead_steps = lognormal(plan, 6, 0.54);
}

void add_hall(FleetPlan& plan, std::int32_t correlated) {
    PlanHall& hall = plan.hall[plan.halls++];
    hall.other_w = lognormal(plan, 4e5, 0.1);
    hall.price_kwh = lognormal(plan, 0.09, 0.25, correlated);
}

// 8 of the years, 2 of the hall, 3 of the fleet, 6 of purchases, the nodes: 20 inputs.
BenchPlan plain() {
    PlanPointer plan = five_years();
    add_hall(*plan, 2);
    add_fleet(*plan, 128, 0);
    add_purchase(*plan, 0, 3, 3);
    add_purchase(*plan, 0, 15, -1);
    plan->fleet[0].nodes = lognormal(*plan, 128, 0.02);
    return {"prototype", std::move(plan)};
}

BenchPlan full() {
    PlanPointer plan = five_years();
    add_hall(*plan, 2);
    add_hall(*plan, -1);
    plan->demands = 2;
    plan->demand[1] = plan->demand[0];
    plan->demand[1].entity = 2;
    std::copy_n(plan->demand_curve[0], plan->steps, plan->demand_curve[1]);
    for (std::uint32_t d = 0; d < 2; ++d) {
        plan->demand[d].ceiling = 4000;
        plan->demand[d].busy_factor = 1.3;
        plan->demand[d].regime = regime_step(1, 0.4, plan->step_years);
    }
    plan->price_spikes = spike_step({6, 0.3, 0.1}, plan->step_years);
    plan->has_price_spikes = true;
    plan->node_price = node_price_step({-0.25, 0.1, 0.5, -0.2}, plan->step_years);
    plan->has_node_price = true;
    for (std::uint32_t f = 0; f < 4; ++f) {
        add_fleet(*plan, f < 2 ? 100 : 0, f % 2);
        plan->fleet[f].mtbf_h = lognormal(*plan, 6000, 0.3);
        plan->fleet[f].repair_h = 48;
    }
    for (std::uint32_t i = 0; i < 8; ++i) {
        add_purchase(*plan, i % 4, 2 + 6 * i, i == 0 ? 3 : -1);
        plan->purchase[i].is_indexed = true;
    }
    return {"all", std::move(plan)};
}

}  // namespace

std::vector<BenchPlan> bench_plans() {
    std::vector<BenchPlan> plans;
    plans.push_back(plain());
    plans.push_back(full());
    return plans;
}

}  // namespace headroom::mc
