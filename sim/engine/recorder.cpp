#include "sim/engine/recorder.hpp"

#include <algorithm>
#include <utility>

namespace headroom::sim {

Recorder::Recorder(const World& world, bool with_placements)
    : world_(world),
      with_placements_(with_placements),
      has_failures_(world.has_failures()),
      power_(world) {
    const std::size_t jobs = world.jobs.size();
    record_.start_us.assign(jobs, -1);
    record_.end_us.assign(jobs, -1);
    record_.state.assign(jobs, JobState::kPending);
    record_.reason.assign(jobs, WaitCause::kNone);
    record_.fleet.assign(jobs, -1);
    if (with_placements_)
        record_.placements.reserve(jobs + jobs / 2);
    const StepIntegral integral(world.series_step_us);
    fleets_.assign(world.fleets.size(), {integral, integral, integral, {}, integral});
    queues_.assign(world.queues.size(), {integral, integral, integral, 0});
    if (has_failures_) {
        record_.failures.attempts.assign(jobs, 0);
        record_.failures.last_start_us.assign(jobs, -1);
        record_.failures.lost_us.assign(jobs, 0);
        record_.failures.totals.resize(world.fleets.size());
    }
}

void Recorder::install(std::int64_t now_us, FleetId fleet, std::int64_t gpus) {
    fleets_[fleet.index()].installed.change(now_us, gpus);
    if (power_.is_on()) [[unlikely]]
        power_.change(now_us, fleet, world_.fleets[fleet.index()].nodes, 0);
}

void Recorder::start(
    std::int64_t now_us, JobId job, FleetId fleet, const NodeTable<Solo>& table, Seat seat) {
    const std::uint32_t gpus = world_.jobs[job.index()].gpus;
    if (!has_failures_) [[likely]]
        record_.start_us[job.index()] = now_us;
    else
        start_attempt(now_us, job);
    record_.state[job.index()] = JobState::kRunning;
    record_.fleet[job.index()] = static_cast<std::int16_t>(fleet.value);
    FleetIntegrals& integrals = fleets_[fleet.index()];
    integrals.allocated.change(now_us, gpus);
    if (const std::uint32_t held = table.held_by(gpus); held > 0)
        integrals.held.change(now_us, held);
    if (power_.is_on()) [[unlikely]]
        power_.change(now_us, fleet, 0, gpus);
    if (with_placements_ && !table.is_pool())
        record_placement(job, table, seat, gpus);
}

void Recorder::record_placement(JobId job,
                                const NodeTable<Solo>& table,
                                Seat seat,
                                std::uint32_t gpus) {
    const auto on_each = static_cast<std::uint16_t>(std::min(gpus, table.gpus_per_node()));
    constexpr std::uint16_t kLongestRun = 0xFFFF;
    PlacementRow row{job.value, seat.first_node, 1, on_each};
    std::uint32_t node = seat.first_node;
    for (std::uint32_t taken = 1; taken < seat.nodes; ++taken) {
        node = table.next_node(node);
        if (node == row.first_node + row.nodes && row.nodes < kLongestRun) {
            ++row.nodes;
        } else {
            record_.placements.push_back(row);
            row = {job.value, node, 1, on_each};
        }
    }
    record_.placements.push_back(row);
}

void Recorder::end(std::int64_t now_us, JobId job, FleetId fleet, JobUse use, bool is_killed) {
    record_.end_us[job.index()] = now_us;
    if (is_killed)
        record_.state[job.index()] = JobState::kKilled;
    if (has_failures_) [[unlikely]]
        end_attempt(now_us, job, fleet);
    release(now_us, fleet, use);
}

void Recorder::release(std::int64_t now_us, FleetId fleet, JobUse use) {
    FleetIntegrals& integrals = fleets_[fleet.index()];
    integrals.allocated.change(now_us, -use.allocated);
    if (use.held > 0)
        integrals.held.change(now_us, -use.held);
    if (power_.is_on()) [[unlikely]]
        power_.change(now_us, fleet, 0, -use.allocated);
}

void Recorder::start_attempt(std::int64_t now_us, JobId job) {
    FailureRecord& failures = record_.failures;
    if (failures.attempts[job.index()]++ == 0)
        record_.start_us[job.index()] = now_us;
    failures.last_start_us[job.index()] = now_us;
}

// What the last attempt spent on restarting is lost; a limit may have cut it short.
void Recorder::end_attempt(std::int64_t now_us, JobId job, FleetId fleet) {
    if (attempts(job) < 2)
        return;
    const std::int64_t elapsed_us = now_us - record_.failures.last_start_us[job.index()];
    lose(now_us, job, fleet, std::min(elapsed_us, world_.checkpointing_for(job).restart_us));
}

void Recorder::lose(std::int64_t now_us, JobId job, FleetId fleet, std::int64_t lost_us) {
    record_.failures.lost_us[job.index()] += lost_us;
    if (now_us >= world_.warmup_us) {
        record_.failures.totals[fleet.index()].lost_gpu_us +=
            static_cast<Int128>(lost_us) * world_.jobs[job.index()].gpus;
    }
}

void Recorder::interrupt(std::int64_t now_us, const CutAttempt& attempt, JobUse use) {
    FailureRecord& failures = record_.failures;
    failures.interruptions.push_back(
        {attempt.job.value, static_cast<std::int16_t>(attempt.fleet.value), attempt.first_node,
         failures.last_start_us[attempt.job.index()], now_us, attempt.time.saved_us});
    lose(now_us, attempt.job, attempt.fleet, attempt.time.lost_us);
    if (now_us >= world_.warmup_us)
        ++failures.totals[attempt.fleet.index()].interruptions;
    release(now_us, attempt.fleet, use);
}

void Recorder::fail(std::int64_t now_us,
                    FleetId fleet,
                    std::uint32_t node,
                    std::int64_t repaired_us) {
    record_.failures.outages.push_back(
        {static_cast<std::int16_t>(fleet.value), node, now_us, repaired_us});
    if (now_us >= world_.warmup_us)
        ++record_.failures.totals[fleet.index()].failures;
    fleets_[fleet.index()].down.change(now_us, world_.fleets[fleet.index()].gpus_per_node);
    if (power_.is_on()) [[unlikely]]
        power_.change(now_us, fleet, -1, 0);
}

void Recorder::repair(std::int64_t now_us, FleetId fleet) {
    const std::int64_t gpus = world_.fleets[fleet.index()].gpus_per_node;
    fleets_[fleet.index()].down.change(now_us, -gpus);
    if (power_.is_on()) [[unlikely]]
        power_.change(now_us, fleet, 1, 0);
}

void Recorder::wait(JobId job, const CauseTimes& times) {
    record_.reason[job.index()] = longest(times);
    if (!world_.release_us.empty()) [[unlikely]] {
        const std::int64_t held_us =
            world_.release_us[job.index()] - world_.jobs[job.index()].submit_us;
        if (held_us > times[static_cast<std::size_t>(record_.reason[job.index()])])
            record_.reason[job.index()] = WaitCause::kCarbon;
    }
    if (world_.jobs[job.index()].submit_us < world_.warmup_us)
        return;
    for (std::size_t cause = 0; cause < kClockedCauses; ++cause)
        record_.wait_us_by_cause[cause] += times[cause];
}

void Recorder::hold(JobId job, std::int64_t duration_us) {
    record_.reason[job.index()] = WaitCause::kCarbon;
    if (world_.jobs[job.index()].submit_us >= world_.warmup_us)
        record_.wait_us_by_cause[static_cast<std::size_t>(WaitCause::kCarbon)] += duration_us;
}

void Recorder::set_queue(std::int64_t now_us,
                         QueueId queue,
                         std::int64_t jobs,
                         std::int64_t gpus,
                         std::int64_t stranded) {
    QueueIntegrals& integrals = queues_[queue.index()];
    integrals.jobs.set(now_us, jobs);
    integrals.gpus.set(now_us, gpus);
    integrals.stranded.set(now_us, stranded);
}

void Recorder::begin_window(std::int64_t now_us) {
    for (FleetIntegrals& fleet : fleets_) {
        fleet.before_window = {fleet.installed.total(now_us), fleet.allocated.total(now_us),
                               fleet.held.total(now_us), fleet.down.total(now_us)};
    }
    for (QueueIntegrals& queue : queues_)
        queue.stranded_before_window = queue.stranded.total(now_us);
}

FleetUse Recorder::use(FleetId fleet) const {
    const FleetIntegrals& integrals = fleets_[fleet.index()];
    return {integrals.installed.level(), integrals.allocated.level(), integrals.held.level(),
            integrals.down.level()};
}

// In one sweep at the end: a write at each end would fetch a line of memory that the job's start
// left long ago.
void Recorder::mark_completed() {
    for (std::size_t job = 0; job < record_.state.size(); ++job) {
        if (record_.state[job] == JobState::kRunning && record_.end_us[job] >= 0)
            record_.state[job] = JobState::kCompleted;
    }
}

RunRecord Recorder::finish(std::int64_t now_us, StopReason stop) {
    mark_completed();
    if (power_.is_on()) [[unlikely]]
        record_.peaks = power_.peaks(now_us);
    record_.stop = stop;
    record_.stopped_at_us = now_us;
    for (FleetIntegrals& fleet : fleets_) {
        record_.gpu_time.push_back({fleet.installed.total(now_us) - fleet.before_window.installed,
                                    fleet.allocated.total(now_us) - fleet.before_window.allocated,
                                    fleet.held.total(now_us) - fleet.before_window.held,
                                    fleet.down.total(now_us) - fleet.before_window.down});
        record_.fleet_series.push_back(
            {fleet.installed.take_bins(now_us), fleet.allocated.take_bins(now_us),
             fleet.held.take_bins(now_us), fleet.down.take_bins(now_us)});
    }
    for (QueueIntegrals& queue : queues_) {
        record_.stranded_gpu_us.push_back(queue.stranded.total(now_us) -
                                          queue.stranded_before_window);
        record_.queue_series.push_back({queue.jobs.take_bins(now_us), queue.gpus.take_bins(now_us),
                                        queue.stranded.take_bins(now_us)});
    }
    return std::move(record_);
}

}  // namespace headroom::sim
