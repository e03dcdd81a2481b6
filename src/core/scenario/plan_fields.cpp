#include "src/core/scenario/field_lists.hpp"
#include "src/core/scenario/store_field.hpp"

// A table of data: one record a key, in the order in which help and manual list them. All of it is
// used by the plan in time steps alone.
// clang-format off

namespace headroom::scenario {
namespace {

constexpr Range kAnyLength{.lowest = 0, .highest = 3.2e9, .excludes_lowest = true};
constexpr Range kShare{.lowest = 0, .highest = 1};
constexpr Range kVolatility{.lowest = 0, .highest = 10};
constexpr Range kPrice{.lowest = 0, .highest = 1e12};

std::vector<Field> years_of_fleets() {
    return {
        {.path = "plan", .kind = FieldKind::kTable,
         .help = "How `montecarlo --plan` steps through the horizon",
         .store = store_nothing},
        {.path = "plan.step", .kind = FieldKind::kChoice,
         .help = "Length of a step of the plan. Months are twelfths of a year of 365.2425 days",
         .example = "\"1 week\"", .default_text = "\"1 mo\"",
         .store = store_member<&Scenario::plan, &Plan::step>, .choices = {"1 mo", "1 week"}},
        {.path = "fleet.*.life", .kind = FieldKind::kQuantity,
         .help = "How long its nodes serve, counted from in_service, or from the start where that "
                 "is not given; of purchases from their arrival. Used by `montecarlo --plan`",
         .example = "\"5 y\"", .default_text = "[for ever]",
         .store = store_in<&Scenario::fleets, &Fleet::outlook, &FleetOutlook::life_s>,
         .dimension = Dimension::kTime, .variation = Variation::kFactor, .range = kAnyLength},
        {.path = "fleet.*.relative_speed", .kind = FieldKind::kQuantity,
         .help = "How many GPUs of demand one GPU of it serves. Used by `montecarlo --plan`",
         .example = "2.2", .default_text = "1",
         .store = store_in<&Scenario::fleets, &Fleet::outlook, &FleetOutlook::relative_speed>,
         .range = {.lowest = 0, .highest = 1e6, .excludes_lowest = true}},
        {.path = "purchase.*", .kind = FieldKind::kTable,
         .help = "Nodes that are ordered, paid for, and come later. Used by the plan of "
                 "`montecarlo --plan`; `run` does not see them",
         .store = add_named<&Scenario::purchases>},
        {.path = "purchase.*.fleet", .kind = FieldKind::kText,
         .help = "The fleet that the nodes join; it may have nodes = 0 until then",
         .example = "\"b200\"",
         .store = store_in<&Scenario::purchases, &Purchase::fleet>, .is_required = true},
        {.path = "purchase.*.nodes", .kind = FieldKind::kQuantity,
         .help = "How many",
         .example = "24",
         .store = store_in<&Scenario::purchases, &Purchase::nodes>, .is_required = true,
         .variation = Variation::kFactor, .range = {.lowest = 0, .highest = 1e7, .is_whole = true}},
        {.path = "purchase.*.order", .kind = FieldKind::kInstant,
         .help = "The date of the order, on which they are paid for",
         .example = "2027-03-01",
         .store = store_in<&Scenario::purchases, &Purchase::order>, .is_required = true},
        {.path = "purchase.*.lead_time", .kind = FieldKind::kQuantity,
         .help = "From the order to the first job on them; less than 0 counts as 0",
         .example = "{ dist = \"lognormal\", p50 = \"26 weeks\", p90 = \"44 weeks\" }",
         .store = store_in<&Scenario::purchases, &Purchase::lead_time_s>, .is_required = true,
         .dimension = Dimension::kTime, .variation = Variation::kLaw,
         .range = {.lowest = 0, .highest = 3.2e9, .clamps_draws = true}},
        {.path = "purchase.*.price", .kind = FieldKind::kQuantity,
         .help = "Of one node with what it needs in the hall",
         .example = "{ value = \"390 k$/node\", source = \"quote 2211\", as_of = 2026-11-03 }",
         .store = store_in<&Scenario::purchases, &Purchase::price_per_node>, .is_required = true,
         .dimension = Dimension::kMoneyPerNode, .variation = Variation::kFactor, .range = kPrice},
        {.path = "purchase.*.indexed", .kind = FieldKind::kBoolean,
         .help = "Whether the price is that of the start and follows [price.node] to the order",
         .example = "true", .default_text = "false",
         .store = store_in<&Scenario::purchases, &Purchase::is_indexed>},
    };
}

std::vector<Field> years_of_demand() {
    return {
        {.path = "demand.*.level", .kind = FieldKind::kQuantity,
         .help = "GPUs of relative speed 1 that its jobs would use on average at the start if none "
                 "had to wait. Used by `montecarlo --plan`, with scale and growth",
         .example = "\"800 GPU\"", .default_text = "[required by the plan]",
         .store = store_in<&Scenario::demands, &Demand::outlook, &DemandOutlook::level_gpus>,
         .dimension = Dimension::kGpuCount, .variation = Variation::kFactor,
         .range = {.lowest = 0, .highest = 1e9}},
        {.path = "demand.*.volatility", .kind = FieldKind::kQuantity,
         .help = "Standard deviation of the growth of a year, in ln: a geometric Brownian motion "
                 "whose mean grows as growth says. Used by `montecarlo --plan`",
         .example = "\"20 %\"", .default_text = "\"0 %\"",
         .store = store_in<&Scenario::demands, &Demand::outlook, &DemandOutlook::volatility>,
         .dimension = Dimension::kFraction, .range = kVolatility},
        {.path = "demand.*.ceiling", .kind = FieldKind::kQuantity,
         .help = "What growth bends towards, by the logistic curve; season and busy times come on "
                 "top. Used by `montecarlo --plan`",
         .example = "\"5000 GPU\"", .default_text = "[none]",
         .store = store_in<&Scenario::demands, &Demand::outlook, &DemandOutlook::ceiling_gpus>,
         .dimension = Dimension::kGpuCount,
         .range = {.lowest = 0, .highest = 1e9, .excludes_lowest = true}},
        {.path = "demand.*.season", .kind = FieldKind::kNumberList,
         .help = "The level of each month from January is multiplied by this. Used by "
                 "`montecarlo --plan`",
         .example = "[1, 1, 1.1, 1.1, 1, 1, 0.8, 0.7, 1, 1.1, 1.2, 0.9]",
         .default_text = "[all months alike]",
         .store = store_in<&Scenario::demands, &Demand::outlook, &DemandOutlook::season>,
         .range = {.lowest = 0, .highest = 1e6}, .length = 12},
        {.path = "demand.*.busy", .kind = FieldKind::kTable,
         .help = "Busy times that come and go at random, such as the months before a release",
         .store = store_nothing},
        {.path = "demand.*.busy.factor", .kind = FieldKind::kQuantity,
         .help = "The level is multiplied by this in busy times. Used by `montecarlo --plan`",
         .example = "1.5", .default_text = "1",
         .store = store_in<&Scenario::demands, &Demand::outlook, &DemandOutlook::busy_factor>,
         .range = {.lowest = 0, .highest = 1e6}},
        {.path = "demand.*.busy.every", .kind = FieldKind::kQuantity,
         .help = "Mean time from the end of one to the beginning of the next",
         .example = "\"12 mo\"", .default_text = "[required with busy]",
         .store = store_in<&Scenario::demands, &Demand::outlook, &DemandOutlook::busy_every_s>,
         .dimension = Dimension::kTime, .range = kAnyLength},
        {.path = "demand.*.busy.lasts", .kind = FieldKind::kQuantity,
         .help = "Mean time from its beginning to its end",
         .example = "\"3 mo\"", .default_text = "[required with busy]",
         .store = store_in<&Scenario::demands, &Demand::outlook, &DemandOutlook::busy_lasts_s>,
         .dimension = Dimension::kTime, .range = kAnyLength},
    };
}

std::vector<Field> years_of_money() {
    return {
        {.path = "economics", .kind = FieldKind::kTable,
         .help = "Money. Used by `montecarlo --plan`; no price has a default",
         .store = store_nothing},
        {.path = "economics.currency", .kind = FieldKind::kText,
         .help = "Of every price in the scenario, by its ISO 4217 code",
         .example = "\"EUR\"", .default_text = "\"USD\"",
         .store = store_member<&Scenario::currency>},
        {.path = "economics.discount_rate", .kind = FieldKind::kQuantity,
         .help = "A year; costs are discounted from the middle of their step",
         .example = "\"8 %\"", .default_text = "[required by the plan]",
         .store = store_member<&Scenario::plan, &Plan::economics, &Economics::discount_rate>,
         .dimension = Dimension::kFraction, .variation = Variation::kFactor,
         .range = {.lowest = -0.5, .highest = 10}},
        {.path = "economics.unmet", .kind = FieldKind::kTable,
         .help = "What demand costs that the GPUs in service cannot serve",
         .store = store_nothing},
        {.path = "economics.unmet.kind", .kind = FieldKind::kChoice,
         .help = "rent: it is served by rented GPUs",
         .example = "\"rent\"", .default_text = "\"rent\"",
         .store = store_member<&Scenario::plan, &Plan::economics, &Economics::unmet_kind>,
         .choices = {"rent"}},
        {.path = "economics.unmet.price", .kind = FieldKind::kQuantity,
         .help = "Of a GPU-hour of it",
         .example = "\"2.60 $/GPUh\"", .default_text = "[required by the plan]",
         .store = store_member<&Scenario::plan, &Plan::economics, &Economics::unmet_per_gpu_s>,
         .dimension = Dimension::kMoneyPerGpuTime, .variation = Variation::kFactor,
         .range = kPrice},
        {.path = "economics.electricity", .kind = FieldKind::kQuantity,
         .help = "The mean price of electricity where a site has none of its own",
         .example = "\"0.092 $/kWh\"", .default_text = "[required by the plan]",
         .store = store_member<&Scenario::plan, &Plan::economics, &Economics::electricity_per_j>,
         .dimension = Dimension::kMoneyPerEnergy, .variation = Variation::kFactor,
         .range = kPrice},
        {.path = "site.*.electricity", .kind = FieldKind::kQuantity,
         .help = "The mean price of electricity there. Used by `montecarlo --plan`",
         .example = "\"0.092 $/kWh\"", .default_text = "[economics.electricity]",
         .store = store_in<&Scenario::sites, &Site::electricity_per_j>,
         .dimension = Dimension::kMoneyPerEnergy, .variation = Variation::kFactor,
         .range = kPrice},
        {.path = "economics.overhead", .kind = FieldKind::kQuantity,
         .help = "Energy of the facility for each energy of its nodes (PUE)",
         .example = "1.25", .default_text = "[required by the plan]",
         .store = store_member<&Scenario::plan, &Plan::economics, &Economics::overhead>,
         .variation = Variation::kFactor, .range = {.lowest = 1, .highest = 10}},
        {.path = "economics.maintenance", .kind = FieldKind::kQuantity,
         .help = "Upkeep of purchased nodes in service, a year, as a share of their price",
         .example = "\"4 %\"", .default_text = "\"0 %\"",
         .store = store_member<&Scenario::plan, &Plan::economics, &Economics::maintenance>,
         .dimension = Dimension::kFraction, .variation = Variation::kFactor, .range = kShare},
    };
}

std::vector<Field> years_of_prices() {
    return {
        {.path = "price.electricity", .kind = FieldKind::kTable,
         .help = "How the price of electricity moves around its mean, for all sites alike: "
                 "ln(price) is an Ornstein-Uhlenbeck process with spikes (Kluge). Fit it to the "
                 "means of a step: a step has the price of its end",
         .store = store_nothing},
        {.path = "price.electricity.volatility", .kind = FieldKind::kQuantity,
         .help = "Of ln(price), for the root of a year",
         .example = "\"30 %\"", .default_text = "\"0 %\"",
         .store = store_member<&Scenario::plan, &Plan::electricity,
                               &ElectricityOutlook::volatility>,
         .dimension = Dimension::kFraction, .range = kVolatility},
        {.path = "price.electricity.reversion", .kind = FieldKind::kQuantity,
         .help = "Time in which a deviation falls to 1/e",
         .example = "\"8 mo\"", .default_text = "[never]",
         .store = store_member<&Scenario::plan, &Plan::electricity,
                               &ElectricityOutlook::reversion_s>,
         .dimension = Dimension::kTime, .range = kAnyLength},
        {.path = "price.electricity.spikes", .kind = FieldKind::kQuantity,
         .help = "How many spikes begin a year, on average",
         .example = "2", .default_text = "0",
         .store = store_member<&Scenario::plan, &Plan::electricity,
                               &ElectricityOutlook::spikes_per_year>,
         .range = {.lowest = 0, .highest = 600}},
        {.path = "price.electricity.spike_size", .kind = FieldKind::kQuantity,
         .help = "Mean height of a spike in ln(price), exponential; below 1, or its mean price "
                 "would be infinite",
         .example = "0.4", .default_text = "[required with spikes]",
         .store = store_member<&Scenario::plan, &Plan::electricity,
                               &ElectricityOutlook::spike_size>,
         .range = {.lowest = 0, .highest = 0.99}},
        {.path = "price.electricity.spike_decay", .kind = FieldKind::kQuantity,
         .help = "Time in which a spike falls to 1/e",
         .example = "\"3 weeks\"", .default_text = "[required with spikes]",
         .store = store_member<&Scenario::plan, &Plan::electricity,
                               &ElectricityOutlook::spike_decay_s>,
         .dimension = Dimension::kTime, .range = kAnyLength},
        {.path = "price.node", .kind = FieldKind::kTable,
         .help = "How the price of nodes moves from the start on, for purchases with "
                 "indexed = true",
         .store = store_nothing},
        {.path = "price.node.change", .kind = FieldKind::kQuantity,
         .help = "Steady change",
         .example = "\"-20 %/y\"", .default_text = "\"0 %/y\"",
         .store = store_member<&Scenario::plan, &Plan::node_price,
                               &NodePriceOutlook::change_a_year>,
         .dimension = Dimension::kGrowth,
         .range = {.lowest = -1, .highest = 10, .excludes_lowest = true}},
        {.path = "price.node.volatility", .kind = FieldKind::kQuantity,
         .help = "Of ln(price), for the root of a year",
         .example = "\"10 %\"", .default_text = "\"0 %\"",
         .store = store_member<&Scenario::plan, &Plan::node_price, &NodePriceOutlook::volatility>,
         .dimension = Dimension::kFraction, .range = kVolatility},
        {.path = "price.node.generation_every", .kind = FieldKind::kQuantity,
         .help = "Mean time between new generations of GPUs, which come at random",
         .example = "\"24 mo\"", .default_text = "[none comes]",
         .store = store_member<&Scenario::plan, &Plan::node_price,
                               &NodePriceOutlook::generation_every_s>,
         .dimension = Dimension::kTime,
         .range = {.lowest = 604800, .highest = 3.2e9}},
        {.path = "price.node.generation_drop", .kind = FieldKind::kQuantity,
         .help = "Share of the price that a new generation takes off",
         .example = "\"20 %\"", .default_text = "\"0 %\"",
         .store = store_member<&Scenario::plan, &Plan::node_price,
                               &NodePriceOutlook::generation_drop>,
         .dimension = Dimension::kFraction, .range = {.lowest = 0, .highest = 0.99}},
    };
}

}  // namespace

std::vector<Field> plan_fields() {
    std::vector<Field> fields = years_of_fleets();
    for (const auto& more : {years_of_demand(), years_of_money(), years_of_prices()}) {
        fields.insert(fields.end(), more.begin(), more.end());
    }
    return fields;
}

}  // namespace headroom::scenario
