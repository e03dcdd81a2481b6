#include "src/core/workload/calendar.hpp"

#include <algorithm>

namespace headroom::workload {
namespace {

constexpr std::int32_t kMonths = 1200;
constexpr std::int64_t kMonth_us = 2'629'746'000'000;  // 365.2425 d / 12

std::int64_t modulo(std::int64_t value, std::int64_t divisor) {
    const std::int64_t rest = value % divisor;
    return rest < 0 ? rest + divisor : rest;
}

}  // namespace

Calendar::Calendar(std::optional<Instant> start) {
    // 1970-01-01 was a Thursday.
    since_monday_us_ = start ? modulo(start->unix_us + 72 * kHour_us, kWeek_us) : 0;
    months_us_.reserve(kMonths);
    for (std::int32_t month = 0; month < kMonths; ++month) {
        months_us_.push_back(start ? add_span(*start, {month, 0}).unix_us - start->unix_us
                                   : month * kMonth_us);
    }
}

std::size_t Calendar::month_of(std::int64_t time_us) const {
    const auto found = std::upper_bound(months_us_.begin() + 1, months_us_.end(), time_us);
    return static_cast<std::size_t>(found - months_us_.begin()) - 1;
}

}  // namespace headroom::workload
