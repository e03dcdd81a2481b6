#include "sim/engine/cap_calendar.hpp"

#include <algorithm>

#include "sim/world/world.hpp"

namespace headroom::sim {
namespace {

constexpr std::int64_t kHour_us = 3'600'000'000;
constexpr std::int64_t kHoursOfWeek = 168;
// 1 January 1970 was a Thursday: the week that begins on Monday was three days old.
constexpr std::int64_t kHoursIntoFirstWeek = 72;

std::size_t hour_of_week(std::int64_t unix_us) {
    std::int64_t hour = unix_us / kHour_us - (unix_us % kHour_us < 0 ? 1 : 0);
    hour = (hour + kHoursIntoFirstWeek) % kHoursOfWeek;
    return static_cast<std::size_t>(hour < 0 ? hour + kHoursOfWeek : hour);
}

}  // namespace

std::int64_t cap_at(const PowerCap& cap, std::int64_t now_us, std::int64_t start_unix_us) {
    std::int64_t lowest_uw = cap.always_uw;
    if (!cap.weekly_uw.empty()) {
        const std::size_t hour = hour_of_week(start_unix_us + now_us + cap.east_of_utc_us);
        lowest_uw = std::min(lowest_uw, cap.weekly_uw[hour]);
    }
    const auto after = std::upper_bound(
        cap.events.begin(), cap.events.end(), now_us,
        [](std::int64_t time_us, const CapEvent& event) { return time_us < event.from_us; });
    if (after != cap.events.begin() && now_us < std::prev(after)->to_us)
        lowest_uw = std::min(lowest_uw, std::prev(after)->cap_uw);
    return lowest_uw;
}

std::int64_t next_event_us(const PowerCap& cap, std::int64_t now_us) {
    const auto open =
        std::partition_point(cap.events.begin(), cap.events.end(),
                             [&](const CapEvent& event) { return event.to_us <= now_us; });
    if (open == cap.events.end())
        return kNever;
    return open->from_us > now_us ? open->from_us : open->to_us;
}

std::int64_t next_full_hour_us(std::int64_t unix_us) {
    const std::int64_t into_hour = (unix_us % kHour_us + kHour_us) % kHour_us;
    return unix_us - into_hour + kHour_us;
}

}  // namespace headroom::sim
