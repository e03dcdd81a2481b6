#include "tests/support/oracle.hpp"

#include <algorithm>
#include <map>
#include <optional>

#include "tests/support/oracle_state.hpp"

namespace headroom::sim {

Oracle::Oracle(const World& world)
    : world_(world),
      nodes_(world),
      facility_(world),
      cause_(world.jobs.size(), WaitCause::kNone),
      progress_(world.jobs.size()),
      free_(world.fleets.size()),
      is_installed_(world.fleets.size(), false),
      waiting_(world.queues.size()),
      has_changed_(world.queues.size(), false) {
    const std::size_t jobs = world.jobs.size();
    result_.nodes.resize(jobs);
    result_.wait_us.resize(jobs);
    RunRecord& record = result_.record;
    record.start_us.assign(jobs, -1);
    record.end_us.assign(jobs, -1);
    record.state.assign(jobs, JobState::kPending);
    record.reason.assign(jobs, WaitCause::kNone);
    record.fleet.assign(jobs, -1);
    record.fleet_series.resize(world.fleets.size());
    record.queue_series.resize(world.queues.size());
    record.gpu_time.resize(world.fleets.size());
    record.stranded_gpu_us.resize(world.queues.size());
    if (world.has_failures()) {
        record.failures.attempts.assign(jobs, 0);
        record.failures.last_start_us.assign(jobs, -1);
        record.failures.lost_us.assign(jobs, 0);
        record.failures.totals.resize(world.fleets.size());
    }
    result_.energy_pj.assign(world.fleets.size(), 0);
    if (!facility_.is_on() &&
        std::any_of(world.fleets.begin(), world.fleets.end(),
                    [](const Fleet& fleet) { return fleet.power.is_known; })) {
        record.peaks.fleet_uw.assign(world.fleets.size(), -1);
        record.peaks.hall_uw.assign(world.hall_names.size(), -1);
    }
    commission_fleets();
    has_admission_ = facility_.is_on() && facility_.has_admission();
    if (facility_.is_on())
        next_tick_us_ = facility_.next_tick_us(0);
    settle_facility();
}

// At the speed that it has now.
std::int64_t Oracle::end_of(const RunningJob& running) const {
    if (running.left_q20 <= 0)
        return now_;
    const Wide wait_us = (running.left_q20 + running.speed_q20 - 1) / running.speed_q20;
    return std::min(running.limit_us, now_ + static_cast<std::int64_t>(wait_us));
}

std::int64_t Oracle::demand_uw(const RunningJob& running) const {
    return facility_.demand_uw(running.job, job(running.job).gpus, running.grant.fleet);
}

Room Oracle::room_now() const {
    Room room{free_, std::vector<std::int64_t>(world_.facility.halls.size(), 0)};
    for (const RunningJob& running : running_) {
        if (has_admission_)
            room.demand_uw[facility_.hall_of(running.grant.fleet)] += demand_uw(running);
    }
    return room;
}

// A place with power, if there is one.
std::optional<Grant> Oracle::grant_in(const Room& room, std::size_t index, FleetId fleet) const {
    auto grant = place(room.free, fleet.index(), job(index).gpus);
    if (!grant || !has_admission_)
        return grant;
    const std::int64_t extra_uw = facility_.demand_uw(index, job(index).gpus, fleet.index());
    if (!facility_.admits(now_, room.demand_uw, fleet.index(), extra_uw))
        grant.reset();
    return grant;
}

// Nothing will change for those that wait, or nothing did for very long.
bool Oracle::is_given_up() const {
    constexpr std::int64_t kLongest_us = std::int64_t{400} * 24 * 3'600'000'000;
    if (!running_.empty() || next_job_ < world_.jobs.size() || !held_.empty() ||
        world_.has_failures())
        return false;
    return !has_admission_ || next_tick_us_ == kForever || now_ - last_job_us_ >= kLongest_us;
}

bool Oracle::fits_somewhere(std::size_t index, const FreeFleets& fleets) const {
    return std::any_of(route(index).begin(), route(index).end(), [&](FleetId fleet) {
        return place(fleets, fleet.index(), job(index).gpus).has_value();
    });
}

bool Oracle::is_barred(std::size_t index) const {
    return std::find(world_.barred.begin(), world_.barred.end(), JobId(index)) !=
           world_.barred.end();
}

// The earliest time at which something is due, or kForever.
std::int64_t Oracle::next_instant() const {
    std::int64_t next = nodes_.next_us();
    next = std::min(next, next_tick_us_);
    for (const RunningJob& running : running_)
        next = std::min(next, end_of(running));
    for (const std::size_t index : held_)
        next = std::min(next, world_.release_us[index]);
    if (next_job_ < world_.jobs.size())
        next = std::min(next, job(next_job_).submit_us);
    for (std::size_t fleet = 0; fleet < free_.size(); ++fleet) {
        if (!is_installed_[fleet])
            next = std::min(next, world_.fleets[fleet].in_service_us);
    }
    return next;
}

bool Oracle::has_work() const {
    return !running_.empty() || next_job_ < world_.jobs.size() || !held_.empty() ||
           std::any_of(waiting_.begin(), waiting_.end(),
                       [](const auto& queue) { return !queue.empty(); });
}

OracleRun Oracle::run() {
    const bool has_horizon = world_.horizon_us < kNever;
    while (has_horizon || (has_work() && !is_given_up())) {
        const std::int64_t next = next_instant();
        if (next >= world_.horizon_us)
            break;
        account_until(next);
        do_instant();
    }
    if (has_horizon) {
        account_until(world_.horizon_us);
        complete_jobs();
        result_.record.stop = StopReason::kHorizon;
    }
    result_.record.stopped_at_us = now_;
    fill_reasons();
    if (facility_.is_on())
        result_.record.facility = facility_.take();
    return result_;
}

void Oracle::do_instant() {
    do {
        started_zero_length_ = false;
        complete_jobs();
        repair_nodes();
        commission_fleets();
        fail_nodes();
        control_facility();
        admit_jobs();
        release_jobs();
        for (std::size_t queue = 0; queue < waiting_.size(); ++queue) {
            if (has_changed_[queue])
                run_pass(queue);
            has_changed_[queue] = false;
        }
        settle_facility();
    } while (started_zero_length_);
}

// Weather and caps follow the time, so there is nothing to do but to try those who wait for power.
void Oracle::control_facility() {
    if (next_tick_us_ > now_)
        return;
    next_tick_us_ = facility_.next_tick_us(now_);
    look_again_in_all_queues();
}

void Oracle::look_again_in_all_queues() {
    if (has_admission_)
        has_changed_.assign(has_changed_.size(), true);
}

void Oracle::settle_facility() {
    if (!facility_.is_on())
        return;
    powered_.clear();
    for (const RunningJob& running : running_) {
        PoweredJob powered{running.job, running.grant.fleet, {}};
        std::int64_t left = job(running.job).gpus;
        for (const std::size_t node : running.grant.nodes) {
            if (queue_of(running.job).placement == Placement::kPool)
                break;
            const std::int64_t here = std::min(left, running.grant.gone_from_each);
            powered.gpus_by_node[node] = here;
            left -= here;
        }
        powered_.push_back(powered);
    }
    facility_.settle(now_, powered_);
    for (std::size_t index = 0; index < running_.size(); ++index)
        running_[index].speed_q20 = powered_[index].speed_q20;
}

void Oracle::complete_jobs() {
    std::vector<RunningJob> still_running;
    for (const RunningJob& running : running_) {
        if (end_of(running) > now_) {
            still_running.push_back(running);
            continue;
        }
        give_back(free_, running.grant);
        has_changed_[queue_index(running.job)] = true;
        lose(running, std::min(running.overhead_us, now_ - running.start_us));
        look_again_in_all_queues();
        last_job_us_ = now_;
        result_.record.state[running.job] =
            running.left_q20 > 0 ? JobState::kKilled : JobState::kCompleted;
        result_.record.end_us[running.job] = now_;
    }
    running_ = still_running;
}

void Oracle::repair_nodes() {
    for (const auto& [fleet, node] : nodes_.repair_due(now_)) {
        free_[fleet].free[node] = free_[fleet].node_size;
        facility_.set_node(fleet, node, true);
        look_again_in_all_queues();
        for (std::size_t queue = 0; queue < world_.queues.size(); ++queue) {
            const auto& fleets = world_.queues[queue].fleets;
            if (std::count(fleets.begin(), fleets.end(), FleetId(fleet)) > 0)
                has_changed_[queue] = true;
        }
    }
}

void Oracle::fail_nodes() {
    for (const OracleNodes::Place& place : nodes_.fail_due(now_)) {
        std::vector<RunningJob> others;
        std::vector<RunningJob> hit;
        for (const RunningJob& running : running_) {
            const auto& nodes = running.grant.nodes;
            const bool is_hit = running.grant.fleet == place.fleet &&
                                std::count(nodes.begin(), nodes.end(), place.node) > 0;
            (is_hit ? hit : others).push_back(running);
        }
        running_ = others;
        std::sort(hit.begin(), hit.end(),
                  [](const RunningJob& a, const RunningJob& b) { return a.job < b.job; });
        for (const RunningJob& running : hit)
            interrupt(running);
        free_[place.fleet].free[place.node] = 0;
        facility_.set_node(place.fleet, place.node, false);
        look_again_in_all_queues();
        for (std::size_t queue = 0; queue < world_.queues.size(); ++queue) {
            const auto& fleets = world_.queues[queue].fleets;
            if (std::count(fleets.begin(), fleets.end(), FleetId(place.fleet)) > 0)
                has_changed_[queue] = true;
        }
        FailureRecord& failures = result_.record.failures;
        failures.outages.push_back({static_cast<std::int16_t>(place.fleet),
                                    static_cast<std::uint32_t>(place.node), now_,
                                    nodes_.repaired_us(place)});
        failures.totals[place.fleet].failures += now_ >= world_.warmup_us ? 1 : 0;
    }
}

void Oracle::interrupt(const RunningJob& running) {
    give_back(free_, running.grant);
    const Checkpointing rule = world_.checkpointing_for(JobId(running.job));
    // By the clock of the job, which is slow where the job is.
    const Wide done_q20 = (Wide{running.needed_us} << 20) - running.left_q20;
    const auto elapsed = static_cast<std::int64_t>(done_q20 >> 20);
    const std::int64_t made = std::max<std::int64_t>(0, elapsed - running.overhead_us);
    const std::int64_t saved = rule.every_us == 0 ? 0 : made - made % rule.every_us;
    progress_[running.job].saved_us += saved;
    FailureRecord& failures = result_.record.failures;
    failures.interruptions.push_back(
        {static_cast<std::uint32_t>(running.job), static_cast<std::int16_t>(running.grant.fleet),
         static_cast<std::uint32_t>(running.grant.nodes.front()), running.start_us, now_, saved});
    failures.totals[running.grant.fleet].interruptions += now_ >= world_.warmup_us ? 1 : 0;
    lose(running, elapsed - saved);
    wait_in_queue(running.job);
}

void Oracle::lose(const RunningJob& running, std::int64_t lost_us) {
    FailureRecord& failures = result_.record.failures;
    if (failures.lost_us.empty())
        return;
    failures.lost_us[running.job] += lost_us;
    if (now_ >= world_.warmup_us)
        failures.totals[running.grant.fleet].lost_gpu_us += Int128{lost_us} * job(running.job).gpus;
}

void Oracle::commission_fleets() {
    for (std::size_t index = 0; index < free_.size(); ++index) {
        const Fleet& fleet = world_.fleets[index];
        if (is_installed_[index] || fleet.in_service_us > now_)
            continue;
        is_installed_[index] = true;
        bool is_pool = false;
        for (std::size_t queue = 0; queue < world_.queues.size(); ++queue) {
            const auto& fleets = world_.queues[queue].fleets;
            if (std::count(fleets.begin(), fleets.end(), FleetId(index)) == 0)
                continue;
            is_pool = world_.queues[queue].placement == Placement::kPool;
            has_changed_[queue] = true;
        }
        free_[index].node_size = is_pool ? fleet.gpus() : fleet.gpus_per_node;
        free_[index].free.assign(is_pool ? 1 : fleet.nodes, free_[index].node_size);
        nodes_.put_in_service(index, now_);
        facility_.put_in_service(index);
        look_again_in_all_queues();
    }
}

void Oracle::admit_jobs() {
    for (; next_job_ < world_.jobs.size() && job(next_job_).submit_us <= now_; ++next_job_) {
        FreeFleets all_idle = free_;
        for (FreeNodes& fleet : all_idle)
            std::fill(fleet.free.begin(), fleet.free.end(), fleet.node_size);
        if (is_barred(next_job_) || !fits_somewhere(next_job_, all_idle)) {
            result_.record.state[next_job_] = JobState::kRejected;
            continue;
        }
        last_job_us_ = now_;
        if (world_.release_us.empty() || world_.release_us[next_job_] <= now_) {
            wait_in_queue(next_job_);
        } else {
            result_.record.state[next_job_] = JobState::kWaiting;
            held_.push_back(next_job_);
        }
    }
}

void Oracle::release_jobs() {
    std::vector<std::size_t> still_held;
    for (const std::size_t index : held_) {
        if (world_.release_us[index] > now_) {
            still_held.push_back(index);
            continue;
        }
        last_job_us_ = now_;
        wait_in_queue(index);
    }
    held_ = still_held;
}

void Oracle::wait_in_queue(std::size_t index) {
    result_.record.state[index] = JobState::kWaiting;
    has_changed_[queue_index(index)] = true;
    auto& waiting = waiting_[queue_index(index)];
    const auto is_after = [&](std::size_t other) {
        const auto order = [&](std::size_t which) {
            return std::pair(job(which).priority_level, which);
        };
        return order(other) > order(index);
    };
    waiting.insert(std::find_if(waiting.begin(), waiting.end(), is_after), index);
}

void Oracle::run_pass(std::size_t which) {
    auto& waiting = waiting_[which];
    while (!waiting.empty() && try_to_start(waiting.front()))
        waiting.erase(waiting.begin());
    const Queue& queue = world_.queues[which];
    if (!waiting.empty() && queue.policy == Policy::kEasy)
        run_backfill(which);
    for (const std::size_t index : waiting)
        cause_[index] = cause_of_wait(index, waiting.front());
}

void Oracle::run_backfill(std::size_t which) {
    auto& waiting = waiting_[which];
    const std::size_t head = waiting.front();
    Reservation reservation = reserve(head);
    std::vector<std::size_t> left{head};
    for (std::size_t place_in_queue = 1; place_in_queue < waiting.size(); ++place_in_queue) {
        const std::size_t candidate = waiting[place_in_queue];
        const bool is_tried = place_in_queue <= world_.queues[which].backfill_depth;
        if (!is_tried || !try_to_backfill(candidate, head, reservation))
            left.push_back(candidate);
    }
    waiting = left;
}

bool Oracle::try_to_start(std::size_t index) {
    for (const FleetId fleet : route(index)) {
        if (const auto grant = grant_in(room_now(), index, fleet)) {
            start(index, *grant);
            return true;
        }
    }
    return false;
}

bool Oracle::has_place(const Room& room, std::size_t index) const {
    return std::any_of(route(index).begin(), route(index).end(),
                       [&](FleetId fleet) { return grant_in(room, index, fleet).has_value(); });
}

// Of the running jobs those of the head's queue end as believed; others only matter for power.
Reservation Oracle::reserve(std::size_t head) const {
    std::multimap<std::int64_t, const RunningJob*> releases;
    for (const RunningJob& running : running_) {
        if (queue_index(running.job) == queue_index(head))
            releases.emplace(std::max(running.estimated_end_us, now_ + 1), &running);
    }
    Reservation reservation{kForever, room_now()};
    auto next = releases.begin();
    while (next != releases.end()) {
        const std::int64_t time = next->first;
        for (; next != releases.end() && next->first == time; ++next) {
            const RunningJob& ending = *next->second;
            give_back(reservation.shadow.free, ending.grant);
            if (has_admission_)
                reservation.shadow.demand_uw[facility_.hall_of(ending.grant.fleet)] -=
                    demand_uw(ending);
        }
        if (has_place(reservation.shadow, head)) {
            reservation.start_us = time;
            break;
        }
    }
    return reservation;
}

bool Oracle::try_to_backfill(std::size_t index, std::size_t head, Reservation& reservation) {
    for (const FleetId fleet : route(index)) {
        const auto grant = grant_in(room_now(), index, fleet);
        if (!grant)
            continue;
        if (now_ + job(index).estimate_us > reservation.start_us) {
            Room without = reservation.shadow;
            take(without.free, *grant);
            if (has_admission_)
                without.demand_uw[facility_.hall_of(fleet.index())] +=
                    facility_.demand_uw(index, job(index).gpus, fleet.index());
            if (!has_place(without, head))
                continue;
            reservation.shadow = without;
        }
        start(index, *grant);
        return true;
    }
    return false;
}

void Oracle::start(std::size_t index, const Grant& grant) {
    take(free_, grant);
    const Job& started = job(index);
    const Queue& queue = queue_of(index);
    Progress& progress = progress_[index];
    const std::int64_t overhead =
        progress.attempts > 0 ? world_.checkpointing_for(JobId(index)).restart_us : 0;
    const std::int64_t needed = overhead + started.work_us - progress.saved_us;
    const std::int64_t believed_end_us = now_ + started.estimate_us;
    const std::int64_t limit_us = queue.kill_at_limit ? believed_end_us : kForever;
    running_.push_back(
        {index, needed, Wide{needed} << 20, limit_us, believed_end_us, grant, now_, overhead});
    last_job_us_ = now_;
    started_zero_length_ = started_zero_length_ || needed == 0 || limit_us == now_;
    result_.record.state[index] = JobState::kRunning;
    if (progress.attempts++ == 0)
        result_.record.start_us[index] = now_;
    if (world_.has_failures()) {
        result_.record.failures.attempts[index] = progress.attempts;
        result_.record.failures.last_start_us[index] = now_;
    }
    result_.record.fleet[index] = static_cast<std::int16_t>(grant.fleet);
    if (queue.placement == Placement::kPacked)
        result_.nodes[index].insert(result_.nodes[index].end(), grant.nodes.begin(),
                                    grant.nodes.end());
}

std::int64_t Oracle::free_on_route(std::size_t index) const {
    std::int64_t free = 0;
    for (const FleetId fleet : route(index))
        free += free_[fleet.index()].total();
    return free;
}

std::int64_t Oracle::down_on_route(std::size_t index) const {
    std::int64_t down = 0;
    for (const FleetId fleet : route(index))
        down += nodes_.down(fleet.index()) * world_.fleets[fleet.index()].gpus_per_node;
    return down;
}

WaitCause Oracle::cause_of_wait(std::size_t index, std::size_t head) const {
    const std::int64_t free = free_on_route(index);
    if (job(index).gpus > free + down_on_route(index))
        return WaitCause::kCapacity;
    if (job(index).gpus > free)
        return WaitCause::kDown;
    if (!fits_somewhere(index, free_))
        return WaitCause::kFragmentation;
    if (has_admission_ && !would_have_power(index, head))
        return WaitCause::kPower;
    if (job(head).priority_level < job(index).priority_level)
        return WaitCause::kPriority;
    return queue_of(index).policy == Policy::kFcfs ? WaitCause::kOrder : WaitCause::kReservation;
}

// Where the GPUs are, if each drew what those of the head do.
bool Oracle::would_have_power(std::size_t index, std::size_t head) const {
    const Room room = room_now();
    return std::any_of(route(index).begin(), route(index).end(), [&](FleetId fleet) {
        const std::int64_t gpus = job(index).gpus;
        return place(room.free, fleet.index(), gpus) &&
               facility_.admits(now_, room.demand_uw, fleet.index(),
                                facility_.demand_uw(head, gpus, fleet.index()));
    });
}

OracleRun run_oracle(const World& world) {
    return Oracle(world).run();
}

}  // namespace headroom::sim
