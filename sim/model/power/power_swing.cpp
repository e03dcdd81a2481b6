#include "sim/model/power/power_swing.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "sim/base/contract.hpp"

namespace headroom::sim {

PowerSwing power_swing(std::int64_t gpus, double idle_w, std::span<const double> phases_w) {
    HEADROOM_REQUIRE(gpus >= 0 && !phases_w.empty(), std::to_string(gpus) + " GPUs");
    const double count = static_cast<double>(gpus);
    const double hungriest_w = *std::max_element(phases_w.begin(), phases_w.end());
    PowerSwing swing{.start_w = count * std::abs(phases_w.front() - idle_w),
                     .stop_w = count * std::abs(hungriest_w - idle_w)};
    double before_w = phases_w.back();
    for (const double phase_w : phases_w) {
        swing.phase_w = std::max(swing.phase_w, count * std::abs(phase_w - before_w));
        before_w = phase_w;
    }
    return swing;
}

}  // namespace headroom::sim
