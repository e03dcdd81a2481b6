#pragma once

// Free cooling: how much of the heat the water from a tower or dry cooler takes before the chiller,
// and how slowly the fans of the sink may turn when it is cold outside.

namespace headroom::sim {

// The exchanger between sink water and loop needs 1 K.
constexpr double kEconomiserPinchK = 1;

// Share of the heat, in [0, 1], that is left to the chiller: 0 if the sink's water (outdoor +
// approach) is at most supply - 1 K, 1 if it cannot cool the return (supply + rise), linear
// between. Never falls with `sink_water_c`, never rises with `supply_c`. `rise_k` > 0.
[[nodiscard]] double chiller_share(double sink_water_c, double supply_c, double rise_k);

// Air flow of the sink as a share, in (0, 1], of what the heat needs at the design approach, when
// the whole heat is cooled freely: the air leaves at a fixed share of the way from outdoor to
// return temperature. 1 as soon as the chiller helps. Never falls with `outdoor_c`, never rises
// with `supply_c`.
[[nodiscard]] double free_cooling_air_share(double outdoor_c,
                                            double approach_k,
                                            double supply_c,
                                            double rise_k);

}  // namespace headroom::sim
