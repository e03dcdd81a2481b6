#include "src/study/montecarlo/compile_fleet_plan.hpp"

#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

#include "kernels/fleet/fleet_trial.hpp"
#include "sim/base/entity.hpp"
#include "src/study/montecarlo/plan_calendar.hpp"
#include "tests/core/scenario/scenario_folder.hpp"

namespace headroom::study {
namespace {

using scenario::kSmallWorkload;
using scenario::read_good;

const std::string kPlan = std::string(R"(
schema = 1
start = 2027-01-01
horizon = "60 mo"
[site.fra]
electricity = { dist = "lognormal", median = "0.1 $/kWh", sigma = 0.25 }
[hall.a]
site = "fra"
other_load = "400 kW"
[cluster.slurm]
failures = { node_mtbf = "400 d", repair = { dist = "lognormal", median = "8 h", sigma = 1.1 } }
[fleet.h100]
hall = "a"
idle_power = "2 kW"
busy_power = "9 kW"
nodes = { dist = "normal", mean = 100, sd = 5 }
life = "5 y"
in_service = 2026-01-01
[fleet.b200]
hall = "a"
idle_power = "3 kW"
busy_power = "13 kW"
nodes = 0
relative_speed = 2.2
[purchase.late]
fleet = "b200"
nodes = 12
order = 2028-07-16T12:00:00Z
lead_time = { dist = "lognormal", p50 = "26 weeks", p90 = "44 weeks" }
price = "400 k$/node"
indexed = true
[purchase.early]
fleet = "b200"
nodes = { dist = "uniform", low = 20, high = 30 }
order = 2027-03-01
lead_time = "26 weeks"
price = { dist = "triangular", low = "350 k$/node", mode = "390 k$/node", high = "450 k$/node" }
[economics]
discount_rate = "8 %"
unmet = { kind = "rent", price = "2.60 $/GPUh" }
overhead = 1.25
maintenance = "4 %"
[price.electricity]
volatility = "30 %"
reversion = "8 mo"
spikes = 2
spike_size = 0.4
spike_decay = "3 weeks"
[price.node]
change = "-20 %/y"
[demand.w]
level = { dist = "lognormal", median = "600 GPU", sigma = 0.1 }
growth = { arrivals = { dist = "uniform", low = "10 %/y", high = "50 %/y" }, size = [1, 2] }
volatility = "20 %"
season = [1, 1, 1, 1, 1, 1, 0.5, 1, 1, 1, 1, 1]
busy = { factor = 1.5, every = "12 mo", lasts = "3 mo" }
[correlation]
"demand.w.level ~ site.fra.electricity" = 0.6
)") + kSmallWorkload;

mc::FleetPlan compiled(const std::string& text) {
    const auto plan = compile_fleet_plan(read_good(text));
    EXPECT_TRUE(plan) << (plan ? "" : format_diagnostics(plan.error()));
    return plan.value_or(mc::FleetPlan{});
}

std::string problems_of(const std::string& text) {
    const auto plan = compile_fleet_plan(read_good(text));
    return plan ? "none" : format_diagnostics(plan.error());
}

TEST(CompileFleetPlan, PutsDatesIntoStepsAndOrdersPurchases) {
    const mc::FleetPlan plan = compiled(kPlan);
    EXPECT_EQ(plan.steps, 60u);
    EXPECT_EQ(plan.halls, 1u);
    EXPECT_EQ(plan.fleets, 2u);
    ASSERT_EQ(plan.purchases, 2u);
    EXPECT_DOUBLE_EQ(plan.purchase[0].order, 2);     // 1 March
    EXPECT_DOUBLE_EQ(plan.purchase[1].order, 18.5);  // the middle of July 2028
    EXPECT_TRUE(plan.purchase[1].is_indexed);
    EXPECT_EQ(plan.purchase[1].fleet, 1u);
    EXPECT_NEAR(plan.fleet[0].begin, -12, 0.01);
    EXPECT_EQ(plan.fleet[1].speed, 2.2);
    EXPECT_EQ(plan.input[plan.fleet[1].busy_w].a, 13'000);
    EXPECT_DOUBLE_EQ(plan.input[plan.fleet[0].mtbf_h].a * plan.input[plan.fleet[0].mtbf_h].unit,
                     9600);
    EXPECT_NEAR(plan.fleet[0].repair_h, 8 * std::exp(1.1 * 1.1 / 2), 1e-9);
}

TEST(CompileFleetPlan, PutsSeasonsAndListedMonthsIntoTheCurve) {
    const mc::FleetPlan plan = compiled(kPlan);
    EXPECT_EQ(plan.demand_curve[0][0], 1);
    EXPECT_EQ(plan.demand_curve[0][1], 2);
    EXPECT_EQ(plan.demand_curve[0][6], 1);   // July
    EXPECT_EQ(plan.demand_curve[0][18], 1);  // July
    EXPECT_EQ(plan.demand_curve[0][19], 2);
}

// What a simulation of trial k draws for each factor is what the plan draws in it.
TEST(CompileFleetPlan, DrawsTheFactorsOfTheSameTrial) {
    const mc::FleetPlan plan = compiled(kPlan);
    const auto value = [&](const auto& values, mc::InputId id) {
        return values[id];
    };
    const scenario::ScenarioFolder folder;
    const std::string file = folder.write("plan.toml", kPlan);
    for (std::uint32_t trial = 0; trial < 50; ++trial) {
        mc::InputValues<double> values;
        mc::draw_inputs(plan, mc::TrialDraws<double>(plan.seed, trial), values);
        scenario::ReadOptions options;
        options.trial = trial;
        const auto read = scenario::read_scenario(file, options);
        ASSERT_TRUE(read);
        const auto near = [](double got, double wanted) {
            EXPECT_NEAR(got, wanted, 1e-9 * std::abs(wanted));
        };
        near(value(values, plan.fleet[0].nodes), read->fleets[0].second.nodes.value);
        near(value(values, plan.purchase[0].nodes), read->purchases[1].second.nodes.value);
        near(value(values, plan.purchase[0].price), read->purchases[1].second.price_per_node.value);
        near(value(values, plan.demand[0].level),
             read->demands[0].second.outlook.level_gpus->value);
        near(value(values, plan.demand[0].growth[0]),
             read->demands[0].second.growth.arrivals.yearly.value);
        near(value(values, plan.hall[0].price_kwh) / 3.6e6,
             read->sites[0].second.electricity_per_j->value);
    }
}

TEST(CompileFleetPlan, KeepsTheMeanPriceOfElectricityAtEveryStep) {
    std::string text = kPlan;
    const mc::FleetPlan plan = compiled(text);
    constexpr std::uint32_t kTrials = 20'000;
    std::vector<double> sums(plan.steps);
    std::vector<double> squares(plan.steps);
    for (std::uint32_t trial = 0; trial < kTrials; ++trial) {
        const mc::TrialDraws<double> draws(plan.seed, trial);
        mc::PricePath<double> path(plan);
        for (std::uint32_t t = 0; t < plan.steps; ++t) {
            path.move_to(t, draws);
            sums[t] += path.energy() / kTrials;
            squares[t] += path.energy() * path.energy() / kTrials;
        }
    }
    for (std::uint32_t t = 0; t < plan.steps; ++t) {
        // 60 correlated means: within 4.5 standard errors each.
        const double error = std::sqrt((squares[t] - sums[t] * sums[t]) / kTrials);
        EXPECT_NEAR(sums[t], 1, 4.5 * error) << t;
    }
}

TEST(CompileFleetPlan, SaysAllThatIsMissingAtOnce) {
    const std::string found = problems_of("schema = 1\n[fleet.a]\n" + std::string(kSmallWorkload));
    for (const char* path : {"horizon", "economics.discount_rate", "economics.unmet.price",
                             "economics.overhead", "economics.electricity", "demand.w.level"}) {
        EXPECT_NE(found.find(std::string(path) + ": is missing"), std::string::npos) << path << "\n"
                                                                                     << found;
    }
}

TEST(CompileFleetPlan, RefusesOrdersOutsideThePlanAndLawsItCannotDraw) {
    std::string text = kPlan;
    text.replace(text.find("2027-03-01"), 10, "2026-03-01");
    text.replace(text.find("{ dist = \"uniform\", low = 20, high = 30 }"), 41,
                 "{ dist = \"gamma\", shape = 20, scale = 1 }");
    const std::string found = problems_of(text);
    EXPECT_NE(found.find("purchase.early.order: lies outside the plan"), std::string::npos)
        << found;
    EXPECT_NE(found.find("purchase.early.nodes: is a distribution that the plan does not draw"),
              std::string::npos)
        << found;
}

TEST(PlanCalendar, CountsTheStepsOfAHorizon) {
    const PlanCalendar months(scenario::PlanStep::kMonth, std::nullopt);
    const PlanCalendar weeks(scenario::PlanStep::kWeek, std::nullopt);
    EXPECT_EQ(months.steps_in({36, 0}), 36);
    EXPECT_EQ(months.steps_in(parse_span("365 d").value()), 12);
    EXPECT_EQ(weeks.steps_in(parse_span("26 weeks").value()), 26);
    EXPECT_EQ(weeks.steps_in({12, 0}), 53);
    EXPECT_EQ(weeks.month_of(5), 1u);
}

TEST(PlanCalendar, FindsDatesInMonthsOfTheirOwnLength) {
    const PlanCalendar months(scenario::PlanStep::kMonth, parse_instant("2027-01-31").value());
    EXPECT_DOUBLE_EQ(months.position(parse_instant("2027-02-28").value()), 1);
    EXPECT_DOUBLE_EQ(months.position(parse_instant("2027-02-14").value()), 0.5);
    EXPECT_EQ(months.month_of_year(1), 1u);
    EXPECT_EQ(months.month_of_year(11), 11u);
}

}  // namespace
}  // namespace headroom::study
