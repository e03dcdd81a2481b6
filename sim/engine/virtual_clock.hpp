#pragma once

// The clock of jobs that share a speed: time at reference speed, exact in units of 2^-20 µs. A
// change of speed moves this one clock, and no job's end.

#include <cstdint>

#include "sim/base/wide.hpp"
#include "sim/world/cap_ladder.hpp"
#include "sim/world/world.hpp"

namespace headroom::sim {

constexpr int kSpeedBits = 20;

class VirtualClock {
public:
    // Time at reference speed until a real time that is not before the last change, 2^-20 µs.
    [[nodiscard]] Wide at(std::int64_t now_us) const {
        return base_ + static_cast<Wide>(now_us - since_us_) * speed_;
    }
    [[nodiscard]] std::int64_t speed_q20() const { return speed_; }

    void set_speed(std::int64_t now_us, std::int64_t speed_q20) {
        base_ = at(now_us);
        since_us_ = now_us;
        speed_ = speed_q20;
    }

    // The first real time at which the clock shows at least this; kNever while it stands still.
    [[nodiscard]] std::int64_t time_of(Wide reading) const {
        const Wide left = reading - base_;
        if (left <= 0)
            return since_us_;
        if (speed_ == 0)
            return kNever;
        const Wide wait_us = (left + speed_ - 1) / speed_;
        return wait_us < kNever - since_us_ ? since_us_ + static_cast<std::int64_t>(wait_us)
                                            : kNever;
    }

private:
    Wide base_ = 0;
    std::int64_t since_us_ = 0;
    std::int64_t speed_ = kReferenceSpeedQ20;
};

}  // namespace headroom::sim
