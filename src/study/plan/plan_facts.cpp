#include "src/study/plan/plan_facts.hpp"

#include <algorithm>

#include "sim/base/entity.hpp"
#include "src/core/scenario/key_path.hpp"
#include "src/study/montecarlo/plan_calendar.hpp"

namespace headroom::study {
namespace {

using scenario::join_key;
using scenario::Scenario;

constexpr std::size_t kLettersOfDate = 10;  // "2027-06-01"
constexpr double kWattsInKilowatt = 1e3;

bool is_drawn(const scenario::Number& number) {
    return number.distribution && number.distribution->kind != DistributionKind::kConstant;
}

// Whether any number of the plan is this factor. The inputs of correlated factors come first, and
// are there although the plan may not look at them.
bool looks_at(const mc::FleetPlan& plan, const std::string& path) {
    const mc::PlanInput* const end = plan.input + plan.inputs;
    return std::any_of(plan.input + 1 + plan.correlated, end, [&](const mc::PlanInput& input) {
        return input.law != mc::PlanLaw::kConstant && input.stream == Stream::kFactor &&
               input.entity == entity_of(path, 0);
    });
}

class Describer {
public:
    Describer(const Scenario& scenario, const mc::FleetPlan& plan, PlanFacts& facts)
        : scenario_(scenario), plan_(plan), facts_(facts) {}

    void describe_draws() {
        for (const auto& [path, value] : scenario_.factors) {
            note(looks_at(plan_, path), path, "factor", "no part of the plan");
        }
        for (const auto& [name, demand] : scenario_.demands) {
            describe_demand(join_key("demand", name), demand.outlook);
        }
        for (const auto& [name, purchase] : scenario_.purchases) {
            note(is_drawn(purchase.lead_time_s), join_key("purchase", name) + ".lead_time",
                 "lead time", "a number, no distribution");
        }
        for (const auto& [name, cluster] : scenario_.clusters) {
            note(cluster.failures.has_value(), join_key("cluster", name), "failures",
                 "nodes never fail");
        }
        const bool is_moved = plan_.has_price_motion || plan_.has_price_spikes;
        note(is_moved, "price.electricity", "price", "no volatility, no spikes");
        const scenario::NodePriceOutlook& node = scenario_.plan.node_price;
        const bool is_random = node.volatility > 0 || node.generation_every_s.has_value();
        if (!scenario_.purchases.empty()) {
            note(is_random && is_indexed(), "price.node", "price",
                 is_indexed() ? "no volatility, no generations" : "no purchase is indexed");
        }
    }

private:
    void note(bool is_varied, const std::string& name, const char* what, const char* reason) {
        if (is_varied) {
            facts_.varied.push_back({name, what});
        } else {
            facts_.held.push_back({name, reason});
        }
    }

    void describe_demand(const std::string& path, const scenario::DemandOutlook& outlook) {
        if (outlook.volatility > 0) {
            facts_.varied.push_back({path + ".volatility", "course of demand"});
        }
        if (outlook.busy_every_s) {
            facts_.varied.push_back({path + ".busy", "busy times"});
        }
        if (outlook.volatility <= 0 && !outlook.busy_every_s) {
            facts_.held.push_back({path, "its course: no volatility, no busy times"});
        }
    }

    [[nodiscard]] bool is_indexed() const {
        return std::any_of(scenario_.purchases.begin(), scenario_.purchases.end(),
                           [](const auto& named) { return named.second.is_indexed; });
    }

    const Scenario& scenario_;
    const mc::FleetPlan& plan_;
    PlanFacts& facts_;
};

std::vector<std::string> dates_of(const Scenario& scenario, std::uint32_t steps) {
    std::vector<std::string> dates;
    if (!scenario.start) {
        return dates;
    }
    const PlanCalendar calendar(scenario.plan.step, scenario.start);
    for (std::uint32_t step = 0; step < steps; ++step) {
        dates.push_back(format_instant(calendar.begin_of(step)).substr(0, kLettersOfDate));
    }
    return dates;
}

}  // namespace

PlanFacts describe_plan(const Scenario& scenario, const mc::FleetPlan& plan) {
    PlanFacts facts;
    facts.is_monthly = scenario.plan.step == scenario::PlanStep::kMonth;
    facts.steps = plan.steps;
    facts.dates = dates_of(scenario, plan.steps);
    facts.fleets = scenario.fleets.size();
    facts.purchases = scenario.purchases.size();
    facts.has_assertions = !scenario.assertions.empty();
    for (const auto& [name, hall] : scenario.halls) {
        PlanHallPower& power = facts.halls.emplace_back();
        power.name = name;
        if (hall.power_limit_w) {
            power.limit_kw = *hall.power_limit_w / kWattsInKilowatt;
        }
    }
    facts.halls.resize(plan.halls);
    for (std::size_t i = 0; i < facts.halls.size(); ++i) {
        facts.halls[i].column = kPlanPower + i;
    }
    Describer(scenario, plan, facts).describe_draws();
    return facts;
}

}  // namespace headroom::study
