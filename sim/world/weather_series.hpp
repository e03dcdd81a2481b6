#pragma once

// The weather of a place hour by hour: what a climate is compiled to.

#include "sim/world/hourly_series.hpp"
#include "sim/world/weather.hpp"

namespace headroom::sim {

// Both of the same hours; the wet bulb is nowhere above the dry bulb.
struct WeatherSeries {
    HourlySeries dry_bulb_c, wet_bulb_c;

    [[nodiscard]] Weather at(std::int64_t unix_us) const {
        return {dry_bulb_c.value_at(unix_us), wet_bulb_c.value_at(unix_us)};
    }
};

}  // namespace headroom::sim
