#pragma once

// Writes the record of a run as it happens: the job table, placements, series and totals.

#include <cstdint>
#include <vector>

#include "sim/core/checkpoint.hpp"
#include "sim/core/node_table.hpp"
#include "sim/engine/power_meter.hpp"
#include "sim/engine/step_integral.hpp"
#include "sim/engine/wait_clock.hpp"
#include "sim/model/run_record.hpp"
#include "sim/world/world.hpp"

namespace headroom::sim {

// How the GPUs of a fleet are used now.
struct FleetUse {
    std::int64_t installed = 0;
    std::int64_t allocated = 0;
    std::int64_t held = 0;
    std::int64_t down = 0;
};

// The GPUs of one job.
struct JobUse {
    std::int64_t allocated = 0;
    std::int64_t held = 0;
};

// An attempt of a job that a failure cuts short.
struct CutAttempt {
    JobId job;
    FleetId fleet;
    std::uint32_t first_node = 0;
    InterruptedAttempt time;
};

class Recorder {
public:
    Recorder(const World& world, bool with_placements);

    void install(std::int64_t now_us, FleetId fleet, std::int64_t gpus);
    void start(
        std::int64_t now_us, JobId job, FleetId fleet, const NodeTable<Solo>& table, Seat seat);
    void end(std::int64_t now_us, JobId job, FleetId fleet, JobUse use, bool is_killed);
    void interrupt(std::int64_t now_us, const CutAttempt& attempt, JobUse use);
    void fail(std::int64_t now_us, FleetId fleet, std::uint32_t node, std::int64_t repaired_us);
    void repair(std::int64_t now_us, FleetId fleet);
    void reject(JobId job) { record_.state[job.index()] = JobState::kRejected; }
    void wait(JobId job, const CauseTimes& times);  // when its wait is over, or the run
    // A job was held back before it entered its queue.
    void hold(JobId job, std::int64_t duration_us);
    void leave_waiting(JobId job) { record_.state[job.index()] = JobState::kWaiting; }
    void set_queue(std::int64_t now_us,
                   QueueId queue,
                   std::int64_t jobs,
                   std::int64_t gpus,
                   std::int64_t stranded);
    void count_event() { ++record_.events; }

    // How often the job has started. Counted only in a world with failures.
    [[nodiscard]] std::uint32_t attempts(JobId job) const {
        return record_.failures.attempts[job.index()];
    }

    // Totals of the measured window count from now.
    void begin_window(std::int64_t now_us);

    [[nodiscard]] FleetUse use(FleetId fleet) const;
    void set_facility(FacilityRecord record) { record_.facility = std::move(record); }
    [[nodiscard]] RunRecord finish(std::int64_t now_us, StopReason stop);

private:
    struct FleetIntegrals {
        StepIntegral installed, allocated, held;
        GpuTime before_window;
        StepIntegral down;
    };
    struct QueueIntegrals {
        StepIntegral jobs, gpus, stranded;
        Int128 stranded_before_window = 0;
    };

    [[gnu::cold]] void start_attempt(std::int64_t now_us, JobId job);
    [[gnu::cold]] void end_attempt(std::int64_t now_us, JobId job, FleetId fleet);
    void lose(std::int64_t now_us, JobId job, FleetId fleet, std::int64_t lost_us);
    void release(std::int64_t now_us, FleetId fleet, JobUse use);
    void mark_completed();
    void record_placement(JobId job, const NodeTable<Solo>& table, Seat seat, std::uint32_t gpus);

    const World& world_;
    bool with_placements_;
    bool has_failures_;
    RunRecord record_;
    std::vector<FleetIntegrals> fleets_;
    std::vector<QueueIntegrals> queues_;
    PowerMeter power_;
};

}  // namespace headroom::sim
