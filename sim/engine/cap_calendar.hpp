#pragma once

// A power cap as time goes on: what holds now, and when that may change.

#include <cstdint>

#include "sim/world/facility.hpp"

namespace headroom::sim {

// µW at a time of the run; `start_unix_us` is the calendar time of 0.
[[nodiscard]] std::int64_t cap_at(const PowerCap& cap,
                                  std::int64_t now_us,
                                  std::int64_t start_unix_us);

// The first begin or end of an event after `now_us`; kNever if there is none. Hours of the week
// change at full hours.
[[nodiscard]] std::int64_t next_event_us(const PowerCap& cap, std::int64_t now_us);

// The first full hour after a time since 1970.
[[nodiscard]] std::int64_t next_full_hour_us(std::int64_t unix_us);

}  // namespace headroom::sim
