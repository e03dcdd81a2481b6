#pragma once

// Fans and pumps: what moves air and water, and what that takes.

#include <algorithm>

namespace headroom::sim {

constexpr double kAirDensityKgPerM3 = 1.225;  // SustainDC envs/datacenter.py (2024)
constexpr double kAirHeatJPerKgK = 1006;      // SustainDC

// Power as a share of that at design flow, by the affinity laws: the cube of the flow's share. The
// flow does not fall below its least share. Never falls with `flow_share`, also beyond 1.
[[nodiscard]] constexpr double affinity_power(double flow_share, double least_share) {
    const double flow = std::max(flow_share, least_share);
    return flow * flow * flow;
}

// Electric W to move a volume flow against a pressure, Δp·V̇/η; efficiency in (0, 1].
[[nodiscard]] constexpr double moving_w(double pressure_pa, double flow_m3_s, double efficiency) {
    return pressure_pa * flow_m3_s / efficiency;
}

// Air of the CRAH units, m³/s, that carries the heat: `rise_k` > 0 through the servers, and of what
// the units move, `bypass_share` in [0, 1) passes no server.
[[nodiscard]] constexpr double crah_air_m3_s(double heat_w, double rise_k, double bypass_share) {
    return heat_w / (kAirDensityKgPerM3 * kAirHeatJPerKgK * rise_k * (1 - bypass_share));
}

}  // namespace headroom::sim
