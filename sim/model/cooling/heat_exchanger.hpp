#pragma once

// Heat exchangers in steady state by effectiveness and number of transfer units (Kays and London,
// "Compact Heat Exchangers", 1984). Heat capacity flows are W/K; no fouling, no loss to the room.

namespace headroom::sim {

constexpr double kWaterDensityKgPerM3 = 1000;
constexpr double kWaterHeatJPerKgK = 4186;

// Share of the largest possible heat flow, in [0, 1], that a counterflow exchanger of `ntu` = UA /
// Cmin >= 0 transfers at `capacity_ratio` = Cmin / Cmax in [0, 1].
[[nodiscard]] double counterflow_effectiveness(double ntu, double capacity_ratio);

// W/K of a flow of water in litres a minute.
[[nodiscard]] constexpr double water_capacity_w_per_k(double flow_lpm) {
    return flow_lpm / 60 * (kWaterDensityKgPerM3 / 1000) * kWaterHeatJPerKgK;
}

// Warming, K, of a coolant with capacity flow > 0 that takes up the heat.
[[nodiscard]] constexpr double coolant_rise_k(double heat_w, double capacity_w_per_k) {
    return heat_w / capacity_w_per_k;
}

// Thermal resistance, K/W, from the surface under the chips to the coolant at the inlet of a cold
// plate: an exchanger whose one side has a single temperature. Both arguments > 0.
[[nodiscard]] double cold_plate_resistance_k_per_w(double ntu, double capacity_w_per_k);

// How much warmer than the facility water a CDU sends the coolant out, K per W of heat: from the
// counterflow balance Q = ε·Cmin·(coolant return - facility supply).
[[nodiscard]] double cdu_supply_rise_k_per_w(double ntu,
                                             double facility_w_per_k,
                                             double coolant_w_per_k);

}  // namespace headroom::sim
