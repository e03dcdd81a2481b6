#pragma once

// One replication of the event-driven fleet on one team of lanes: the same rules in the same order
// as sim/engine (sim/README.md), in one block of memory, without a heap. Every lane computes the
// same integers; arrays are read and moved by all lanes together.

#include "kernels/queue/measure_trial.hpp"
#include "kernels/queue/queue_memory.hpp"
#include "kernels/queue/queue_pass.hpp"
#include "kernels/queue/sorted_keys.hpp"
#include "kernels/queue/trial_outcome.hpp"
#include "sim/base/entity.hpp"
#include "sim/base/failure_draw.hpp"
#include "sim/base/philox.hpp"

namespace headroom::mc {

// Bits of a key of the completions that tell the slot; the rest is the time.
[[nodiscard]] HEADROOM_HD constexpr std::uint32_t slot_bits(std::uint32_t slots) {
    std::uint32_t bits = 1;
    while ((1u << bits) < slots)
        ++bits;
    return bits;
}

// kFleets: 1 keeps the only fleet's state in registers, kMostFleets takes any plan.
template <class Team, std::uint32_t kFleets>
class QueueTrial {
public:
    using Table = sim::NodeTable<Team>;
    using Shadow = sim::Shadow<Team>;

    // `words` are QueueMemory::words_needed words, `record` has table.count entries.
    HEADROOM_HD QueueTrial(Team team,
                           const QueuePlan& plan,
                           const JobTable& table,
                           std::uint64_t* words,
                           const TrialRecord& record)
        : team_(team),
          plan_(plan),
          jobs_(table),
          record_(record),
          memory_(words, plan),
          slot_bits_(slot_bits(plan.capacity.running)),
          ends_(team, memory_.ends),
          beliefs_(team, memory_.beliefs),
          waiting_(team, memory_.waiting, plan.capacity.waiting) {}

    // `is_stopped()` is asked every few thousand instants, of all lanes alike.
    template <class IsStopped>
    [[nodiscard]] HEADROOM_HD TrialTotals run(std::uint32_t trial, IsStopped&& is_stopped) {
        trial_ = trial;
        clear();
        open_due();
        for (std::uint32_t instant = 1; totals_.status == TrialStatus::kDone && advance();
             ++instant) {
            if (instant % kInstantsBetweenLooks == 0 && is_stopped())
                totals_.status = TrialStatus::kStopped;
            complete_due();
            if (now_us_ == plan_.horizon_us)
                break;
            repair_due();
            open_due();
            fail_due();
            submit_due();
            schedule();
        }
        return close();
    }

    // What a pass reads and changes.
    [[nodiscard]] HEADROOM_HD const QueuePlan& plan() const { return plan_; }
    [[nodiscard]] HEADROOM_HD std::int64_t now_us() const { return now_us_; }
    [[nodiscard]] HEADROOM_HD QueueState& queue(std::uint32_t q) { return queues_[index(q)]; }
    [[nodiscard]] HEADROOM_HD Table& table(std::uint32_t fleet) { return tables_[index(fleet)]; }
    [[nodiscard]] HEADROOM_HD Shadow& shadow(std::uint32_t fleet) { return shadows_[index(fleet)]; }
    [[nodiscard]] HEADROOM_HD WaitingList<Team>& waiting() { return waiting_; }
    [[nodiscard]] HEADROOM_HD const WaitingList<Team>& waiting() const { return waiting_; }
    [[nodiscard]] HEADROOM_HD std::uint32_t job_at(std::uint32_t place) const {
        return jobs_.job_at == nullptr ? place : jobs_.job_at[place];
    }
    [[nodiscard]] HEADROOM_HD const sim::Job& job(std::uint32_t j) const { return jobs_.jobs[j]; }
    [[nodiscard]] HEADROOM_HD SlotShape slot_shape(std::uint32_t slot) const {
        return SlotShape::unpack(memory_.running.shape[slot]);
    }
    [[nodiscard]] HEADROOM_HD std::uint32_t slot_job(std::uint32_t slot) const {
        return memory_.running.job[slot];
    }
    [[nodiscard]] HEADROOM_HD sim::Seat seat_of(std::uint32_t slot) const {
        return {memory_.running.first_node[slot], slot_shape(slot).nodes};
    }
    [[nodiscard]] HEADROOM_HD std::int64_t first_believed_end_us() const {
        return beliefs_.is_empty() ? kNever_us : time_of(beliefs_.first());
    }

    // The believed ends of the running jobs in order, for find_reservation.
    class Believed {
    public:
        HEADROOM_HD explicit Believed(const QueueTrial& trial) : trial_(trial) {}
        [[nodiscard]] HEADROOM_HD bool is_done() const { return at_ == trial_.beliefs_.size(); }
        [[nodiscard]] HEADROOM_HD std::int64_t end_us() const {
            return trial_.time_of(trial_.beliefs_.at(at_));
        }
        [[nodiscard]] HEADROOM_HD std::uint32_t who() const {
            return trial_.slot_of(trial_.beliefs_.at(at_));
        }
        HEADROOM_HD void advance() { ++at_; }

    private:
        const QueueTrial& trial_;
        std::uint32_t at_ = 0;
    };
    [[nodiscard]] HEADROOM_HD Believed believed_ends() const { return Believed(*this); }

    // Puts a job into the list of those that wait.
    HEADROOM_HD void wait(std::uint32_t place, const sim::Job& what) {
        if (waiting_.is_full()) {
            totals_.status = TrialStatus::kOverflowed;
            return;
        }
        waiting_.insert(place, what.gpus, what.estimate_us);
        totals_.most_waiting = larger(totals_.most_waiting, waiting_.size());
    }

    // Starts a job that fits, which is in the list no more.
    HEADROOM_HD sim::Seat start(std::uint32_t j, const sim::Job& what, std::uint32_t fleet) {
        if (ends_.size() == plan_.capacity.running) {
            totals_.status = TrialStatus::kOverflowed;
            return {};
        }
        const std::uint32_t slot = memory_.free_slots[--free_slots_];
        bool is_restart = false;
        const std::int64_t left_us = take_left(j, what, is_restart);
        const bool is_cut = plan_.queues[what_queue(fleet)].kills_at_limit &&
                            what.estimate_us < runs_us(j, left_us, is_restart);
        const sim::Seat seat = table(fleet).place(what.gpus);
        const std::int64_t end_us =
            now_us_ + (is_cut ? what.estimate_us : runs_us(j, left_us, is_restart));
        if (team_.lane() == 0) {
            memory_.running.left_us[slot] = left_us;
            memory_.running.job[slot] = j;
            memory_.running.first_node[slot] = seat.first_node;
            memory_.running.shape[slot] = SlotShape{seat.nodes, fleet, is_restart, is_cut}.pack();
            if (record_.start_us[j] < 0)
                record_.start_us[j] = now_us_;
        }
        if (end_us >= kNever_us >> slot_bits_)
            totals_.status = TrialStatus::kOverflowed;  // the key has no room for it
        ends_.insert(key(end_us, slot));
        if (believes(fleet) && now_us_ + what.estimate_us >= kNever_us >> slot_bits_)
            totals_.status = TrialStatus::kOverflowed;
        if (believes(fleet))
            beliefs_.insert(key(believed_end_us(now_us_, what), slot));
        power_uw_[index(fleet)] += plan_.fleets[fleet].slope_uw * what.gpus;
        totals_.most_running = larger(totals_.most_running, ends_.size());
        return seat;
    }

    HEADROOM_HD void set_stranded(QueueState& queue, std::int64_t gpus) {
        if (gpus == queue.stranded_gpus)
            return;
        totals_.stranded_gpu_us +=
            static_cast<Int128>(queue.stranded_gpus) * measured_since(queue.stranded_since_us);
        queue.stranded_gpus = gpus;
        queue.stranded_since_us = now_us_;
    }

private:
    [[nodiscard]] HEADROOM_HD static constexpr std::uint32_t index(std::uint32_t i) {
        return kFleets == 1 ? 0 : i;
    }
    [[nodiscard]] HEADROOM_HD static std::uint32_t larger(std::uint32_t a, std::uint32_t b) {
        return a > b ? a : b;
    }
    [[nodiscard]] HEADROOM_HD std::uint64_t key(std::int64_t time_us, std::uint32_t slot) const {
        return static_cast<std::uint64_t>(time_us) << slot_bits_ | slot;
    }
    [[nodiscard]] HEADROOM_HD std::int64_t time_of(std::uint64_t key) const {
        return static_cast<std::int64_t>(key >> slot_bits_);
    }
    [[nodiscard]] HEADROOM_HD std::uint32_t slot_of(std::uint64_t key) const {
        return static_cast<std::uint32_t>(key) & ((1u << slot_bits_) - 1);
    }
    [[nodiscard]] HEADROOM_HD std::uint32_t what_queue(std::uint32_t fleet) const {
        return plan_.fleets[fleet].queue;
    }
    [[nodiscard]] HEADROOM_HD bool believes(std::uint32_t fleet) const {
        return plan_.queues[what_queue(fleet)].policy == sim::Policy::kEasy;
    }
    // What cannot be told in a key is as good as never.
    [[nodiscard]] HEADROOM_HD std::int64_t believed_end_us(std::int64_t start_us,
                                                           const sim::Job& what) const {
        const std::int64_t latest_us = kNever_us >> slot_bits_;
        const std::int64_t end_us = start_us + what.estimate_us;
        return end_us < latest_us ? end_us : latest_us;
    }
    [[nodiscard]] HEADROOM_HD sim::Checkpointing checkpointing(std::uint32_t j) const {
        return jobs_.checkpointing_of == nullptr ? sim::Checkpointing{}
                                                 : plan_.checkpointing[jobs_.checkpointing_of[j]];
    }
    [[nodiscard]] HEADROOM_HD std::int64_t runs_us(std::uint32_t j,
                                                   std::int64_t left_us,
                                                   bool is_restart) const {
        return is_restart ? left_us + checkpointing(j).restart_us : left_us;
    }
    [[nodiscard]] HEADROOM_HD std::int64_t measured_since(std::int64_t time_us) const {
        const std::int64_t from_us = time_us > plan_.warmup_us ? time_us : plan_.warmup_us;
        return now_us_ > from_us ? now_us_ - from_us : 0;
    }

    HEADROOM_HD void clear();
    [[nodiscard]] HEADROOM_HD bool advance();
    HEADROOM_HD void note_peaks();
    HEADROOM_HD void complete_due();
    HEADROOM_HD void repair_due();
    HEADROOM_HD void open_due();
    HEADROOM_HD void fail_due();
    HEADROOM_HD void submit_due();
    HEADROOM_HD void schedule();
    [[nodiscard]] HEADROOM_HD TrialTotals close();

    HEADROOM_HD QueueState& touch(std::uint32_t fleet_queue) {
        QueueState& state = queue(fleet_queue);
        state.is_touched = true;
        return state;
    }
    struct Attempt {
        std::uint32_t slot, job, fleet;
        std::int64_t start_us;
        bool is_restart, is_cut;
    };
    [[nodiscard]] HEADROOM_HD Attempt read_attempt(std::uint64_t key) const;
    HEADROOM_HD void leave(const Attempt& attempt);
    HEADROOM_HD void account(const Attempt& attempt);
    HEADROOM_HD void end(const Attempt& attempt);
    HEADROOM_HD void interrupt(const Attempt& attempt);
    HEADROOM_HD void submit(std::uint32_t j);
    HEADROOM_HD void enter(std::uint32_t queue, std::uint32_t place, const sim::Job& what);
    [[nodiscard]] HEADROOM_HD bool can_ever_run(const sim::Job& what);
    [[nodiscard]] HEADROOM_HD std::int64_t take_left(std::uint32_t j,
                                                     const sim::Job& what,
                                                     bool& is_restart);
    HEADROOM_HD void open(std::uint32_t fleet);
    HEADROOM_HD void fail(std::uint32_t fleet, std::uint32_t node);
    HEADROOM_HD void clear_node(std::uint32_t fleet, std::uint32_t node);
    [[nodiscard]] HEADROOM_HD bool is_on(std::uint64_t key,
                                         std::uint32_t fleet,
                                         std::uint32_t node) const;
    template <class Change>
    HEADROOM_HD void change_due_nodes(std::uint32_t down, Change&& change);
    HEADROOM_HD void find_next_clock();
    HEADROOM_HD void count_down(std::uint32_t fleet);
    [[nodiscard]] HEADROOM_HD double node_uniform(std::uint32_t fleet,
                                                  std::uint32_t node,
                                                  Stream stream,
                                                  std::uint32_t draw) const {
        return draw_uniform({.seed = plan_.seed,
                             .stream = stream,
                             .entity = entity_at(plan_.fleets[fleet].entity_prefix, node),
                             .index = draw,
                             .trial = trial_});
    }

    static constexpr std::uint32_t kInstantsBetweenLooks = 4096;
    static constexpr std::uint32_t kDown = 1u << 31;  // of NodeClocks::failures

    Team team_;
    const QueuePlan& plan_;
    const JobTable jobs_;
    const TrialRecord record_;
    QueueMemory memory_;
    std::uint32_t slot_bits_;
    SortedKeys<Team> ends_;     // of the running jobs
    SortedKeys<Team> beliefs_;  // when they would end by their estimates
    WaitingList<Team> waiting_;
    Table tables_[kFleets];
    Shadow shadows_[kFleets];
    QueueState queues_[kFleets];

    std::uint32_t trial_ = 0;
    std::int64_t now_us_ = 0;
    std::uint32_t free_slots_ = 0;
    std::uint32_t interrupted_ = 0;
    std::uint32_t next_job_ = 0;
    std::uint32_t jobs_ended_ = 0;
    std::uint32_t unopened_ = 0;  // a bit a fleet
    std::int64_t next_opening_us_ = kNever_us;
    std::int64_t next_clock_us_ = kNever_us;
    std::int64_t power_uw_[kFleets] = {};
    std::int64_t down_since_us_[kFleets] = {};
    FleetTotals fleet_totals_[kFleets];
    TrialTotals totals_;
};

}  // namespace headroom::mc

#include "kernels/queue/queue_trial_events.hpp"
#include "kernels/queue/queue_trial_nodes.hpp"
