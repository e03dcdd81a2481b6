#pragma once

// From draws to the integers of a failure: how long a node runs until it fails, and how long its
// repair takes. Times are at least 1 us, so that a node that comes back never fails at once.

#include <cstdint>

#include "sim/base/detmath_elementary.hpp"

namespace headroom {

// The longest repair: 100 years of 365.25 days.
constexpr std::int64_t kLongestRepair_us = 3'155'760'000'000'000;

// An exponential time to failure with this mean from a uniform in (0, 1), by inversion: ln u of a
// uniform is as good as ln(1 - u).
[[nodiscard]] HEADROOM_HD inline std::int64_t failure_after_us(double uniform,
                                                               std::int64_t mtbf_us) {
    constexpr double kMost = 0x1p60;
    const double after = -detmath::log(uniform) * static_cast<double>(mtbf_us);
    return 1 + static_cast<std::int64_t>(after < kMost ? after : kMost);
}

// The time of a repair that its law says takes so many seconds, rounded down, within [1 us, 100
// years]; 1 us for NaN.
[[nodiscard]] HEADROOM_HD inline std::int64_t repair_us(double seconds) {
    const double time_us = seconds * 1e6;
    if (!(time_us > 1)) {
        return 1;
    }
    constexpr auto kMost = static_cast<double>(kLongestRepair_us);
    return time_us < kMost ? static_cast<std::int64_t>(time_us) : kLongestRepair_us;
}

}  // namespace headroom
