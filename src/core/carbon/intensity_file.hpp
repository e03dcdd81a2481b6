#pragma once

// Carbon intensity of electricity from files: one number for each hour.

#include <string>
#include <string_view>

#include "sim/world/grid_carbon.hpp"
#include "sim/world/hourly_series.hpp"
#include "src/core/records/record_report.hpp"

namespace headroom::carbon {

struct IntensityFile {
    records::RecordReport report;
    std::string column;  // the one that was read
    std::string unit;    // as the file or the caller says
    sim::IntensityKind kind =
        sim::IntensityKind::kAverage;  // marginal if the column's name says so
    sim::HourlySeries intensity_g_per_kwh;
};

// A CSV with a time (timestamp, datetime or time; without an offset: UTC) and an intensity
// (carbon_intensity, intensity, avg_CI, or marginal_intensity), whose unit stands in the header
// ("intensity (kg/MWh)") or is given; other columns are ignored. Readings more often than hourly
// are averaged; up to 6 h without one are interpolated and counted. Negative values are errors.
[[nodiscard]] expected<IntensityFile, Diagnostics> read_intensity(const std::string& file,
                                                                  std::string_view unit = {});

// "g/kWh", "gCO2eq/kWh", "kg/MWh", "t/MWh", "lb/MWh", …: what a number in it is multiplied by to be
// g/kWh; 0 if it is none.
[[nodiscard]] double intensity_unit(std::string_view unit);

}  // namespace headroom::carbon
