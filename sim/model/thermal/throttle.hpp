#pragma once

// The ceiling that heat puts on a rack's cap: a proportional-integral law with a dead band, so that
// it comes to rest. Call it often against the GPUs' time constant (R·C, some 20 s in air): between
// two calls nothing holds a temperature back.

#include "sim/world/thermal_throttle.hpp"

namespace headroom::sim {

// Of one rack. Above slow_c the ceiling only falls, below release_c it only rises, between them it
// rests; a temperature that already moves the right way fast enough changes nothing.
struct ThrottleState {
    double ceiling = 0;     // in levels, with the part of one that is not yet due
    double previous_c = 0;  // temperature at the last call
    bool is_shut_down = false;
};

[[nodiscard]] ThrottleState unthrottled(const ThermalThrottle& law, double gpu_c);

// The ceiling for the time from now on: 0 to top_level, or kShutDownLevel; after a shutdown the
// rack starts again at level 0. `seconds` > 0 since the last call. `wanted_level`: the level that
// the load would draw now; the ceiling starts from there, not from far above it (anti-windup).
[[nodiscard]] int throttle(const ThermalThrottle& law,
                           double gpu_c,
                           double seconds,
                           int wanted_level,
                           ThrottleState& state);

}  // namespace headroom::sim
