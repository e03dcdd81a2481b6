#pragma once

// Days since 1970 to and from year, month and day of the proleptic Gregorian calendar, in integers
// and without <chrono>. Years -32000 to 32000.

#include <cstdint>

namespace headroom {

struct CivilDate {
    std::int32_t year = 1970;
    std::int32_t month = 1;  // 1 … 12
    std::int32_t day = 1;    // 1 … 31
    friend constexpr bool operator==(const CivilDate&, const CivilDate&) = default;
};

[[nodiscard]] constexpr bool is_leap_year(std::int32_t year) {
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

[[nodiscard]] constexpr std::int32_t days_in_month(std::int32_t year, std::int32_t month) {
    if (month == 2) {
        return is_leap_year(year) ? 29 : 28;
    }
    return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

// Counted in years that begin in March, so that the leap day is the last of one: an era is 400 of
// them and has 146,097 days.
[[nodiscard]] constexpr std::int64_t days_since_1970(const CivilDate& date) {
    constexpr std::int64_t kEraYears = 400, kEraDays = 146'097, kDaysTo1970 = 719'468;
    const std::int64_t year = std::int64_t{date.year} - (date.month <= 2 ? 1 : 0);
    const std::int64_t era = (year >= 0 ? year : year - (kEraYears - 1)) / kEraYears;
    const std::int64_t of_era = year - era * kEraYears;
    const std::int64_t month = (date.month + 9) % 12;  // from March
    const std::int64_t of_year = (153 * month + 2) / 5 + date.day - 1;
    return era * kEraDays + of_era * 365 + of_era / 4 - of_era / 100 + of_year - kDaysTo1970;
}

[[nodiscard]] constexpr CivilDate date_of_day(std::int64_t day_since_1970) {
    constexpr std::int64_t kEraYears = 400, kEraDays = 146'097, kDaysTo1970 = 719'468;
    const std::int64_t day = day_since_1970 + kDaysTo1970;
    const std::int64_t era = (day >= 0 ? day : day - (kEraDays - 1)) / kEraDays;
    const std::int64_t of_era = day - era * kEraDays;
    const std::int64_t year = (of_era - of_era / 1460 + of_era / 36'524 - of_era / 146'096) / 365;
    const std::int64_t of_year = of_era - (365 * year + year / 4 - year / 100);
    const std::int64_t month = (5 * of_year + 2) / 153;  // from March
    const auto calendar_month = static_cast<std::int32_t>(month < 10 ? month + 3 : month - 9);
    return {static_cast<std::int32_t>(era * kEraYears + year) + (calendar_month <= 2 ? 1 : 0),
            calendar_month, static_cast<std::int32_t>(of_year - (153 * month + 2) / 5 + 1)};
}

}  // namespace headroom
