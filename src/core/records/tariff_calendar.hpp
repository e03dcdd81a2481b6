#pragma once

// Which months, weekdays and hours a tariff's row is for: "Nov-Feb", "Mon-Fri", "7-19;22".

#include <cstdint>
#include <string>
#include <string_view>

#include "sim/base/expected.hpp"

namespace headroom::records {

constexpr std::size_t kMonths = 12;
constexpr std::size_t kWeekdays = 7;
constexpr std::size_t kHours = 24;

enum class CalendarPart : std::uint8_t { kMonth, kWeekday, kHour };

// Bit i: the i-th month (from January), weekday (from Monday) or hour (from midnight) is meant. The
// error is what is wanted.
[[nodiscard]] expected<std::uint32_t, std::string> parse_calendar_part(std::string_view text,
                                                                       CalendarPart part);

// "Jan", "Mon", "07:00".
[[nodiscard]] std::string calendar_name(CalendarPart part, std::size_t index);

// The place in a table [month][weekday][hour].
[[nodiscard]] constexpr std::size_t calendar_index(std::size_t month,
                                                   std::size_t weekday,
                                                   std::size_t hour) {
    return (month * kWeekdays + weekday) * kHours + hour;
}

}  // namespace headroom::records
