#include "src/study/montecarlo/compile_fleet_plan.hpp"

#include <algorithm>
#include <cmath>
#include <memory>

#include "sim/base/detmath.hpp"
#include "sim/base/entity.hpp"
#include "src/core/scenario/key_path.hpp"
#include "src/core/workload/growth_curve.hpp"
#include "src/study/montecarlo/plan_calendar.hpp"
#include "src/study/montecarlo/plan_inputs.hpp"

namespace headroom::study {
namespace {

using scenario::join_key;
using scenario::Scenario;

constexpr double kKwh_j = 3.6e6;
constexpr double kHour_s = 3600;

class PlanCompiler {
public:
    PlanCompiler(const Scenario& scenario, mc::FleetPlan& plan, Diagnostics& problems)
        : scenario_(scenario),
          plan_(plan),
          problems_(problems),
          calendar_(scenario.plan.step, scenario.start),
          inputs_(scenario, plan, problems) {}

    void compile() {
        plan_.seed = {scenario_.seed, scenario_.montecarlo.antithetic};
        compile_steps();
        compile_economics();
        compile_halls();
        compile_fleets();
        compile_purchases();
        compile_demands();
        compile_prices();
    }

private:
    void complain(const std::string& path, const std::string& problem, const std::string& wanted) {
        problems_.push_back(plan_problem(scenario_, path, problem, wanted));
    }

    // Whether so many fit; a problem where not.
    bool fits(const char* what, std::size_t count, std::uint32_t most) {
        if (count <= most) {
            return true;
        }
        complain(what, "there are " + std::to_string(count),
                 "at most " + std::to_string(most) + " in a plan");
        return false;
    }

    void compile_steps() {
        plan_.step_years = calendar_.step_years();
        plan_.step_h = calendar_.step_s() / kHour_s;
        if (!scenario_.horizon) {
            complain("horizon", "is missing", "how far the plan looks, such as \"60 mo\"");
            return;
        }
        const std::int64_t steps = calendar_.steps_in(*scenario_.horizon);
        if (steps < 1 || steps > mc::kMaxPlanSteps) {
            complain("plan.step", "makes " + std::to_string(steps) + " steps of the horizon",
                     "1 to " + std::to_string(mc::kMaxPlanSteps));
            return;
        }
        plan_.steps = static_cast<std::uint32_t>(steps);
    }

    // A number that the plan cannot do without.
    mc::InputId need(const std::string& path,
                     const std::optional<scenario::Number>& number,
                     const char* wanted,
                     double unit = 1) {
        if (!number) {
            complain(path, "is missing", wanted);
            return mc::kNothing;
        }
        return inputs_.add(path, *number, path, unit);
    }

    void compile_economics() {
        const scenario::Economics& economics = scenario_.plan.economics;
        plan_.discount_rate =
            need("economics.discount_rate", economics.discount_rate, "a rate such as \"8 %\"");
        plan_.unmet_price = need("economics.unmet.price", economics.unmet_per_gpu_s,
                                 "a price such as \"2.60 $/GPUh\"", kHour_s);
        plan_.overhead = need("economics.overhead", economics.overhead, "a number such as 1.25");
        plan_.maintenance =
            inputs_.add("economics.maintenance", economics.maintenance, "economics.maintenance");
    }

    // One hall more for fleets that stand in none.
    void compile_halls() {
        const bool has_unnamed = std::any_of(scenario_.fleets.begin(), scenario_.fleets.end(),
                                             [](const auto& f) { return f.second.hall.empty(); });
        const std::size_t halls = scenario_.halls.size() + (has_unnamed ? 1 : 0);
        if (!fits("hall", halls, mc::kMaxHalls)) {
            return;
        }
        for (const auto& [name, hall] : scenario_.halls) {
            mc::PlanHall& planned = plan_.hall[plan_.halls++];
            planned.other_w = inputs_.add(join_key("hall", name) + ".other_load", hall.other_load_w,
                                          "hall.*.other_load");
            planned.price_kwh = price_at(hall.site);
        }
        if (has_unnamed) {
            plan_.hall[plan_.halls++].price_kwh = price_at("");
        }
    }

    mc::InputId price_at(const std::string& site_name) {
        for (const auto& [name, site] : scenario_.sites) {
            if (name == site_name && site.electricity_per_j) {
                return inputs_.add(join_key("site", name) + ".electricity", *site.electricity_per_j,
                                   "site.*.electricity", kKwh_j);
            }
        }
        if (general_price_ == mc::kNothing) {
            general_price_ =
                need("economics.electricity", scenario_.plan.economics.electricity_per_j,
                     "a price such as \"0.092 $/kWh\"", kKwh_j);
        }
        return general_price_;
    }

    [[nodiscard]] std::uint32_t hall_index(const std::string& hall) const {
        const auto found = std::find_if(scenario_.halls.begin(), scenario_.halls.end(),
                                        [&](const auto& named) { return named.first == hall; });
        return static_cast<std::uint32_t>(found - scenario_.halls.begin());
    }

    void compile_fleets() {
        if (!fits("fleet", scenario_.fleets.size(), mc::kMaxFleets)) {
            return;
        }
        for (const auto& [name, fleet] : scenario_.fleets) {
            compile_fleet(join_key("fleet", name), fleet, plan_.fleet[plan_.fleets++]);
        }
    }

    void compile_fleet(const std::string& path,
                       const scenario::Fleet& fleet,
                       mc::PlanFleet& planned) {
        planned.entity = entity_of(path, 0);
        planned.hall = hall_index(fleet.hall);
        planned.nodes = inputs_.add(path + ".nodes", fleet.nodes, "fleet.*.nodes");
        planned.gpus_per_node = static_cast<double>(fleet.gpus_per_node);
        planned.speed = fleet.outlook.relative_speed;
        if (fleet.outlook.life_s) {
            planned.life_steps = inputs_.add(path + ".life", *fleet.outlook.life_s, "fleet.*.life",
                                             1 / calendar_.step_s());
        }
        compile_power(path, fleet, planned);
        compile_failures(fleet, planned);
        if (fleet.in_service && scenario_.start) {
            planned.begin = calendar_.position(*fleet.in_service);
        }
    }

    void compile_power(const std::string& path,
                       const scenario::Fleet& fleet,
                       mc::PlanFleet& planned) {
        if (!fleet.idle_power_w || !fleet.busy_power_w) {
            complain(path, "idle_power and busy_power are missing",
                     "what a node draws, such as idle_power = \"2 kW\", busy_power = \"9 kW\"");
            return;
        }
        planned.idle_w = inputs_.add_constant(*fleet.idle_power_w);
        planned.busy_w = inputs_.add_constant(*fleet.busy_power_w);
    }

    // Of repairs the plan knows the mean.
    void compile_failures(const scenario::Fleet& fleet, mc::PlanFleet& planned) {
        for (const auto& [name, cluster] : scenario_.clusters) {
            if (name == fleet.cluster && cluster.failures) {
                planned.mtbf_h = inputs_.add(join_key("cluster", name) + ".failures.node_mtbf",
                                             cluster.failures->node_mtbf_s,
                                             "cluster.*.failures.node_mtbf", 1 / kHour_s);
                planned.repair_h = cluster.failures->repair_s.value / kHour_s;
            }
        }
    }

    void compile_purchases() {
        if (!fits("purchase", scenario_.purchases.size(), mc::kMaxPurchases)) {
            return;
        }
        for (const auto& [name, purchase] : scenario_.purchases) {
            compile_purchase(join_key("purchase", name), purchase);
        }
        std::stable_sort(plan_.purchase, plan_.purchase + plan_.purchases,
                         [](const auto& a, const auto& b) { return a.order < b.order; });
    }

    void compile_purchase(const std::string& path, const scenario::Purchase& purchase) {
        mc::PlanPurchase planned;
        const auto fleet = std::find_if(scenario_.fleets.begin(), scenario_.fleets.end(),
                                        [&](const auto& f) { return f.first == purchase.fleet; });
        planned.fleet = static_cast<std::uint32_t>(fleet - scenario_.fleets.begin());
        planned.nodes = inputs_.add(path + ".nodes", purchase.nodes, "purchase.*.nodes");
        planned.price = inputs_.add(path + ".price", purchase.price_per_node, "purchase.*.price");
        planned.lead_steps =
            inputs_.add_law(path + ".lead_time", purchase.lead_time_s, 1 / calendar_.step_s());
        planned.is_indexed = purchase.is_indexed;
        if (!scenario_.start) {
            complain(path + ".order", "is a date, but the scenario has no calendar",
                     "start = 2027-01-01 in the file");
            return;
        }
        planned.order = calendar_.position(purchase.order);
        if (planned.order < 0 || (plan_.steps > 0 && planned.order >= plan_.steps)) {
            complain(path + ".order", "lies outside the plan",
                     "a date from the start to the horizon; nodes that are ordered already are a "
                     "fleet with in_service");
            return;
        }
        plan_.purchase[plan_.purchases++] = planned;
    }

    void compile_demands() {
        std::size_t levels = 0;
        for (const auto& [name, workload] : scenario_.workloads) {
            const scenario::Demand* const demand = find_demand(name);
            const std::string path = join_key("demand", name);
            if (demand == nullptr || !demand->outlook.level_gpus) {
                complain(path + ".level", "is missing",
                         "the GPUs that its jobs use on average at the start, such as \"800 GPU\"");
            } else if (++levels <= mc::kMaxDemands) {
                compile_demand(path, *demand);
            }
        }
        fits("workload", levels, mc::kMaxDemands);
    }

    [[nodiscard]] const scenario::Demand* find_demand(const std::string& name) const {
        for (const auto& [workload, demand] : scenario_.demands) {
            if (workload == name) {
                return &demand;
            }
        }
        return nullptr;
    }

    void compile_demand(const std::string& path, const scenario::Demand& demand) {
        const scenario::DemandOutlook& outlook = demand.outlook;
        const std::uint32_t index = plan_.demands++;
        mc::PlanDemand& planned = plan_.demand[index];
        planned.entity = entity_of(path, 0);
        planned.level = inputs_.add(path + ".level", *outlook.level_gpus, "demand.*.level");
        planned.scale = inputs_.add(path + ".scale", demand.scale, "demand.*.scale");
        planned.ceiling = outlook.ceiling_gpus.value_or(0);
        planned.motion = mc::gbm_step(outlook.volatility, plan_.step_years);
        planned.is_random = outlook.volatility > 0;
        if (outlook.busy_every_s && outlook.busy_lasts_s) {
            planned.is_random = true;
            planned.busy_factor = outlook.busy_factor;
            planned.regime = mc::regime_step(*outlook.busy_every_s / kYear_s,
                                             *outlook.busy_lasts_s / kYear_s, plan_.step_years);
        }
        compile_curve(index, path, demand);
    }

    // Growth a year is an input, so that it may vary; lists of months and seasons are a curve.
    void compile_curve(std::uint32_t index,
                       const std::string& path,
                       const scenario::Demand& demand) {
        double* const curve = plan_.demand_curve[index];
        const auto& season = demand.outlook.season;
        for (std::uint32_t t = 0; t < plan_.steps; ++t) {
            curve[t] = season.empty() ? 1 : season[calendar_.month_of_year(t)];
        }
        const std::pair<const char*, const scenario::Growth*> parts[] = {
            {".growth.arrivals", &demand.growth.arrivals},
            {".growth.size", &demand.growth.size},
            {".growth.runtime", &demand.growth.runtime}};
        for (std::size_t i = 0; i < 3; ++i) {
            const auto& [key, growth] = parts[i];
            if (growth->monthly.empty()) {
                plan_.demand[index].growth[i] =
                    inputs_.add(path + key, growth->yearly, "demand.*.growth");
                continue;
            }
            const workload::GrowthCurve listed(*growth);
            for (std::uint32_t t = 0; t < plan_.steps; ++t) {
                curve[t] *= listed.factor(calendar_.month_of(t));
            }
        }
    }

    void compile_prices() {
        const scenario::ElectricityOutlook& outlook = scenario_.plan.electricity;
        const double reversion = outlook.reversion_s ? kYear_s / *outlook.reversion_s : 0;
        plan_.has_price_motion = outlook.volatility > 0;
        plan_.price_motion = mc::ou_step(reversion, outlook.volatility, plan_.step_years);
        const mc::SpikeLaw spikes{.per_year = outlook.spikes_per_year,
                                  .mean_jump = outlook.spike_size.value_or(0),
                                  .decay_years = outlook.spike_decay_s.value_or(kYear_s) / kYear_s};
        plan_.has_price_spikes = spikes.per_year > 0;
        plan_.price_spikes = mc::spike_step(spikes, plan_.step_years);
        for (std::uint32_t t = 0; t < plan_.steps; ++t) {
            const double years = (t + 1) * plan_.step_years;
            plan_.price_log_mean[t] = mc::ou_variance(reversion, outlook.volatility, years) / 2 +
                                      mc::log_mean_of_spikes(spikes, years);
        }
        compile_node_price();
    }

    void compile_node_price() {
        const scenario::NodePriceOutlook& outlook = scenario_.plan.node_price;
        const mc::NodePriceLaw law{
            .log_change = detmath::log1p(outlook.change_a_year),
            .volatility = outlook.volatility,
            .generations_per_year =
                outlook.generation_every_s ? kYear_s / *outlook.generation_every_s : 0,
            .log_drop = detmath::log1p(-outlook.generation_drop)};
        plan_.node_price = mc::node_price_step(law, plan_.step_years);
        plan_.has_node_price =
            law.log_change != 0 || law.volatility > 0 || law.generations_per_year > 0;
        const bool is_followed =
            std::any_of(plan_.purchase, plan_.purchase + plan_.purchases,
                        [](const mc::PlanPurchase& purchase) { return purchase.is_indexed; });
        if (is_followed && !plan_.has_node_price) {
            complain("price.node", "is missing, but a purchase is indexed",
                     "how the price of nodes moves, such as change = \"-20 %/y\"");
        }
    }

    const Scenario& scenario_;
    mc::FleetPlan& plan_;
    Diagnostics& problems_;
    PlanCalendar calendar_;
    PlanInputs inputs_;
    mc::InputId general_price_ = mc::kNothing;
};

}  // namespace

expected<mc::FleetPlan, Diagnostics> compile_fleet_plan(const Scenario& scenario) {
    expected<mc::FleetPlan, Diagnostics> plan;
    Diagnostics problems;
    PlanCompiler(scenario, *plan, problems).compile();
    if (!problems.empty()) {
        return unexpected(std::move(problems));
    }
    return plan;
}

}  // namespace headroom::study
