#pragma once

// The ceiling that heat puts on a rack's cap: proportional-integral on the way down, integral on
// the way up, with a dead band between, so that it comes to rest. Between two calls nothing holds a
// temperature back: with calls each 10 s GPUs of 26 s (R·C) stay below the shutdown wherever the
// lowest cap can be cooled; with one a minute a rack that starts cold in hot air may shut down
// once.

#include "sim/world/thermal_throttle.hpp"

namespace headroom::sim {

// Of one rack. Above slow_c the ceiling only falls, below release_c it only rises, between them it
// rests; a temperature that already falls fast enough changes nothing.
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
