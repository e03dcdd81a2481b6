#pragma once

// Readings with times to a value for each hour: what weather and carbon intensity are read into.

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "sim/world/hourly_series.hpp"
#include "src/core/records/record_report.hpp"

namespace headroom::records {

struct TimedValue {
    std::int64_t time_us = 0;  // since 1970 UTC
    double value = 0;          // NaN: the row is there, its value is missing
    std::int64_t line = 0;
};

constexpr std::int64_t kLongestHoleHours = 6;

// The mean of the readings of each hour, from the first row's time on, in any order. Up to 6 h
// without one are drawn straight between the neighbours, at an end held, and counted in the report
// under `name`; a longer hole is a problem. None if there was one.
[[nodiscard]] std::optional<sim::HourlySeries> to_hours(std::span<const TimedValue> rows,
                                                        std::string_view name,
                                                        RecordReport& report,
                                                        input::LineProblems& problems);

}  // namespace headroom::records
