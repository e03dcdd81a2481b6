#include "tests/support/oracle.hpp"

#include <algorithm>
#include <map>
#include <optional>

#include "tests/support/oracle_nodes.hpp"
#include "tests/support/oracle_places.hpp"

namespace headroom::sim {
namespace {

struct RunningJob {
    std::size_t job = 0;
    std::int64_t end_us = 0;
    std::int64_t estimated_end_us = 0;
    Grant grant;
    std::int64_t start_us = 0;
    std::int64_t overhead_us = 0;  // of it, for restarting
};

// What failures leave of a job.
struct Progress {
    std::uint32_t attempts = 0;
    std::int64_t saved_us = 0;
};

struct Reservation {
    std::int64_t start_us = kForever;
    FreeFleets shadow;
};

// level × time over [from, to), added to the steps of the grid that it touches.
void add_to_series(std::vector<std::int64_t>& series,
                   std::int64_t step,
                   std::int64_t level,
                   std::int64_t from,
                   std::int64_t to) {
    if (level == 0)
        return;
    for (std::int64_t cell = from / step; cell * step < to; ++cell) {
        const auto index = static_cast<std::size_t>(cell);
        if (series.size() <= index)
            series.resize(index + 1);
        series[index] += level * (std::min(to, (cell + 1) * step) - std::max(from, cell * step));
    }
}

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
    std::int64_t next_instant() const;
    bool has_work() const;

    void do_instant();
    void complete_jobs();
    void repair_nodes();
    void commission_fleets();
    void fail_nodes();
    void interrupt(const RunningJob& running);
    void lose(const RunningJob& running, std::int64_t lost_us);
    void admit_jobs();
    void wait_in_queue(std::size_t index);
    void run_pass(std::size_t queue);
    bool try_to_start(std::size_t index);
    bool try_to_backfill(std::size_t index, std::size_t head, Reservation& reservation);
    Reservation reserve(std::size_t head) const;
    void start(std::size_t index, const Grant& grant);

    void account_until(std::int64_t to);
    void account_jobs(std::size_t queue, std::int64_t to);
    void account_fleet(std::size_t fleet, std::int64_t to);
    void account_queue(std::size_t queue, std::int64_t to);
    void account_power(std::int64_t to);
    WaitCause cause_of_wait(std::size_t index, std::size_t head) const;
    std::int64_t free_on_route(std::size_t index) const;
    std::int64_t down_on_route(std::size_t index) const;
    std::int64_t measured(std::int64_t to) const {
        return std::max<std::int64_t>(0, to - std::max(now_, world_.warmup_us));
    }
    void fill_reasons();

    const World& world_;
    OracleNodes nodes_;
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

Oracle::Oracle(const World& world)
    : world_(world),
      nodes_(world),
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
    if (std::any_of(world.fleets.begin(), world.fleets.end(),
                    [](const Fleet& fleet) { return fleet.power.is_known; })) {
        record.peaks.fleet_uw.assign(world.fleets.size(), -1);
        record.peaks.hall_uw.assign(world.hall_names.size(), -1);
    }
    commission_fleets();
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
    for (const RunningJob& running : running_)
        next = std::min(next, running.end_us);
    if (next_job_ < world_.jobs.size())
        next = std::min(next, job(next_job_).submit_us);
    for (std::size_t fleet = 0; fleet < free_.size(); ++fleet) {
        if (!is_installed_[fleet])
            next = std::min(next, world_.fleets[fleet].in_service_us);
    }
    return next;
}

bool Oracle::has_work() const {
    return !running_.empty() || next_job_ < world_.jobs.size() ||
           std::any_of(waiting_.begin(), waiting_.end(),
                       [](const auto& queue) { return !queue.empty(); });
}

OracleRun Oracle::run() {
    const bool has_horizon = world_.horizon_us < kNever;
    while (has_horizon || has_work()) {
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
    return result_;
}

void Oracle::do_instant() {
    do {
        started_zero_length_ = false;
        complete_jobs();
        repair_nodes();
        commission_fleets();
        fail_nodes();
        admit_jobs();
        for (std::size_t queue = 0; queue < waiting_.size(); ++queue) {
            if (has_changed_[queue])
                run_pass(queue);
            has_changed_[queue] = false;
        }
    } while (started_zero_length_);
}

void Oracle::complete_jobs() {
    std::vector<RunningJob> still_running;
    for (const RunningJob& running : running_) {
        if (running.end_us > now_) {
            still_running.push_back(running);
            continue;
        }
        give_back(free_, running.grant);
        has_changed_[queue_index(running.job)] = true;
        lose(running, std::min(running.overhead_us, now_ - running.start_us));
        const Job& ended = job(running.job);
        const std::int64_t needed =
            ended.work_us - progress_[running.job].saved_us + running.overhead_us;
        const bool is_killed = queue_of(running.job).kill_at_limit && ended.estimate_us < needed;
        result_.record.state[running.job] = is_killed ? JobState::kKilled : JobState::kCompleted;
        result_.record.end_us[running.job] = running.end_us;
    }
    running_ = still_running;
}

void Oracle::repair_nodes() {
    for (const auto& [fleet, node] : nodes_.repair_due(now_)) {
        free_[fleet].free[node] = free_[fleet].node_size;
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
    const std::int64_t elapsed = now_ - running.start_us;
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
        wait_in_queue(next_job_);
    }
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
    if (waiting.empty() || queue.policy == Policy::kFcfs)
        return;
    const std::size_t head = waiting.front();
    Reservation reservation = reserve(head);
    std::vector<std::size_t> left{head};
    for (std::size_t place_in_queue = 1; place_in_queue < waiting.size(); ++place_in_queue) {
        const std::size_t candidate = waiting[place_in_queue];
        const bool is_tried = place_in_queue <= queue.backfill_depth;
        if (!is_tried || !try_to_backfill(candidate, head, reservation))
            left.push_back(candidate);
    }
    waiting = left;
}

bool Oracle::try_to_start(std::size_t index) {
    for (const FleetId fleet : route(index)) {
        if (const auto grant = place(free_, fleet.index(), job(index).gpus)) {
            start(index, *grant);
            return true;
        }
    }
    return false;
}

Reservation Oracle::reserve(std::size_t head) const {
    std::multimap<std::int64_t, const Grant*> releases;
    for (const RunningJob& running : running_)
        releases.emplace(std::max(running.estimated_end_us, now_ + 1), &running.grant);
    Reservation reservation{kForever, free_};
    auto next = releases.begin();
    while (next != releases.end()) {
        const std::int64_t time = next->first;
        for (; next != releases.end() && next->first == time; ++next)
            give_back(reservation.shadow, *next->second);
        if (fits_somewhere(head, reservation.shadow)) {
            reservation.start_us = time;
            break;
        }
    }
    return reservation;
}

bool Oracle::try_to_backfill(std::size_t index, std::size_t head, Reservation& reservation) {
    for (const FleetId fleet : route(index)) {
        const auto grant = place(free_, fleet.index(), job(index).gpus);
        if (!grant)
            continue;
        if (now_ + job(index).estimate_us > reservation.start_us) {
            FreeFleets without = reservation.shadow;
            take(without, *grant);
            if (!fits_somewhere(head, without))
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
    const std::int64_t length =
        queue.kill_at_limit ? std::min(needed, started.estimate_us) : needed;
    running_.push_back({index, now_ + length, now_ + started.estimate_us, grant, now_, overhead});
    started_zero_length_ = started_zero_length_ || length == 0;
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

// Nothing changes between two instants, so what holds after the passes at now_ holds until `to`.
void Oracle::account_until(std::int64_t to) {
    for (std::size_t fleet = 0; fleet < free_.size(); ++fleet)
        account_fleet(fleet, to);
    for (std::size_t queue = 0; queue < waiting_.size(); ++queue) {
        account_jobs(queue, to);
        account_queue(queue, to);
    }
    account_power(to);
    now_ = to;
}

void Oracle::account_fleet(std::size_t fleet, std::int64_t to) {
    const std::int64_t installed = is_installed_[fleet] ? world_.fleets[fleet].gpus() : 0;
    std::int64_t allocated = 0;
    std::int64_t held = 0;
    for (const RunningJob& running : running_) {
        if (running.grant.fleet != fleet)
            continue;
        allocated += job(running.job).gpus;
        held += running.grant.held;
    }
    const std::int64_t step = world_.series_step_us;
    FleetSeries& series = result_.record.fleet_series[fleet];
    add_to_series(series.installed, step, installed, now_, to);
    add_to_series(series.allocated, step, allocated, now_, to);
    add_to_series(series.held, step, held, now_, to);
    const std::int64_t down = nodes_.down(fleet) * world_.fleets[fleet].gpus_per_node;
    add_to_series(series.down, step, down, now_, to);
    GpuTime& time = result_.record.gpu_time[fleet];
    time.installed += Int128{installed} * measured(to);
    time.allocated += Int128{allocated} * measured(to);
    time.held += Int128{held} * measured(to);
    time.down += Int128{down} * measured(to);
}

// The power of each fleet from now_ on, and of halls and all where that of each fleet is known.
void Oracle::account_power(std::int64_t to) {
    PowerPeaks& peaks = result_.record.peaks;
    std::vector<Int128> hall_uw(world_.hall_names.size(), 0);
    std::vector<bool> is_known(world_.hall_names.size(), true);
    std::vector<bool> is_empty(world_.hall_names.size(), true);
    Int128 run_uw = 0;
    bool is_run_known = !world_.fleets.empty();
    for (std::size_t index = 0; index < world_.fleets.size(); ++index) {
        const Fleet& fleet = world_.fleets[index];
        std::int64_t up = is_installed_[index] ? fleet.nodes - nodes_.down(index) : 0;
        Int128 uw = Int128{up} * fleet.power.idle_uw;
        for (const RunningJob& running : running_) {
            if (running.grant.fleet == index)
                uw += Int128{job(running.job).gpus} * fleet.power.slope_uw;
        }
        is_run_known = is_run_known && fleet.power.is_known;
        if (fleet.hall >= 0) {
            const auto hall = static_cast<std::size_t>(fleet.hall);
            is_known[hall] = is_known[hall] && fleet.power.is_known;
            is_empty[hall] = false;
            hall_uw[hall] += uw;
        }
        run_uw += uw;
        if (!fleet.power.is_known)
            continue;
        result_.energy_pj[index] += uw * measured(to);
        if (measured(to) > 0)
            peaks.fleet_uw[index] = std::max(peaks.fleet_uw[index], uw);
    }
    for (std::size_t hall = 0; hall < peaks.hall_uw.size(); ++hall) {
        if (measured(to) > 0 && is_known[hall] && !is_empty[hall])
            peaks.hall_uw[hall] = std::max(peaks.hall_uw[hall], hall_uw[hall]);
    }
    if (measured(to) > 0 && is_run_known)
        peaks.run_uw = std::max(peaks.run_uw, run_uw);
}

void Oracle::account_jobs(std::size_t queue, std::int64_t to) {
    for (const std::size_t index : waiting_[queue]) {
        if (progress_[index].attempts > 0)
            continue;
        const auto cause = static_cast<std::size_t>(cause_of_wait(index, waiting_[queue].front()));
        result_.wait_us[index][cause] += to - now_;
        if (job(index).submit_us >= world_.warmup_us)
            result_.record.wait_us_by_cause[cause] += to - now_;
    }
}

void Oracle::account_queue(std::size_t queue, std::int64_t to) {
    const auto& waiting = waiting_[queue];
    const std::int64_t step = world_.series_step_us;
    QueueSeries& series = result_.record.queue_series[queue];
    std::int64_t waiting_gpus = 0;
    for (const std::size_t index : waiting)
        waiting_gpus += job(index).gpus;
    add_to_series(series.waiting_jobs, step, static_cast<std::int64_t>(waiting.size()), now_, to);
    add_to_series(series.waiting_gpus, step, waiting_gpus, now_, to);
    if (waiting.empty() ||
        cause_of_wait(waiting.front(), waiting.front()) != WaitCause::kFragmentation)
        return;
    const std::int64_t stranded = free_on_route(waiting.front());
    add_to_series(series.stranded_gpus, step, stranded, now_, to);
    result_.record.stranded_gpu_us[queue] += Int128{stranded} * measured(to);
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
    if (job(head).priority_level < job(index).priority_level)
        return WaitCause::kPriority;
    return queue_of(index).policy == Policy::kFcfs ? WaitCause::kOrder : WaitCause::kReservation;
}

void Oracle::fill_reasons() {
    for (std::size_t index = 0; index < world_.jobs.size(); ++index) {
        const auto& wait = result_.wait_us[index];
        const auto longest = std::max_element(wait.begin(), wait.end());  // the first on a tie
        if (*longest > 0)
            result_.record.reason[index] = static_cast<WaitCause>(longest - wait.begin());
    }
}

}  // namespace

OracleRun run_oracle(const World& world) {
    return Oracle(world).run();
}

}  // namespace headroom::sim
