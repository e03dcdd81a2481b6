#pragma once

// Points in time as a site's own files write them, and the clock changes that files without offsets
// have in spring and autumn.

#include <cstdint>
#include <string_view>

#include "src/core/input/date_text.hpp"
#include "src/core/input/line_problems.hpp"

namespace headroom::records {

constexpr std::int64_t kSecondUs = 1'000'000;
constexpr std::int64_t kMinuteUs = 60 * kSecondUs;
constexpr std::int64_t kHourUs = 60 * kMinuteUs;
constexpr std::int64_t kDayUs = 24 * kHourUs;

struct RecordTime {
    input::DateKind kind = input::DateKind::kMissing;
    std::int64_t us = 0;      // since 1970; of a time without offset: as if it were UTC
    bool has_offset = false;  // the instant is certain
    std::string_view offset;  // as written: "+01:00", "Z"; empty for a number or without offset
};

// A date with or without time, seconds and offset ("2026-03-29", "2026-03-29 01:15+01:00"), or a
// number since 1970: by its size seconds (9 to 11 digits), milliseconds (12 to 14), microseconds
// (15 to 17) or nanoseconds (18 to 20), which are all certain for the years 1973 to 5138.
[[nodiscard]] RecordTime parse_record_time(std::string_view text);

// The field as a time; what is none is reported under the column's name. Missing is no fault.
[[nodiscard]] RecordTime read_record_time(const input::Field& field,
                                          std::string_view name,
                                          const input::Line& line,
                                          input::LineProblems& problems);

// Whether clocks may have been changed at this local time: a Sunday between midnight and four in
// March, April, September, October or November, which are the rules of Europe, North America,
// Australia, New Zealand and Chile.
[[nodiscard]] bool may_be_clock_change(std::int64_t local_us);

// "2026-03": the first of a month; month is 0 if it is none.
struct YearMonth {
    int year = 0;
    int month = 0;  // 1 … 12
};
[[nodiscard]] YearMonth parse_year_month(std::string_view text);

// Rounded down, also before 1970.
[[nodiscard]] constexpr std::int64_t floor_divide(std::int64_t value, std::int64_t by) {
    return value / by - (value % by < 0 ? 1 : 0);
}

}  // namespace headroom::records
