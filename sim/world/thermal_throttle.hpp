#pragma once

// When a rack of hot GPUs lowers its cap, and how fast. Defaults are planning defaults of current
// data-centre GPUs, not references. A level is a step of the cap ladder; -1 is shut down.

#include "sim/world/cap_ladder.hpp"

namespace headroom::sim {

struct ThermalThrottle {
    double slow_c = 87;            // above it the cap goes down
    double release_k = 5;          // it comes back only this much below
    double shutdown_c = 95;        // the rack switches off, until it is below slow_c - release_k
    double levels_per_k = 4;       // down, for each kelvin that it warms beyond slow_c
    double levels_per_k_s = 0.04;  // down or up, for each kelvin beyond either threshold, a second
    int top_level = kNoCapLevel;

    [[nodiscard]] double release_c() const { return slow_c - release_k; }
};

inline constexpr int kShutDownLevel = -1;

}  // namespace headroom::sim
