#pragma once

// The cooling of a hall as it is compiled: what carries the heat, how warm it may be, how the
// machines are sized. Plain data. "Planning default": a usual value without a reference; it decides
// no check of a model.

#include <cstdint>

namespace headroom::sim {

enum class CoolingKind : std::uint8_t {
    kAirChilled,  // CRAH units, water-cooled chiller, cooling tower: follows the wet bulb
    kAirDirect,   // CRAH units, air-cooled chiller: follows the dry bulb
    kLiquid,      // cold plates, CDUs and `liquid_sink`; the rest of the heat by air as above
};

enum class HeatSink : std::uint8_t {
    kTower,      // evaporates water; follows the wet bulb
    kDryCooler,  // uses no water; follows the dry bulb
};

// From the servers to the chilled water.
struct AirSide {
    double rise_k = 12;          // through the servers, > 0. Planning default
    double bypass_share = 0.1;   // of the CRAH air that passes no server, in [0, 1): about 0.1 with
                                 // containment, 0.3 to 0.5 without. Planning default
    double pressure_pa = 400;    // of the CRAH fans at design flow. Planning default
    double fan_efficiency = .6;  // motor and drive included. Planning default
    double min_flow_share = .3;  // of the design flow. Planning default
    double coil_approach_k = 6;  // supply air less chilled water. Planning default
};

// Each closed loop of water: chilled, facility, to the sink.
struct WaterLoops {
    double chilled_rise_k = 6;     // > 0. Planning default
    double facility_rise_k = 10;   // of the liquid-cooled part, > 0. Planning default
    double pressure_pa = 300e3;    // SustainDC envs/datacenter.py (2024)
    double pump_efficiency = .87;  // SustainDC
    double min_flow_share = .4;    // of the design flow. Planning default
};

// Coolant distribution units: their pumps run at one speed.
struct CduLaw {
    int count = 0;                 // 0: pumps sized from the flow below
    double pump_w = 8473.47;       // of one, if they are counted: Frontier in RAPS (2026), 25 units
    double flow_lpm_per_kw = 1.5;  // of coolant per kW of heat at design, > 0: 9.6 K of warming.
                                   // Planning default
    double ntu = 3;  // of the exchanger, > 0: supplies about 3.6 K above the facility water at
                     // design. Planning default
};

// All of it planning defaults.
struct ChillerLaw {
    double carnot_fraction = .5;           // of the Carnot COP that is reached, > 0
    double cop_cap = 12;                   // no machine is better, however small the lift
    double free_lift_k = 4;                // below this lift the compressor stands still
    double evaporator_approach_k = 2;      // chilled water less evaporation
    double condenser_approach_k = 3;       // water-cooled: condensation less tower return water
    double air_condenser_approach_k = 12;  // air-cooled: condensation less dry bulb
};

struct SinkLaw {
    double tower_approach_k = 4;     // tower water less wet bulb. Planning default
    double tower_range_k = 5;        // of the tower water, > 0. Planning default
    double dry_approach_k = 8;       // dry cooler water less dry bulb. Planning default
    double tower_fan_share = .0125;  // fan W per W rejected at full flow. Planning default
    double dry_fan_share = .025;     // the same of dry coolers and condensers. Planning default
    double sizing = 1.25;            // heat it rejects at full flow / design heat of the loop: a
                                     // chiller of COP 4. Planning default
    double min_flow_share = .2;      // of the design air flow. Planning default
};

struct WaterUse {
    double cycles_of_concentration = 5;  // > 1; 3 to 7 by water quality. Planning default
    double drift_share = 2e-5;           // of the tower water flow. Planning default
};

struct CoolingPlant {
    CoolingKind kind = CoolingKind::kAirChilled;
    HeatSink liquid_sink = HeatSink::kDryCooler;  // of kLiquid, and of its air-cooled part
    double design_heat_w = 0;     // that it is sized for; 0: there is no plant, it draws nothing
    double air_supply_c = 24;     // to the servers; ASHRAE (2021) recommends 18 to 27 °C
    double liquid_supply_c = 32;  // facility water to the CDUs; ASHRAE class W32
    double liquid_share = .945;   // of the heat, into the liquid of kLiquid, in [0, 1]; RAPS (2026)
    bool has_economiser = true;   // of the air-cooled part; the liquid always has one
    AirSide air;
    WaterLoops water_loops;
    CduLaw cdu;
    ChillerLaw chiller;
    SinkLaw sink;
    WaterUse water;
};

}  // namespace headroom::sim
