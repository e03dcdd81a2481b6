#include "sim/model/thermal/throttle.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "sim/base/contract.hpp"

namespace headroom::sim {
namespace {

// Levels to go down at a temperature above the threshold; negative where it falls fast enough.
double levels_down(const ThermalThrottle& law,
                   double gpu_c,
                   double seconds,
                   const ThrottleState& state) {
    const double beyond_k = gpu_c - law.slow_c;
    const double was_beyond_k = std::max(0.0, state.previous_c - law.slow_c);
    return law.levels_per_k * (beyond_k - was_beyond_k) + law.levels_per_k_s * seconds * beyond_k;
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
        const double down = levels_down(law, gpu_c, seconds, state);
        const double start = std::min(state.ceiling, static_cast<double>(wanted_level));
        if (down > 0)
            state.ceiling = std::max(0.0, start - down);
    } else if (gpu_c < law.release_c()) {
        const double up = law.levels_per_k_s * seconds * (law.release_c() - gpu_c);
        state.ceiling = std::min<double>(law.top_level, state.ceiling + up);
    }
    state.previous_c = gpu_c;
    return state.is_shut_down ? kShutDownLevel : static_cast<int>(std::floor(state.ceiling));
}

}  // namespace headroom::sim
