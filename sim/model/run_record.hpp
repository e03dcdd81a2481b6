#pragma once

// What happened in one run: facts in columns, nothing derived that `measure` can work out.

#include <array>
#include <cstdint>
#include <vector>

#include "sim/model/facility_record.hpp"
#include "sim/model/failure_record.hpp"

namespace headroom::sim {

enum class JobState : std::uint8_t {
    kPending,  // not yet submitted when the run stopped
    kWaiting,  // still in a queue when the run stopped
    kRunning,  // still running when the run stopped
    kCompleted,
    kKilled,    // ended at its limit
    kRejected,  // larger than what is installed for it, or beyond its partition's limits
};
constexpr std::array<const char*, 6> kJobStateNames{"pending",   "waiting", "running",
                                                    "completed", "killed",  "rejected"};

// What a job waited for. At each instant of its wait exactly one of these holds.
enum class WaitCause : std::uint8_t {
    kNone,           // it did not wait
    kCapacity,       // fewer GPUs are free in its fleets than it needs
    kFragmentation,  // enough are free, but not where placement could use them together
    kOrder,          // it would fit: an earlier job of its own priority is before it
    kPriority,       // it would fit: a job of higher priority is before it
    kReservation,    // it would fit, and would delay the reservation of the head
    kDown,           // fewer GPUs are free than it needs, and with those that are down enough
    kPower,          // GPUs are there that it fits on, but not the power that a cap leaves
    kCarbon,         // it is held back for hours of cleaner electricity
};
constexpr std::size_t kWaitCauses = 9;
constexpr std::array<const char*, kWaitCauses> kWaitCauseNames{"none",  "capacity", "fragmentation",
                                                               "order", "priority", "reservation",
                                                               "down",  "power",    "carbon"};

enum class StopReason : std::uint8_t { kFinished, kHorizon, kCancelled };

// GPU-time by use over the measured window (after the warm-up), in GPU·µs. Always
// allocated + held + free + down = installed.
struct GpuTime {
    Int128 installed = 0;
    Int128 allocated = 0;
    Int128 held = 0;  // the unused rest of a multi-node job's last node
    Int128 down = 0;
    [[nodiscard]] Int128 free() const { return installed - allocated - held - down; }
};

// Exact time integrals over each step of the grid, in (level × µs); level = integral ÷ step length.
struct FleetSeries {
    std::vector<std::int64_t> installed;
    std::vector<std::int64_t> allocated;
    std::vector<std::int64_t> held;
    std::vector<std::int64_t> down;
};
struct QueueSeries {
    std::vector<std::int64_t> waiting_jobs;
    std::vector<std::int64_t> waiting_gpus;
    std::vector<std::int64_t>
        stranded_gpus;  // free while the head waits although the total suffices
};

// A run of consecutive nodes that a job occupied, in 12 bytes because there is one a job or more.
// Of the last node of a job larger than one node fewer GPUs may be used; see held.
struct PlacementRow {
    std::uint32_t job = 0;
    std::uint32_t first_node = 0;
    std::uint16_t nodes = 0;
    std::uint16_t gpus_on_each = 0;
};

// The highest power held for a positive time after the warm-up; -1 where it is not known.
struct PowerPeaks {
    std::vector<Int128> fleet_uw;  // [fleet]
    std::vector<Int128> hall_uw;   // [hall]
    Int128 run_uw = -1;
};

struct RunRecord {
    // By job, in the order of World::jobs. -1: did not happen.
    std::vector<std::int64_t> start_us;  // of its first attempt
    std::vector<std::int64_t> end_us;
    std::vector<JobState> state;
    std::vector<WaitCause> reason;         // the cause it waited for longest
    std::vector<std::int16_t> fleet;       // of its last attempt
    std::vector<PlacementRow> placements;  // in order of start; none for pool placement

    std::vector<FleetSeries> fleet_series;               // [fleet]
    std::vector<QueueSeries> queue_series;               // [queue]
    std::vector<GpuTime> gpu_time;                       // [fleet], measured window
    std::vector<Int128> stranded_gpu_us;                 // [queue], measured window
    std::array<Int128, kWaitCauses> wait_us_by_cause{};  // jobs submitted after the warm-up
    FailureRecord failures;
    PowerPeaks peaks;         // where no facility is modelled
    FacilityRecord facility;  // else

    StopReason stop = StopReason::kFinished;
    std::int64_t stopped_at_us = 0;  // the horizon, the last end, or where it was cancelled
    std::uint64_t events = 0;
};

}  // namespace headroom::sim
