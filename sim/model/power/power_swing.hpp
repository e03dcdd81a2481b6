#pragma once

// How far a site's power jumps when all GPUs of a job change what they do at the same instant: what
// a grid operator and a battery's rating ask for. How fast the jump is, is not modelled.

#include <cstdint>
#include <span>

namespace headroom::sim {

// W, each >= 0.
struct PowerSwing {
    double start_w = 0;  // from idle to the first phase
    double stop_w = 0;   // from the hungriest phase to idle: a failure may come in any
    double phase_w = 0;  // the largest jump between phases that follow each other, round and round

    [[nodiscard]] double largest_w() const {
        const double at_ends_w = start_w > stop_w ? start_w : stop_w;
        return at_ends_w > phase_w ? at_ends_w : phase_w;
    }
};

// `phases_w`: what one GPU draws in each phase of work, in their order; at least one. `idle_w`:
// what it draws without the job.
[[nodiscard]] PowerSwing power_swing(std::int64_t gpus,
                                     double idle_w,
                                     std::span<const double> phases_w);

}  // namespace headroom::sim
