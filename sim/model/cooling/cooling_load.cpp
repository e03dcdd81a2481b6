#include "sim/model/cooling/cooling_load.hpp"

#include "sim/model/cooling/chiller.hpp"
#include "sim/model/cooling/economiser.hpp"
#include "sim/model/cooling/flow.hpp"
#include "sim/model/cooling/heat_exchanger.hpp"
#include "sim/model/cooling/water.hpp"

namespace headroom::sim {
namespace {

// The side of a loop to the outside, in this weather.
struct Outside {
    HeatSink sink = HeatSink::kTower;
    double outdoor_c = 0;  // the bulb that the sink follows
    double approach_k = 0;
    double condensing_c = 0;
};

Outside look_outside(const CoolingPlant& plant, HeatSink sink, const Weather& weather) {
    if (sink == HeatSink::kTower)
        return {sink, weather.wet_bulb_c, plant.sink.tower_approach_k,
                tower_condensing_c(plant.chiller, plant.sink, weather.wet_bulb_c)};
    return {sink, weather.dry_bulb_c, plant.sink.dry_approach_k,
            air_condensing_c(plant.chiller, weather.dry_bulb_c)};
}

double pump_w(const WaterLoops& loops, double heat_w, double rise_k) {
    const double flow_m3_s = heat_w / (kWaterDensityKgPerM3 * kWaterHeatJPerKgK * rise_k);
    return moving_w(loops.pressure_pa, flow_m3_s, loops.pump_efficiency);
}

// The sink of a loop that brings `carried_w` at design.
void size_sink(const CoolingPlant& plant, HeatSink sink, double carried_w, PreparedLoop& loop) {
    const double full_w = carried_w * plant.sink.sizing;
    loop.per_sink_w = 1 / full_w;
    loop.sink_fan_least = plant.sink.min_flow_share;
    if (sink == HeatSink::kDryCooler) {
        loop.sink_fan_w = plant.sink.dry_fan_share * full_w;
        return;
    }
    loop.sink_fan_w = plant.sink.tower_fan_share * full_w;
    loop.sink_pump_w = pump_w(plant.water_loops, full_w, plant.sink.tower_range_k);
    loop.evaporated_kg_per_j = evaporation_kg(1);
    loop.drift_kg_per_s =
        plant.water.drift_share * full_w / (kWaterHeatJPerKgK * plant.sink.tower_range_k);
    loop.cycles = plant.water.cycles_of_concentration;
}

// What the weather decides of a loop with water at `supply_c`.
void set_weather(const CoolingPlant& plant,
                 const Outside& outside,
                 double supply_c,
                 double rise_k,
                 bool has_economiser,
                 PreparedLoop& loop) {
    loop.compressor_w =
        work_per_heat(plant.chiller, supply_c, outside.condensing_c) / loop.per_rated_w;
    loop.chiller_share = 1;
    loop.sink_air_share = 1;
    if (has_economiser) {
        loop.chiller_share =
            chiller_share(outside.outdoor_c + outside.approach_k, supply_c, rise_k);
        loop.sink_air_share =
            free_cooling_air_share(outside.outdoor_c, outside.approach_k, supply_c, rise_k);
    }
}

PreparedLoop prepare_air(const CoolingPlant& plant, double heat_share, const Outside& outside) {
    PreparedLoop loop;
    const double design_w = plant.design_heat_w * heat_share;
    if (!(design_w > 0))
        return loop;
    const double rise_k = plant.water_loops.chilled_rise_k;
    loop.heat_share = heat_share;
    loop.per_design_w = 1 / design_w;
    loop.fan_design_w = moving_w(plant.air.pressure_pa,
                                 crah_air_m3_s(design_w, plant.air.rise_k, plant.air.bypass_share),
                                 plant.air.fan_efficiency);
    loop.fan_least = plant.air.min_flow_share;
    loop.pump_design_w = pump_w(plant.water_loops, design_w, rise_k);
    loop.pump_least = plant.water_loops.min_flow_share;

    const double carried_w = design_w + loop.fan_design_w + loop.pump_design_w;
    loop.per_rated_w = 1 / carried_w;
    size_sink(plant, outside.sink, carried_w, loop);
    set_weather(plant, outside, plant.air_supply_c - plant.air.coil_approach_k, rise_k,
                plant.has_economiser, loop);
    return loop;
}

PreparedLoop prepare_liquid(const CoolingPlant& plant, const Outside& outside) {
    PreparedLoop loop;
    const double design_w = liquid_heat_w(plant, plant.design_heat_w);
    if (!(design_w > 0))
        return loop;
    const double rise_k = plant.water_loops.facility_rise_k;
    loop.heat_share = plant.liquid_share;
    loop.per_design_w = 1 / design_w;
    loop.pump_design_w = pump_w(plant.water_loops, design_w, rise_k);
    loop.pump_least = plant.water_loops.min_flow_share;
    loop.steady_pump_w = cdu_pumps_w(plant);

    const double carried_w = design_w + loop.pump_design_w + loop.steady_pump_w;
    loop.per_rated_w = 1 / carried_w;
    size_sink(plant, outside.sink, carried_w, loop);
    set_weather(plant, outside, plant.liquid_supply_c, rise_k, true, loop);
    return loop;
}

// How much warmer than the facility water the CDUs supply, both flows as at design.
double coolant_supply_k_per_w(const CoolingPlant& plant) {
    const double design_w = liquid_heat_w(plant, plant.design_heat_w);
    if (!(design_w > 0))
        return 0;
    return cdu_supply_rise_k_per_w(
        plant.cdu.ntu, design_w / plant.water_loops.facility_rise_k,
        water_capacity_w_per_k(plant.cdu.flow_lpm_per_kw * design_w / 1000));
}

void add_loop(const PreparedLoop& loop, double hall_heat_w, CoolingLoad& load) {
    const double heat_w = hall_heat_w * loop.heat_share;
    const double flow = heat_w * loop.per_design_w;
    const double fans_w = loop.fan_design_w * affinity_power(flow, loop.fan_least);
    const double pumps_w =
        loop.pump_design_w * affinity_power(flow, loop.pump_least) + loop.steady_pump_w;
    // What fans and pumps draw ends in the water as well.
    const double carried_w = heat_w + fans_w + pumps_w;
    const double compressor_w =
        loop.compressor_w * part_load_work(carried_w * loop.chiller_share * loop.per_rated_w);

    const double at_sink_w = carried_w + compressor_w;
    const double sink_share = at_sink_w * loop.per_sink_w;
    const double sink_pump_w = loop.sink_pump_w * affinity_power(sink_share, loop.pump_least);
    const double rejected_w = at_sink_w + sink_pump_w;

    load.fans_w += fans_w;
    load.pumps_w += pumps_w + sink_pump_w;
    load.compressor_w += compressor_w;
    load.tower_w +=
        loop.sink_fan_w * affinity_power(sink_share * loop.sink_air_share, loop.sink_fan_least);
    load.water_kg_per_s +=
        make_up_water(rejected_w * loop.evaporated_kg_per_j,
                      loop.drift_kg_per_s * std::max(sink_share, loop.pump_least), loop.cycles);
    load.rejected_w += rejected_w;
}

}  // namespace

double liquid_heat_w(const CoolingPlant& plant, double heat_w) {
    return plant.kind == CoolingKind::kLiquid ? heat_w * plant.liquid_share : 0;
}

double cdu_pumps_w(const CoolingPlant& plant) {
    if (plant.cdu.count > 0)
        return plant.cdu.count * plant.cdu.pump_w;
    const double flow_lpm =
        plant.cdu.flow_lpm_per_kw * liquid_heat_w(plant, plant.design_heat_w) / 1000;
    return moving_w(plant.water_loops.pressure_pa, flow_lpm / 60e3,
                    plant.water_loops.pump_efficiency);
}

PreparedCooling prepare_cooling(const CoolingPlant& plant, const Weather& weather) {
    PreparedCooling prepared;
    prepared.design_heat_w = plant.design_heat_w;
    prepared.air_supply_c = plant.air_supply_c;
    prepared.coolant_supply_c = plant.liquid_supply_c;
    const auto outside = [&](HeatSink sink) {
        return look_outside(plant, sink, weather);
    };
    switch (plant.kind) {
        case CoolingKind::kAirChilled:
            prepared.air = prepare_air(plant, 1, outside(HeatSink::kTower));
            break;
        case CoolingKind::kAirDirect:
            prepared.air = prepare_air(plant, 1, outside(HeatSink::kDryCooler));
            break;
        case CoolingKind::kLiquid:
            prepared.liquid = prepare_liquid(plant, outside(plant.liquid_sink));
            prepared.air = prepare_air(plant, 1 - plant.liquid_share, outside(plant.liquid_sink));
            prepared.coolant_supply_k_per_w = coolant_supply_k_per_w(plant);
            break;
    }
    return prepared;
}

CoolingLoad cooling_load(const PreparedCooling& prepared, double heat_w) {
    CoolingLoad load;
    add_loop(prepared.air, heat_w, load);
    add_loop(prepared.liquid, heat_w, load);
    load.coolant_supply_c = prepared.coolant_supply_c +
                            prepared.coolant_supply_k_per_w * (heat_w * prepared.liquid.heat_share);
    load.is_overloaded = heat_w > prepared.design_heat_w;
    return load;
}

}  // namespace headroom::sim
