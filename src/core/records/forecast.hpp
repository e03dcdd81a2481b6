#pragma once

// What a site expects of the months to come: growth of arrivals, sizes and run times against the
// recorded workload, or demand in GPUs or GPU-hours.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "src/core/records/record_report.hpp"

namespace headroom::records {

struct ForecastMonth {
    int year = 0, month = 0;  // month 1 … 12
    // Against the recorded workload; 1 where the file does not say.
    double arrivals = 1, size = 1, runtime = 1;
    std::optional<double> gpus;       // busy on average
    std::optional<double> gpu_hours;  // in the month
    std::int64_t line = 0;
};

struct Forecast {
    bool has_growth = false;            // arrivals, size or runtime
    std::vector<ForecastMonth> months;  // ascending, one behind the other
    RecordReport report;
};

// Reads a CSV with `month` ("2027-01") and any of
//   arrivals, size, runtime  a bare number is a factor against the recorded workload (1.4); with a
//                            '%' it is growth against the month before ("+3 %", the first month:
//                            against the recorded workload); empty: as the month before
//   gpus, gpu_hours          the demand itself; empty: not said
// Months that are missing, stand twice or go backwards are errors. O(rows).
[[nodiscard]] expected<Forecast, Diagnostics> read_forecast(const std::string& file);

}  // namespace headroom::records
