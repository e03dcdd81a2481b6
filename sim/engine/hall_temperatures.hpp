#pragma once

// The temperatures of one hall during a run, and the ceilings that they put on its racks. Stepped
// at control instants with the mean power since the last.

#include <cstdint>
#include <span>
#include <vector>

#include "sim/base/wide.hpp"
#include "sim/model/thermal/hall_air.hpp"
#include "sim/model/thermal/throttle.hpp"
#include "sim/world/facility.hpp"

namespace headroom::sim {

// What surrounds the hall.
struct HallAmbient {
    double supply_c = 24;
    double coolant_c = 32;
    double outside_c = 20;
};

class HallTemperatures {
public:
    HallTemperatures(const HallFacility& hall, std::int64_t step_us);

    // From now on the nodes of a rack draw this, and the hall outside its racks.
    void set_rack(std::int64_t now_us, std::size_t rack, std::int64_t nodes_uw) {
        racks_[rack].set(now_us, nodes_uw);
    }
    void set_room(std::int64_t now_us, std::int64_t room_uw) { room_.set(now_us, room_uw); }

    // A step has passed.
    void step(std::int64_t now_us, const HallAmbient& ambient, int wanted_level);

    [[nodiscard]] std::span<const std::int16_t> ceilings() const { return ceilings_; }
    [[nodiscard]] const HallState& temperatures() const { return state_; }
    [[nodiscard]] double hottest_gpu_c() const;
    // Would the law switch any rack off now?
    [[nodiscard]] bool is_overheated() const { return is_overheated_; }

private:
    // Power that is held, and its mean since the last step.
    class Mean {
    public:
        void set(std::int64_t now_us, std::int64_t level_uw) {
            energy_pj_ += static_cast<Wide>(level_uw_) * (now_us - since_us_);
            since_us_ = now_us;
            level_uw_ = level_uw;
        }
        [[nodiscard]] double take_w(std::int64_t now_us, std::int64_t step_us) {
            set(now_us, level_uw_);
            const double mean_w =
                static_cast<double>(energy_pj_) / static_cast<double>(step_us) / 1e6;
            energy_pj_ = 0;
            return mean_w;
        }

    private:
        std::int64_t level_uw_ = 0;
        std::int64_t since_us_ = 0;
        Wide energy_pj_ = 0;
    };

    HallAir air_;
    std::int64_t step_us_;
    double gpu_share_;
    ThermalThrottle law_;
    HallState state_;
    bool has_state_ = false;
    bool is_overheated_ = false;
    std::vector<Mean> racks_;
    Mean room_;
    std::vector<ThrottleState> throttles_;
    std::vector<std::int16_t> ceilings_;
    std::vector<double> gpu_w_, air_w_;
};

}  // namespace headroom::sim
