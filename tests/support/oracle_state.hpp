#pragma once

// The oracle's state at one instant and its verbs; oracle.cpp says what happens,
// oracle_accounts.cpp what is counted between two instants.

#include <algorithm>
#include <optional>
#include <vector>

#include "tests/support/facility_oracle.hpp"
#include "tests/support/oracle.hpp"
#include "tests/support/oracle_nodes.hpp"
#include "tests/support/oracle_places.hpp"

namespace headroom::sim {

struct RunningJob {
    std::size_t job = 0;
    std::int64_t needed_us = 0;        // of work at reference speed
    Wide left_q20 = 0;                 // of it, in 2^-20 us
    std::int64_t limit_us = kForever;  // when it is killed
    std::int64_t estimated_end_us = 0;
    Grant grant;
    std::int64_t start_us = 0;
    std::int64_t overhead_us = 0;  // of the work, for restarting
    std::int64_t speed_q20 = kReferenceSpeedQ20;
};

// What failures leave of a job.
struct Progress {
    std::uint32_t attempts = 0;
    std::int64_t saved_us = 0;
};

// What there is for jobs: free GPUs, and in each hall what others draw above idle.
struct Room {
    FreeFleets free;
    std::vector<std::int64_t> demand_uw;
};

struct Reservation {
    std::int64_t start_us = kForever;
    Room shadow;
};

class Oracle {
public:
    explicit Oracle(const World& world);
    OracleRun run();

private:
    const Job& job(std::size_t index) const { return world_.jobs[index]; }
    const std::vector<FleetId>& route(std::size_t index) const {
        return world_.routes[job(index).route].fleets;
    }
    std::size_t queue_index(std::size_t index) const {
        return world_.routes[job(index).route].queue.index();
    }
    const Queue& queue_of(std::size_t index) const { return world_.queues[queue_index(index)]; }
    bool fits_somewhere(std::size_t index, const FreeFleets& fleets) const;
    bool is_barred(std::size_t index) const;
    std::int64_t end_of(const RunningJob& running) const;
    std::int64_t demand_uw(const RunningJob& running) const;
    Room room_now() const;
    std::optional<Grant> grant_in(const Room& room, std::size_t index, FleetId fleet) const;
    bool is_given_up() const;
    std::int64_t next_instant() const;
    bool has_work() const;

    void do_instant();
    void complete_jobs();
    void repair_nodes();
    void commission_fleets();
    void fail_nodes();
    void interrupt(const RunningJob& running);
    void lose(const RunningJob& running, std::int64_t lost_us);
    void control_facility();
    void admit_jobs();
    void release_jobs();
    void look_again_in_all_queues();
    void settle_facility();
    void wait_in_queue(std::size_t index);
    void run_pass(std::size_t queue);
    void run_backfill(std::size_t queue);
    bool has_place(const Room& room, std::size_t index) const;
    bool try_to_start(std::size_t index);
    bool try_to_backfill(std::size_t index, std::size_t head, Reservation& reservation);
    Reservation reserve(std::size_t head) const;
    void start(std::size_t index, const Grant& grant);

    void account_until(std::int64_t to);
    void account_jobs(std::size_t queue, std::int64_t to);
    void account_wait(std::size_t index, WaitCause why, std::int64_t to);
    void account_fleet(std::size_t fleet, std::int64_t to);
    void account_queue(std::size_t queue, std::int64_t to);
    void account_power(std::int64_t to);
    WaitCause cause_of_wait(std::size_t index, std::size_t head) const;
    bool would_have_power(std::size_t index, std::size_t head) const;
    std::int64_t free_on_route(std::size_t index) const;
    std::int64_t down_on_route(std::size_t index) const;
    std::int64_t measured(std::int64_t to) const {
        return std::max<std::int64_t>(0, to - std::max(now_, world_.warmup_us));
    }
    void fill_reasons();

    const World& world_;
    OracleNodes nodes_;
    FacilityOracle facility_;
    std::vector<PoweredJob> powered_;  // as running_, since the last instant
    bool has_admission_ = false;
    std::int64_t next_tick_us_ = kForever;
    std::int64_t last_job_us_ = 0;   // when one started, ended or came
    std::vector<std::size_t> held_;  // until their release
    std::vector<WaitCause> cause_;   // [job], since the last pass of its queue
    OracleRun result_;
    std::vector<Progress> progress_;  // [job]
    FreeFleets free_;
    std::vector<bool> is_installed_;
    std::vector<RunningJob> running_;
    std::vector<std::vector<std::size_t>> waiting_;  // [queue], in queue order
    std::vector<bool> has_changed_;                  // [queue], since its last pass
    std::size_t next_job_ = 0;
    std::int64_t now_ = 0;
    bool started_zero_length_ = false;
};

}  // namespace headroom::sim
