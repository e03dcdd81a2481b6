#include "sim/model/thermal/throttle.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "sim/base/contract.hpp"

namespace headroom::sim {
namespace {

// In levels, the sign that of the heat: what the movement and the distance ask for together.
double asked_levels(const ThermalThrottle& law,
                    double gpu_c,
                    double threshold_c,
                    double seconds,
                    const ThrottleState& state) {
    return law.levels_per_k * (gpu_c - state.previous_c) +
           law.levels_per_k_s * seconds * (gpu_c - threshold_c);
}

}  // namespace

ThrottleState unthrottled(const ThermalThrottle& law, double gpu_c) {
    return {static_cast<double>(law.top_level), gpu_c, false};
}

int throttle(const ThermalThrottle& law,
             double gpu_c,
             double seconds,
             int wanted_level,
             ThrottleState& state) {
    HEADROOM_REQUIRE(seconds > 0, std::to_string(seconds) + " s");
    if (gpu_c >= law.shutdown_c) {
        state = {0, gpu_c, true};
    } else if (state.is_shut_down) {
        state = {0, gpu_c, gpu_c >= law.release_c()};
    } else if (gpu_c > law.slow_c) {
        const double lower = asked_levels(law, gpu_c, law.slow_c, seconds, state);
        const double start = std::min(state.ceiling, static_cast<double>(wanted_level));
        if (lower > 0)
            state.ceiling = std::max(0.0, start - lower);
    } else if (gpu_c < law.release_c()) {
        const double raise = -asked_levels(law, gpu_c, law.release_c(), seconds, state);
        state.ceiling = std::min<double>(law.top_level, state.ceiling + std::max(0.0, raise));
    }
    state.previous_c = gpu_c;
    return state.is_shut_down ? kShutDownLevel : static_cast<int>(std::floor(state.ceiling));
}

}  // namespace headroom::sim
