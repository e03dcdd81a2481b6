#include "sim/model/cooling/chiller.hpp"
#include "sim/model/cooling/cooling_load.hpp"
#include "sim/model/cooling/economiser.hpp"
#include "sim/model/cooling/flow.hpp"
#include "sim/model/cooling/heat_exchanger.hpp"
#include "sim/model/cooling/psychrometrics.hpp"
#include "sim/model/cooling/water.hpp"
#include "src/study/validate/model_check.hpp"

namespace headroom::study {
namespace {

using Checks = std::vector<ModelCheck>;

constexpr const char* kSustainDc = "SustainDC envs/datacenter.py, a92b475 (2024)";
constexpr const char* kRaps = "ExaDigiT/RAPS 6c142bf (2026)";

// What rows of one source have in common. The tolerance is absolute, in `unit`: half of the last
// digit that is given, or rounding where the value is a definition.
struct Family {
    const char* model;
    const char* unit;
    double tolerance;
    const char* source;
    Evidence evidence = Evidence::kDerived;
};

void add(Checks& checks,
         const Family& family,
         const std::string& subject,
         double reference,
         double ours) {
    checks.push_back({family.model, subject, family.unit, reference, ours, family.tolerance, true,
                      family.evidence, family.source, ""});
}

void add_heat_exchangers(Checks& checks) {
    const Family counterflow{"heat exchanger", "", 5e-8,
                             "Kays and London, Compact Heat Exchangers (1984), counterflow"};
    add(checks, counterflow, "effectiveness, NTU 1, Cr 0.5", 0.5647334,
        sim::counterflow_effectiveness(1, .5));
    add(checks, counterflow, "effectiveness, NTU 1, Cr 1", 0.5,
        sim::counterflow_effectiveness(1, 1));
    add(checks, counterflow, "effectiveness, NTU 3, Cr 1", 0.75,
        sim::counterflow_effectiveness(3, 1));

    const Family coolant{"cold plate", "K", 5e-4, "Q / (m·4186 J/(kg K))"};
    const auto rise = [](double flow_lpm) {
        return sim::coolant_rise_k(1000, sim::water_capacity_w_per_k(flow_lpm));
    };
    add(checks, coolant, "warming of water, 1 l/min per kW", 14.333, rise(1));
    add(checks, coolant, "warming of water, 1.5 l/min per kW", 9.556, rise(1.5));
}

void add_fans_and_pumps(Checks& checks) {
    const double flow = .00005663 / .00009438;
    add(checks, {"fan", "W", 5e-4, kSustainDc}, "CRAC fan of 150 W at 5.663/9.438 of its flow",
        32.403, 150 * sim::affinity_power(flow, 0));
    add(checks, {"pump", "W", 5e-4, kSustainDc}, "300 kPa, 0.0011 m³/s, efficiency 0.87", 379.310,
        sim::moving_w(300e3, .0011, .87));
}

void add_chiller_point(Checks& checks, int supply_c, int wet_bulb_c, double reference) {
    const Family half_carnot{"chiller", "", 5e-3,
                             "half of Carnot; approaches 2, 4 and 3 K, range 5 K"};
    const sim::CoolingPlant plant;
    const double evaporating_c = supply_c - plant.chiller.evaporator_approach_k;
    const double condensing_c = sim::tower_condensing_c(plant.chiller, plant.sink, wet_bulb_c);
    add(checks, half_carnot,
        "COP before its cap, chilled water " + std::to_string(supply_c) + " °C, wet bulb " +
            std::to_string(wet_bulb_c) + " °C",
        reference, sim::carnot_cop(plant.chiller.carnot_fraction, evaporating_c, condensing_c));
}

void add_chiller(Checks& checks) {
    const double at_7_c[] = {11.59, 8.18, 6.32, 5.15, 4.35};  // wet bulb 5, 10, … °C
    for (int row = 0; row < 5; ++row)
        add_chiller_point(checks, 7, 5 + 5 * row, at_7_c[row]);
    const double at_18_c[] = {24.10, 13.14, 9.04, 6.88};  // wet bulb 10, 15, … °C
    for (int row = 0; row < 4; ++row)
        add_chiller_point(checks, 18, 10 + 5 * row, at_18_c[row]);

    const sim::CoolingPlant plant;
    const auto work = [&](double wet_bulb_c) {
        return sim::work_per_heat(plant.chiller, 18,
                                  sim::tower_condensing_c(plant.chiller, plant.sink, wet_bulb_c));
    };
    add(checks, {"chiller", "", 1e-12, "definition: no COP beyond 12"},
        "COP at its cap, chilled water 18 °C, wet bulb 10 °C", 12, 1 / work(10));
    add(checks, {"chiller", "", 0, "definition: free below a lift of 4 K"},
        "work per heat, chilled water 18 °C, wet bulb 7 °C", 0, work(7));
    add(checks, {"chiller", "", 1e-12, "EnergyPlus EIR quadratic, as in SustainDC a92b475 (2024)"},
        "part-load curve at full load", 1.00003, sim::part_load_work(1));
}

void add_economiser(Checks& checks) {
    const Family economiser{
        "economiser", "", 1e-12,
        "definition: full 1 K below the supply, linear to 1 K below the return"};
    const auto share = [](double sink_water_c) {
        return sim::chiller_share(sink_water_c, 18, 6);
    };
    add(checks, economiser, "chiller's share, 18 to 24 °C, tower water 17 °C", 0, share(17));
    add(checks, economiser, "chiller's share, 18 to 24 °C, tower water 20 °C", 0.5, share(20));
    add(checks, economiser, "chiller's share, 18 to 24 °C, tower water 23 °C", 1, share(23));
}

void add_water(Checks& checks) {
    const Family tower{"tower water", "l/kWh", 5e-5,
                       "heat of evaporation 2.43 MJ/kg; balance of minerals"};
    const double evaporated = sim::evaporation_kg(3.6e6);
    add(checks, tower, "evaporation", 1.4815, evaporated);
    add(checks, tower, "make-up, 5 cycles of concentration", 1.8519,
        sim::make_up_water(evaporated, 0, 5));
    add(checks, tower, "make-up, 3 cycles of concentration", 2.2222,
        sim::make_up_water(evaporated, 0, 3));
}

void add_wet_bulb(Checks& checks) {
    const Family stull{"wet bulb", "°C", 5e-7,
                       "Stull, J. Appl. Meteor. Climatol. 50 (2011), eq. 1"};
    add(checks, stull, "20 °C, 50 %", 13.699342, sim::wet_bulb_c(20, 50));
    add(checks, stull, "30 °C, 60 %", 23.995519, sim::wet_bulb_c(30, 60));
}

void add_frontier(Checks& checks) {
    sim::CoolingPlant plant;
    plant.kind = sim::CoolingKind::kLiquid;
    plant.design_heat_w = 28.203217e6;
    plant.cdu.count = 25;
    add(checks, {"liquid cooling", "W", 5e-4, kRaps}, "heat into the liquid of 28.203217 MW",
        26652040.065, sim::liquid_heat_w(plant, plant.design_heat_w));
    add(checks, {"liquid cooling", "W", 5e-3, kRaps}, "pumps of the 25 CDUs of Frontier", 211836.75,
        sim::cdu_pumps_w(plant));
}

}  // namespace

std::vector<ModelCheck> cooling_checks() {
    Checks checks;
    add_heat_exchangers(checks);
    add_fans_and_pumps(checks);
    add_chiller(checks);
    add_economiser(checks);
    add_water(checks);
    add_wet_bulb(checks);
    add_frontier(checks);
    return checks;
}

}  // namespace headroom::study
