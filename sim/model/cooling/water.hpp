#pragma once

// Water that a cooling tower takes: all heat leaves by evaporation (an upper bound: in cold air a
// part warms the air), minerals leave with the blowdown.

#include <algorithm>

namespace headroom::sim {

constexpr double kEvaporationJPerKg = 2.43e6;  // at about 30 °C

// kg, or kg/s for W.
[[nodiscard]] constexpr double evaporation_kg(double heat_j) {
    return heat_j / kEvaporationJPerKg;
}

// Make-up = evaporation + blowdown + drift, in the unit of both. Minerals balance if blowdown +
// drift = evaporation / (cycles - 1), so drift adds only what exceeds that. `cycles` of
// concentration > 1.
[[nodiscard]] constexpr double make_up_water(double evaporation, double drift, double cycles) {
    return evaporation + std::max(evaporation / (cycles - 1), drift);
}

}  // namespace headroom::sim
