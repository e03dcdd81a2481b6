#pragma once

// A value for each hour of a span of time: outdoor temperature, carbon intensity. A step function
// that holds each value for its hour; a whole year of them stands for every year.

#include <cstdint>
#include <vector>

#include "sim/base/civil_date.hpp"
#include "sim/base/contract.hpp"

namespace headroom::sim {

struct HourlySeries {
    static constexpr std::int64_t kHourUs = 3'600'000'000;

    std::int64_t start_us = 0;   // since 1970 UTC; hours begin here and every hour later
    std::vector<double> values;  // at least one

    // A year's 8,760 or 8,784 hours answer for any time: by month, day and hour; a day that the
    // year lacks (29 February) by the day before.
    [[nodiscard]] bool repeats() const {
        return values.size() == 365 * 24 || values.size() == 366 * 24;
    }

    [[nodiscard]] std::int64_t end_us() const {
        return start_us + static_cast<std::int64_t>(values.size()) * kHourUs;
    }

    // Whether it has a value at every time of [from, to).
    [[nodiscard]] bool covers(std::int64_t from_us, std::int64_t to_us) const {
        return repeats() || (from_us >= start_us && to_us <= end_us());
    }

    // When the hour that a time lies in began; also before and behind the series.
    [[nodiscard]] std::int64_t hour_start_us(std::int64_t unix_us) const {
        const std::int64_t behind = (unix_us - start_us) % kHourUs;
        return unix_us - (behind < 0 ? behind + kHourUs : behind);
    }

    // The value that holds at a time, which the series must cover. O(1).
    [[nodiscard]] double value_at(std::int64_t unix_us) const {
        if (unix_us >= start_us && unix_us < end_us()) {
            return values[static_cast<std::size_t>((unix_us - start_us) / kHourUs)];
        }
        HEADROOM_REQUIRE(repeats(), "the time is outside an hourly series shorter than a year");
        return values[index_by_calendar(unix_us)];
    }

    // The time-weighted mean over [from, to), which the series must cover; the value at `from`
    // where the span is empty. O(hours).
    [[nodiscard]] double mean_over(std::int64_t from_us, std::int64_t to_us) const {
        if (to_us <= from_us) {
            return value_at(from_us);
        }
        double sum = 0;
        for (std::int64_t at = from_us; at < to_us;) {
            const std::int64_t hour_end = hour_start_us(at) + kHourUs;
            const std::int64_t until = hour_end < to_us ? hour_end : to_us;
            sum += value_at(at) * static_cast<double>(until - at);
            at = until;
        }
        return sum / static_cast<double>(to_us - from_us);
    }

private:
    // The place of the time's month, day and hour in the year of values.
    [[nodiscard]] std::size_t index_by_calendar(std::int64_t unix_us) const {
        constexpr std::int64_t kDayUs = 24 * kHourUs;
        const std::int64_t hour_us = hour_start_us(unix_us);
        const std::int64_t day = hour_us / kDayUs - (hour_us % kDayUs < 0 ? 1 : 0);
        const CivilDate date = date_of_day(day);
        const std::int64_t start_day = start_us / kDayUs - (start_us % kDayUs < 0 ? 1 : 0);
        const std::int32_t first_year = date_of_day(start_day).year;
        std::int64_t hours = -1;
        for (std::int32_t year = first_year; hours < 0; ++year) {
            const std::int32_t last = days_in_month(year, date.month);
            const CivilDate same{year, date.month, date.day < last ? date.day : last};
            const std::int64_t same_us = days_since_1970(same) * kDayUs + (hour_us - day * kDayUs);
            hours = (same_us - start_us) / kHourUs - (same_us < start_us ? 1 : 0);
        }
        const auto count = static_cast<std::int64_t>(values.size());
        while (hours >= count) {
            hours -= 24;  // 8,760 hours from a leap year's start lack its last day
        }
        return static_cast<std::size_t>(hours);
    }
};

// One value at all times.
[[nodiscard]] inline HourlySeries constant_series(double value) {
    return {0, std::vector<double>(365 * 24, value)};
}

}  // namespace headroom::sim
