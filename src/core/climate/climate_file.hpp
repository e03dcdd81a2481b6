#pragma once

// Weather from files: typical and actual years of EnergyPlus (EPW), or a site's own CSV. Each
// becomes a dry and a wet bulb for every hour.

#include <string>

#include "sim/world/weather_series.hpp"
#include "src/core/records/record_report.hpp"

namespace headroom::climate {

struct ClimateFile {
    records::RecordReport report;
    std::string place;                // "Chicago, IL, USA"; empty where the file does not say
    std::int64_t east_of_utc_us = 0;  // of the file's clock
    sim::WeatherSeries weather;
};

// An EnergyPlus weather file: one row an hour of a whole year, in local standard time (EnergyPlus,
// Auxiliary Programs, "EPW data dictionary"). Wet bulb from humidity, else dew point, and pressure,
// else the standard one at the station's height. A typical year, whose months are of different
// years, stands in 2023, or with a 29 February in 2024. Up to 6 h without a value are interpolated
// and counted.
[[nodiscard]] expected<ClimateFile, Diagnostics> read_epw(const std::string& file);

// Columns time, dry_bulb and either wet_bulb or relative_humidity (in %, at sea level's pressure);
// temperatures in °C, or what the header says: "dry_bulb (°F)". Readings more often than hourly are
// averaged; times without an offset are UTC.
[[nodiscard]] expected<ClimateFile, Diagnostics> read_climate_csv(const std::string& file);

}  // namespace headroom::climate
