#pragma once

// How much of the GPU-time that jobs held they did work in: measured where a record says it,
// assumed where a scenario does. Activity is a constant of a job; what is not known stays unknown.

#include <vector>

#include "sim/model/run_record.hpp"
#include "sim/world/world.hpp"

namespace headroom::sim {

// GPU-time of jobs inside the measured window by what is known of its activity, in GPU·µs.
struct ActiveTime {
    Int128 measured = 0;
    Int128 assumed = 0;
    Int128 unknown = 0;
    Int128 active_ppm = 0;  // Σ GPU-time × activity, in GPU·µs and millionths

    [[nodiscard]] Int128 known() const { return measured + assumed; }
    [[nodiscard]] double active_gpu_us() const { return static_cast<double>(active_ppm) / 1e6; }
    ActiveTime& operator+=(const ActiveTime& part);
};

// By fleet; empty where no job's activity is known. O(jobs).
[[nodiscard]] std::vector<ActiveTime> add_up_activity(const World& world, const RunRecord& record);

}  // namespace headroom::sim
