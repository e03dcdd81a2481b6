#pragma once

// Everything that changes during a run. simulate() drives it through its verbs; observers read it.

#include <cstdint>
#include <optional>
#include <vector>

#include "sim/core/node_table.hpp"
#include "sim/core/shadow.hpp"
#include "sim/engine/completion_heap.hpp"
#include "sim/engine/facility_state.hpp"
#include "sim/engine/node_clocks.hpp"
#include "sim/engine/observer.hpp"
#include "sim/engine/queue_state.hpp"
#include "sim/engine/recorder.hpp"
#include "sim/world/world.hpp"

namespace headroom::sim {

// What its end needs is here, so that a long job's end does not fetch what was known at its start.
struct RunningJob {
    JobId job;
    FleetId fleet;
    Seat seat;
    std::int64_t believed_end_us = 0;
    std::uint32_t gpus = 0;  // 0: it was interrupted, and its completion is void
    bool is_cut = false;     // it ends at its limit
};

class State {
public:
    State(const World& world, Observer* observer, bool record_placements);
    State(const State&) = delete;
    State& operator=(const State&) = delete;

    // Goes on to the next time at which something is due. False when nothing is left to do.
    [[nodiscard]] bool advance();
    [[nodiscard]] bool is_at_horizon() const { return now_us_ == world_.horizon_us; }
    void complete_due();
    void repair_due() {
        if (has_failures_) [[unlikely]]
            repair_nodes();
    }
    void open_fleets_due();
    void fail_due() {
        if (has_failures_) [[unlikely]]
            fail_nodes();
    }
    void control_facility_due() {
        if (has_facility_ && facility_->next_tick_us() <= now_us_) [[unlikely]]
            control_facility();
    }
    void submit_due();
    void release_due() {
        if (holds_jobs_) [[unlikely]]
            release_held();
    }
    void schedule();
    [[nodiscard]] RunRecord finish(StopReason stop);

    // What observers and queues read.
    [[nodiscard]] const World& world() const { return world_; }
    [[nodiscard]] std::int64_t now_us() const { return now_us_; }
    [[nodiscard]] FleetUse use(FleetId fleet) const { return recorder_.use(fleet); }
    [[nodiscard]] const NodeTable<Solo>& table(FleetId fleet) const {
        return tables_[fleet.index()];
    }
    [[nodiscard]] const QueueState& queue(QueueId queue) const { return queues_[queue.index()]; }
    [[nodiscard]] const RunningJob& running(std::uint32_t slot) const { return running_[slot]; }
    // Only where one is modelled.
    [[nodiscard]] const FacilityState& facility() const { return *facility_; }
    [[nodiscard]] bool has_failures() const { return has_failures_; }
    // Has the job run before? Only in a world with failures.
    [[nodiscard]] bool is_restart(JobId job) const {
        return has_failures_ && recorder_.attempts(job) > 0;
    }
    [[nodiscard]] std::uint64_t jobs_submitted() const { return next_job_; }
    [[nodiscard]] std::uint64_t jobs_ended() const { return jobs_ended_; }

    // What queues change.
    [[nodiscard]] Recorder& recorder() { return recorder_; }
    [[nodiscard]] Shadow<Solo>& shadow(FleetId fleet) { return shadows_[fleet.index()]; }
    // Places a waiting job that fits; returns its slot among the running.
    std::uint32_t start(JobId job, FleetId fleet);

private:
    struct Opening {
        std::int64_t time_us = 0;
        FleetId fleet;
    };

    void build_tables();
    void list_openings();
    void open(FleetId fleet);
    [[gnu::cold]] void drop_void_completions();
    [[nodiscard, gnu::cold]] std::int64_t next_of_facility_us();
    [[nodiscard, gnu::cold]] bool may_go_on(std::int64_t nodes_us) const;
    [[gnu::cold]] void complete_clocked();
    [[gnu::cold]] void start_in_facility(std::uint32_t slot, std::int64_t work_us);
    [[gnu::cold]] void control_facility();
    [[gnu::cold]] void release_held();
    [[gnu::cold]] void power_changed();
    void end(std::uint32_t slot);
    [[gnu::cold]] void repair_nodes();
    [[gnu::cold]] void fail_nodes();
    void fail(const NodeClocks::Failure& failure);
    [[gnu::cold]] void interrupt_jobs_on(FleetId fleet, std::uint32_t node);
    [[gnu::cold]] void interrupt(std::uint32_t slot);
    [[nodiscard]] bool has_seat_on(const RunningJob& job, std::uint32_t node) const;
    [[nodiscard, gnu::cold]] std::int64_t length_of_attempt(JobId job) const;
    void submit(JobId job);
    [[nodiscard]] bool can_ever_run(JobId job);
    [[nodiscard]] QueueState& touch(QueueId queue);

    const World& world_;
    Observer* observer_;
    Recorder recorder_;
    std::vector<std::uint64_t> words_;     // of tables and shadows
    std::vector<NodeTable<Solo>> tables_;  // [fleet]
    std::vector<Shadow<Solo>> shadows_;    // [fleet]
    std::vector<QueueId> queue_of_;        // [fleet]; kNowhere: no partition uses it
    std::vector<QueueState> queues_;
    std::vector<std::uint8_t> is_touched_;  // [queue]
    std::vector<QueueId> touched_;

    CompletionHeap completions_;
    std::vector<RunningJob> running_;  // by slot
    std::vector<std::uint32_t> free_slots_;
    std::vector<Opening> openings_;
    std::size_t next_opening_ = 0;
    std::size_t next_job_ = 0;
    std::size_t next_barred_ = 0;
    std::uint64_t jobs_ended_ = 0;
    std::uint32_t sequence_ = 0;
    std::int64_t now_us_ = 0;
    bool is_measuring_ = false;

    // Asked at every event, and so here and not behind the parts that they announce.
    bool has_failures_;
    bool has_facility_;   // a facility is modelled
    bool is_clocked_;     // jobs run by its clocks
    bool has_admission_;  // and wait for its power
    bool holds_jobs_;     // some enter their queue after their submit
    NodeClocks clocks_;
    std::vector<std::int64_t> saved_us_;  // [job]: progress that lasts; empty without failures

    struct Held {
        std::int64_t release_us = 0;
        JobId job;
        friend auto operator<=>(const Held&, const Held&) = default;
    };
    std::optional<FacilityState> facility_;
    CompletionHeap limits_;   // of clocked jobs that end at their estimate; void once they ended
    std::vector<Held> held_;  // a heap, the first release on top
    std::int64_t last_job_us_ = 0;  // when a job last started, ended or arrived
};

}  // namespace headroom::sim
