#pragma once

// What one trial leaves: its totals in integers, and, where somebody wants to see them, the times
// of each job.

#include <cstdint>

#include "kernels/queue/queue_plan.hpp"
#include "sim/base/wide.hpp"

namespace headroom::mc {

using Int128 = Wide;

enum class TrialStatus : std::uint32_t {
    kDone,
    kOverflowed,  // it needed more than its capacity: its totals mean nothing
    kStopped,     // it was told to stop: likewise
};

enum class TrialJobState : std::uint8_t { kPending, kRejected, kCompleted, kKilled, kUnfinished };

// Of one fleet after the warm-up; times in GPU·µs.
struct FleetTotals {
    Int128 installed = 0;
    Int128 allocated = 0;
    Int128 held = 0;
    Int128 down = 0;
    Int128 lost = 0;  // of allocated: left no lasting progress
    std::uint32_t failures = 0;
    std::uint32_t interruptions = 0;  // of jobs
    std::int64_t peak_uw = -1;        // highest power held for a while; -1: none was
    std::int64_t hall_peak_uw = -1;   // of the hall, with its lowest fleet
};

struct WaitTotals {
    Int128 sum_us = 0;
    std::int64_t p50_us = 0;  // nearest ranks
    std::int64_t p95_us = 0;
    std::int64_t p99_us = 0;
    std::int64_t longest_us = 0;
    std::uint32_t jobs = 0;  // submitted after the warm-up and not rejected
};

struct TrialTotals {
    WaitTotals waits;
    FleetTotals fleets[kMostFleets];
    Int128 stranded_gpu_us = 0;
    std::int64_t peak_uw = -1;
    std::int64_t last_end_us = 0;  // 0 if no job ended
    std::int64_t stopped_at_us = 0;
    std::uint64_t events = 0;
    std::uint64_t schedule_hash = 0;  // of each job's start and end
    std::uint32_t submitted = 0;
    std::uint32_t completed = 0;
    std::uint32_t killed = 0;
    std::uint32_t rejected = 0;
    std::uint32_t waiting = 0;
    std::uint32_t running = 0;
    std::uint32_t most_running = 0;
    std::uint32_t most_waiting = 0;
    std::uint32_t growing_queues = 0;  // a bit a queue that kept growing
    TrialStatus status = TrialStatus::kDone;
};

// [job] of one trial, the caller's memory.
struct TrialRecord {
    std::int64_t* start_us = nullptr;  // first start; -1: none
    std::int64_t* end_us = nullptr;    // -1: none
    TrialJobState* state = nullptr;
    std::int64_t* waits_us = nullptr;  // scratch
};

}  // namespace headroom::mc
