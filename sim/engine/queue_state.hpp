#pragma once

// One queue during a run: who waits in which order, what the scheduler believes of the running
// jobs, the head's reservation. It is the Cluster of core/scheduling_pass.hpp; what it must not do
// again at every event, it remembers: a reservation stays as it is until a job ends, a fleet opens,
// a node fails or is repaired, the head changes or a running job outlives its estimate. Until then
// mostly only jobs that have just arrived need to be tried; only_arrivals_matter() states the
// exceptions.

#include <cstdint>
#include <limits>
#include <vector>

#include "sim/core/min_tree.hpp"
#include "sim/core/scheduling_pass.hpp"
#include "sim/core/shadow.hpp"
#include "sim/engine/end_order.hpp"
#include "sim/engine/wait_clock.hpp"
#include "sim/world/world.hpp"

namespace headroom::sim {

class State;

class QueueState {
public:
    QueueState(const World& world, QueueId id, State& state);

    // Something happens to this queue at the state's present; called before the change.
    void touch();
    // A job arrives, or comes back to its place in the order.
    void enter(JobId job) { fresh_.push_back(world_->queue_rank[job.index()]); }
    void job_ended(std::uint32_t slot, std::int64_t believed_end_us);
    // A fleet opened, a node failed or was repaired.
    void room_changed() { room_has_changed_ = true; }

    // The scheduling pass of an instant at which something happened.
    void schedule();
    // The run is over: settles the waits of the jobs that still wait.
    void close();

    [[nodiscard]] std::int64_t waiting_jobs() const { return waiting_jobs_; }
    [[nodiscard]] std::int64_t waiting_gpus() const { return waiting_gpus_; }
    // The first waiting job's place, or kNowhere, after the pass.
    [[nodiscard]] std::uint32_t head() const { return head_; }
    [[nodiscard]] JobId job_at(std::uint32_t place) const { return spec_->order[place]; }

    // The Cluster of a scheduling pass.
    [[nodiscard]] std::uint32_t first_waiting();
    [[nodiscard]] std::uint32_t next_waiting(std::uint32_t place);
    [[nodiscard]] std::uint32_t fleet_count(std::uint32_t place) const;
    [[nodiscard]] bool fits(std::uint32_t place, std::uint32_t index) const;
    [[nodiscard]] bool ends_by_reservation(std::uint32_t place);
    [[nodiscard]] bool leaves_head(std::uint32_t place, std::uint32_t index);
    void start(std::uint32_t place, std::uint32_t index);
    void backfill(std::uint32_t place, std::uint32_t index);

private:
    // A waiting job and the fleets of its route, looked up once for the questions of a pass.
    struct Waiting {
        std::uint32_t place = kNowhere;
        JobId id;
        const Job* job = nullptr;
        const std::vector<FleetId>* fleets = nullptr;
    };
    [[nodiscard]] const Waiting& look(std::uint32_t place) const {
        if (seen_.place != place) {
            const JobId id = spec_->order[place];
            const Job& job = world_->jobs[id.index()];
            seen_ = {place, id, &job, &world_->routes[job.route].fleets};
        }
        return seen_;
    }
    [[nodiscard]] const Job& job(std::uint32_t place) const { return *look(place).job; }
    [[nodiscard]] const std::vector<FleetId>& fleets_of(std::uint32_t place) const {
        return *look(place).fleets;
    }
    [[nodiscard]] bool is_easy() const { return spec_->policy == Policy::kEasy; }
    [[nodiscard]] bool has_unlimited_depth() const {
        return spec_->backfill_depth == std::numeric_limits<std::uint32_t>::max();
    }

    [[nodiscard]] bool start_lone_arrival();
    [[nodiscard]] bool only_arrivals_matter() const;
    [[nodiscard]] bool reservation_stands() const;
    void try_arrivals();
    void schedule_all();
    void add_waiting(std::uint32_t place);
    void remove_waiting(std::uint32_t place);
    void start_clock_of_arrivals();
    void settle_wait(std::uint32_t place);
    void make_reservation();
    [[nodiscard]] bool is_admitted(std::uint32_t place, FleetId fleet) const;
    [[nodiscard]] bool head_has_power(FleetId fleet) const;
    [[nodiscard, gnu::cold, gnu::noinline]] bool leaves_head_power(std::uint32_t place,
                                                                   FleetId fleet);
    [[nodiscard, gnu::cold, gnu::noinline]] std::int64_t find_least_demand() const;
    [[nodiscard, gnu::cold, gnu::noinline]] std::int64_t largest_admitted(
        const Route& route, std::int64_t largest_fit) const;
    [[nodiscard]] bool is_shadowed(FleetId fleet) const;
    [[nodiscard]] bool head_fits_off(FleetId fleet) const;
    // What a job must be to be worth a try, until the next start.
    struct Bounds {
        std::uint32_t size = 0;         // fits now
        std::uint32_t size_beside = 0;  // might keep its GPUs beyond S
        bool are_known = false;
    };
    void find_bounds();
    [[nodiscard]] std::uint32_t largest_beside(std::uint32_t largest_fit) const;
    void publish();

    const World* world_;
    const Queue* spec_;
    QueueId id_;
    State* state_;

    std::vector<std::uint64_t> order_words_;
    std::vector<std::uint32_t> size_words_;
    std::vector<std::uint32_t> estimate_words_;
    BitTree order_;                     // places of the waiting jobs
    MinTree sizes_;                     // their sizes, for backfill
    MinTree estimates_;                 // their estimates, rounded down to coarse_time()
    std::vector<std::uint32_t> fresh_;  // places of the jobs that arrived at this instant
    std::int64_t waiting_jobs_ = 0;
    std::int64_t waiting_gpus_ = 0;
    std::uint32_t head_ = kNowhere;
    mutable Waiting seen_;
    Bounds bounds_;

    EndOrder ends_;
    bool room_has_changed_ = false;  // since the last pass by anything but starts
    bool has_moved_fits_ = false;    // packed: a job was backfilled since the last full pass began
    bool has_reservation_ = false;   // reservation_us_ and the shadows are those of head_
    std::int64_t reservation_us_ = 0;     // S
    std::vector<FleetId> shadow_fleets_;  // the fleets of the reserved head's route

    WaitClock clock_;
    bool has_admission_;
    bool shares_power_;  // other queues may take the power that a reservation counts on
    std::int64_t least_demand_uw_ = -1;  // of a GPU of any job of the queue; -1: not looked for yet
    std::vector<std::int64_t> demand_at_s_uw_;  // [hall]: of jobs at S; with admission only
    std::vector<std::uint32_t> reading_of_;  // [place] index in readings_, kNowhere: has not waited
    std::vector<CauseTimes> readings_;       // the clocks when the wait began
    std::vector<std::uint32_t> free_readings_;
    std::vector<WaitClock::RouteView> views_;
};

}  // namespace headroom::sim
