#include "sim/model/carbon/best_start.hpp"

#include <algorithm>
#include <cmath>

#include "sim/base/contract.hpp"
#include "sim/base/wide.hpp"

namespace headroom::sim {
namespace {

// ∫ of the intensity over [from, to) in 1e-6 of its unit times µs: whole numbers, so that a sum
// does not depend on where it began.
Wide integrate(const HourlySeries& intensity, std::int64_t from_us, std::int64_t to_us) {
    constexpr double kParts = 1e6;
    Wide sum = 0;
    for (std::int64_t at = from_us; at < to_us;) {
        const std::int64_t until =
            std::min(to_us, intensity.hour_start_us(at) + HourlySeries::kHourUs);
        sum += Wide{std::llround(intensity.value_at(at) * kParts)} * (until - at);
        at = until;
    }
    return sum;
}

}  // namespace

std::int64_t best_start_us(const HourlySeries& intensity,
                           std::int64_t submit_us,
                           std::int64_t slack_us,
                           std::int64_t length_us,
                           std::int64_t step_us) {
    HEADROOM_REQUIRE(step_us > 0, std::to_string(step_us));
    if (slack_us <= 0 || length_us <= 0) {
        return submit_us;
    }
    const std::int64_t latest_us = submit_us + slack_us;
    const std::int64_t behind_us = submit_us % step_us;
    std::int64_t next_us = submit_us - (behind_us < 0 ? behind_us + step_us : behind_us) + step_us;
    std::int64_t start_us = submit_us, best_us = submit_us;
    Wide sum = integrate(intensity, start_us, start_us + length_us);
    Wide least = sum;
    for (; next_us <= latest_us; next_us += step_us) {
        sum += integrate(intensity, start_us + length_us, next_us + length_us) -
               integrate(intensity, start_us, next_us);
        start_us = next_us;
        if (sum < least) {
            least = sum;
            best_us = start_us;
        }
    }
    return best_us;
}

}  // namespace headroom::sim
