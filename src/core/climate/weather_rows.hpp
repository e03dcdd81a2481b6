#pragma once

// The columns of a weather file on their way to hours: what both readers end with.

#include <vector>

#include "src/core/climate/climate_file.hpp"
#include "src/core/records/hourly_rows.hpp"

namespace headroom::climate {

// Both have a row for each line, a missing value as NaN.
struct WeatherRows {
    std::vector<records::TimedValue> dry_bulb_c, wet_bulb_c;
};

constexpr double kColdestC = -80;
constexpr double kWarmestC = 70;

// Hours of both, no wet bulb above its dry bulb: one that was is counted as adjusted.
void finish_weather(const WeatherRows& rows, input::LineProblems& problems, ClimateFile& result);

}  // namespace headroom::climate
