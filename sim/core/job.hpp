#pragma once

// What the rules know of a job, in 32 bytes: a run reads one for every submission, and a GPU reads
// thousands at once.

#include <cstdint>

namespace headroom::sim {

struct Job {
    std::int64_t submit_us = 0;
    std::int64_t work_us = 0;      // run time at reference speed
    std::int64_t estimate_us = 0;  // for backfill: wall time the scheduler believes
    std::uint32_t gpus = 0;
    std::uint16_t route = 0;  // index of the routes
    std::uint16_t priority_level =
        0;  // index of the job's priority among those that occur, 0 = highest
};
static_assert(sizeof(Job) == 32);

}  // namespace headroom::sim
