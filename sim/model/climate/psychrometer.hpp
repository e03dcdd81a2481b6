#pragma once

// Wet bulb of moist air at any pressure, solved from the balance of heat and vapour: for records of
// weather. Simulations take wet bulbs as given.

namespace headroom::sim {

constexpr double kSeaLevelPa = 101'325;

// Pressure of saturated vapour, Pa, over water from 0 °C, over ice below: Hyland & Wexler (1983),
// ASHRAE Handbook Fundamentals 2021, ch. 1, eqs. 5 and 6; -100 to 200 °C.
[[nodiscard]] double saturation_pressure_pa(double temperature_c);

// The relative humidity, %, of air with this dew point (frost point below 0 °C).
[[nodiscard]] double relative_humidity_pct(double dry_bulb_c, double dew_point_c);

// ASHRAE Handbook Fundamentals 2021, ch. 1, eqs. 33 and 35, solved for the wet bulb to 1e-9 K;
// -60 to 80 °C, humidity held within 0 to 100 %. Never above the dry bulb. About 3 µs.
[[nodiscard]] double psychrometric_wet_bulb_c(double dry_bulb_c,
                                              double relative_humidity_pct,
                                              double pressure_pa = kSeaLevelPa);

// The standard atmosphere's pressure at a height: ASHRAE Handbook Fundamentals 2021, ch. 1, eq. 3;
// -500 to 11,000 m.
[[nodiscard]] double standard_pressure_pa(double elevation_m);

}  // namespace headroom::sim
