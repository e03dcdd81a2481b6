#pragma once

// Durations in 32 bits, for a first look at many of them.

#include <cstdint>

#include "sim/base/host_device.hpp"

namespace headroom::sim {

// About seconds, rounded down, below 2^32 - 1: a <= b implies coarse_time(a) <= coarse_time(b).
[[nodiscard]] HEADROOM_HD inline std::uint32_t coarse_time(std::int64_t duration_us) {
    const std::int64_t steps = duration_us >> 20;
    return steps < 0 ? 0 : steps > 0xFFFFFFFE ? 0xFFFFFFFE : static_cast<std::uint32_t>(steps);
}

}  // namespace headroom::sim
