#include "src/core/climate/weather_rows.hpp"

#include <algorithm>

namespace headroom::climate {

void finish_weather(const WeatherRows& rows, input::LineProblems& problems, ClimateFile& result) {
    auto dry = records::to_hours(rows.dry_bulb_c, "dry bulb", result.report, problems);
    auto wet = records::to_hours(rows.wet_bulb_c, "wet bulb", result.report, problems);
    if (!dry || !wet) {
        return;
    }
    std::int64_t above = 0;
    for (std::size_t i = 0; i < dry->values.size(); ++i) {
        above += wet->values[i] > dry->values[i] ? 1 : 0;
        wet->values[i] = std::min(wet->values[i], dry->values[i]);
    }
    if (above > 0) {
        records::count_row(result.report.adjusted,
                           "hours with a wet bulb above the dry bulb: lowered to it",
                           rows.wet_bulb_c.front().line, above);
    }
    result.weather = {std::move(*dry), std::move(*wet)};
}

}  // namespace headroom::climate
