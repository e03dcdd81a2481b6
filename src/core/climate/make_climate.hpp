#pragma once

// A typical year of weather made from a climate's published statistics, for sites without a file of
// hours. Not a forecast, and not the spread between years: each seed has other days, but the same
// statistics.

#include <cstdint>

#include "sim/base/expected.hpp"
#include "sim/world/weather_series.hpp"
#include "src/core/catalog/catalog.hpp"

namespace headroom::climate {

struct ClimateDraw {
    std::uint64_t seed = 1;
    std::int64_t east_of_utc_us = 0;  // of the local clock, by which days warm up
    std::uint32_t trial = 0;
};

// The order of the hours is of a process (our own; its weights are defaults, not references):
//   x = A_y cos 2π(d - 200)/365 + A_d cos 2π(h - 15)/24 + AR(1), 0.97 from hour to hour,
// of which A_y grows with the range from heating to cooling design, A_d with the dryness of the air
// (mean dry less mean wet bulb); the wet bulb's is the same with smaller swings and, in part, noise
// of its own. What is published then sets the values: a rising curve takes x to the temperature
// that is exceeded in 99.6 % and 0.4 % of the hours, to 18 °C (of the wet bulb 10 °C) at its count
// of hours, and bends between them until the mean is right. The wet bulb is held at or below the
// dry bulb; its cold end has no statistic and is taken 1 K below the heating design.
//
// Needs the means of both, dry_bulb_design, wet_bulb_design and heating_design; the counts of hours
// where there are any. Not met: dry_bulb_max, wet_bulb_coincident, the humidity of single hours.
// For the northern hemisphere (hottest on 20 July). An error where statistics are missing or
// contradict each other. About 10 ms.
[[nodiscard]] expected<sim::WeatherSeries, Diagnostics> make_climate(
    const catalog::Climate& climate, const ClimateDraw& draw);

}  // namespace headroom::climate
