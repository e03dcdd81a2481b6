#include "sim/engine/hall_temperatures.hpp"

#include <algorithm>

namespace headroom::sim {
namespace {

constexpr double kMicroseconds = 1e6;

}  // namespace

HallTemperatures::HallTemperatures(const HallFacility& hall, std::int64_t step_us)
    : air_(*hall.thermal, static_cast<double>(step_us) / kMicroseconds),
      step_us_(step_us),
      gpu_share_(hall.gpu_heat_share),
      law_(hall.throttle),
      racks_(hall.thermal->racks),
      throttles_(hall.thermal->racks),
      ceilings_(hall.thermal->racks, kNoCapLevel),
      gpu_w_(hall.thermal->racks),
      air_w_(hall.thermal->racks) {}

void HallTemperatures::step(std::int64_t now_us, const HallAmbient& ambient, int wanted_level) {
    if (!has_state_) {
        state_ = air_.all_at(ambient.supply_c);
        for (ThrottleState& throttle : throttles_)
            throttle = unthrottled(law_, ambient.supply_c);
        has_state_ = true;
    }
    for (std::size_t rack = 0; rack < racks_.size(); ++rack) {
        const double power_w = racks_[rack].take_w(now_us, step_us_);
        gpu_w_[rack] = gpu_share_ * power_w;
        air_w_[rack] = power_w - gpu_w_[rack];
    }
    const HallHeat heat{gpu_w_,
                        air_w_,
                        room_.take_w(now_us, step_us_),
                        ambient.supply_c,
                        ambient.coolant_c,
                        ambient.outside_c};
    air_.step(heat, state_);
    const double step_s = static_cast<double>(step_us_) / kMicroseconds;
    is_overheated_ = false;
    for (std::size_t rack = 0; rack < racks_.size(); ++rack) {
        // A rack that its law would switch off stays at the lowest level.
        const int level =
            throttle(law_, state_.gpu_c[rack], step_s, wanted_level, throttles_[rack]);
        is_overheated_ = is_overheated_ || level == kShutDownLevel;
        ceilings_[rack] = static_cast<std::int16_t>(std::max(level, 0));
    }
}

double HallTemperatures::hottest_gpu_c() const {
    return has_state_ ? *std::max_element(state_.gpu_c.begin(), state_.gpu_c.end()) : 0;
}

}  // namespace headroom::sim
