#pragma once

// Writes the record of a run as it happens: the job table, placements, series and totals.

#include <cstdint>
#include <vector>

#include "sim/core/node_table.hpp"
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

class Recorder {
public:
    Recorder(const World& world, bool with_placements);

    void install(std::int64_t now_us, FleetId fleet, std::int64_t gpus);
    void start(
        std::int64_t now_us, JobId job, FleetId fleet, const NodeTable<Solo>& table, Seat seat);
    void end(std::int64_t now_us, JobId job, FleetId fleet, JobUse use, bool is_killed);
    void reject(JobId job) { record_.state[job.index()] = JobState::kRejected; }
    void wait(JobId job, const CauseTimes& times);  // when its wait is over, or the run
    void leave_waiting(JobId job) { record_.state[job.index()] = JobState::kWaiting; }
    void set_queue(std::int64_t now_us,
                   QueueId queue,
                   std::int64_t jobs,
                   std::int64_t gpus,
                   std::int64_t stranded);
    void count_event() { ++record_.events; }

    // Totals of the measured window count from now.
    void begin_window(std::int64_t now_us);

    [[nodiscard]] FleetUse use(FleetId fleet) const;
    [[nodiscard]] RunRecord finish(std::int64_t now_us, StopReason stop);

private:
    struct FleetIntegrals {
        StepIntegral installed, allocated, held;
        GpuTime before_window;
    };
    struct QueueIntegrals {
        StepIntegral jobs, gpus, stranded;
        Int128 stranded_before_window = 0;
    };

    void mark_completed();
    void record_placement(JobId job, const NodeTable<Solo>& table, Seat seat, std::uint32_t gpus);

    const World& world_;
    bool with_placements_;
    RunRecord record_;
    std::vector<FleetIntegrals> fleets_;
    std::vector<QueueIntegrals> queues_;
};

}  // namespace headroom::sim
