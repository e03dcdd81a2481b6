#pragma once

// What the cooling of a hall draws, in two steps: prepare_cooling() once for a state of the
// weather, cooling_load() for the heat at each event. Steady state: no thermal mass, no control
// error, and the supply temperatures are held whatever the load.
//
// Monotone, to the last bit: power and water never fall with a higher wet bulb, dry bulb or heat
// and power never rises with a warmer supply. Each term is a product or sum of non-negative factors
// of which each is monotone in the right sense by itself; the economiser enters as the factor
// "share of the heat that is left to the chiller" on the heat, the COP as the factor "work per
// heat", never as a blend of two powers, of which one could fall while the other rises. Rounding
// keeps the order.

#include "sim/world/cooling_plant.hpp"
#include "sim/world/weather.hpp"

namespace headroom::sim {

// One way of the heat out of the hall, by air or by liquid, in this weather. Made by
// prepare_cooling(); all zero if no heat goes this way.
struct PreparedLoop {
    double heat_share = 0;           // of the hall's heat
    double per_design_w = 0;         // 1 / heat at design
    double fan_design_w = 0;         // CRAH fans at design flow
    double fan_least = 0;            // least share of the flow
    double pump_design_w = 0;        // of the loop's water at design flow
    double pump_least = 0;           // of this loop and of the tower's
    double steady_pump_w = 0;        // CDUs
    double chiller_share = 0;        // of the heat of the water
    double per_rated_w = 0;          // 1 / heat that the chiller is rated for
    double compressor_w = 0;         // at rated heat
    double per_sink_w = 0;           // 1 / heat that the sink rejects at full flow
    double sink_pump_w = 0;          // at full flow; 0: no tower
    double sink_fan_w = 0;           // at full flow
    double sink_fan_least = 0;       // least share of the flow
    double sink_air_share = 0;       // of the full air flow per heat, by how cold it is outside
    double evaporated_kg_per_j = 0;  // 0: no tower
    double drift_kg_per_s = 0;       // at full flow
    double cycles = 2;               // of concentration
};

struct PreparedCooling {
    PreparedLoop air;
    PreparedLoop liquid;
    double design_heat_w = 0;
    double air_supply_c = 0;            // to the servers
    double coolant_supply_c = 0;        // to the cold plates without heat: the facility water
    double coolant_supply_k_per_w = 0;  // of the heat of the liquid more, by the CDUs
};

struct CoolingLoad {
    double fans_w = 0;            // CRAH
    double pumps_w = 0;           // chilled, facility and tower water, CDUs
    double compressor_w = 0;      // of the chillers
    double tower_w = 0;           // fans of towers, dry coolers and condensers
    double water_kg_per_s = 0;    // make-up of towers
    double rejected_w = 0;        // to the outside: the heat and all power but tower_w
    double coolant_supply_c = 0;  // to the cold plates; meaningful for kLiquid
    bool is_overloaded = false;   // more heat than the design: the laws go on, the supply would not

    [[nodiscard]] double total_w() const { return fans_w + pumps_w + compressor_w + tower_w; }
};

// `plant` with parameters in the ranges that its header states.
[[nodiscard]] PreparedCooling prepare_cooling(const CoolingPlant& plant, const Weather& weather);

// For heat >= 0 into the hall. Without heat the plant stays on: fans and pumps turn at their least
// flow, and the chiller takes what that power warms; only a plant with no design heat draws
// nothing. About 80 flops.
[[nodiscard]] CoolingLoad cooling_load(const PreparedCooling& prepared, double heat_w);

// Heat, W, that kLiquid takes by liquid; 0 of other kinds.
[[nodiscard]] double liquid_heat_w(const CoolingPlant& plant, double heat_w);

// Electric W of all CDU pumps of a plant of kLiquid.
[[nodiscard]] double cdu_pumps_w(const CoolingPlant& plant);

}  // namespace headroom::sim
