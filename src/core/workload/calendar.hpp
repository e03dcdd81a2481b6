#pragma once

// Months and weekdays of the simulation's time, with a calendar or without: then time 0 is a Monday
// at 0:00 and a month a twelfth of a year of 365.2425 days.

#include <cstdint>
#include <optional>
#include <vector>

#include "sim/base/units.hpp"

namespace headroom::workload {

constexpr std::int64_t kHour_us = 3'600'000'000;
constexpr std::int64_t kWeek_us = 168 * kHour_us;

class Calendar {
public:
    explicit Calendar(std::optional<Instant> start);

    // Microseconds from Monday 0:00 UTC to time 0, in [0, one week).
    [[nodiscard]] std::int64_t since_monday_us() const { return since_monday_us_; }
    // When each month since the start begins; the first at 0. After the last, 100 years later,
    // nothing changes any more.
    [[nodiscard]] const std::vector<std::int64_t>& months_us() const { return months_us_; }
    // O(log months); a time before 0 is in the first month.
    [[nodiscard]] std::size_t month_of(std::int64_t time_us) const;

private:
    std::int64_t since_monday_us_ = 0;
    std::vector<std::int64_t> months_us_;
};

}  // namespace headroom::workload
