#include "sim/engine/state.hpp"

#include <algorithm>

namespace headroom::sim {

State::State(const World& world, Observer* observer, bool record_placements)
    : world_(world), observer_(observer), recorder_(world, record_placements) {
    build_tables();
    queue_of_.assign(world_.fleets.size(), QueueId(kNowhere));
    is_touched_.resize(world_.queues.size());
    queues_.reserve(world_.queues.size());
    for (std::size_t id = 0; id < world_.queues.size(); ++id) {
        queues_.emplace_back(world_, QueueId(id), *this);
        for (const FleetId fleet : world_.queues[id].fleets)
            queue_of_[fleet.index()] = QueueId(id);
    }
    list_openings();
}

void State::build_tables() {
    std::vector<Placement> placement(world_.fleets.size(), Placement::kPacked);
    for (const Queue& queue : world_.queues) {
        for (const FleetId fleet : queue.fleets)
            placement[fleet.index()] = queue.placement;
    }
    std::size_t words = 0;
    for (std::size_t id = 0; id < world_.fleets.size(); ++id) {
        const Fleet& fleet = world_.fleets[id];
        words += NodeTable<Solo>::words_needed(placement[id], fleet.nodes, fleet.gpus_per_node) +
                 Shadow<Solo>::words_needed(placement[id], fleet.nodes);
    }
    words_.assign(words, 0);
    std::uint64_t* at = words_.data();
    for (std::size_t id = 0; id < world_.fleets.size(); ++id) {
        const Fleet& fleet = world_.fleets[id];
        tables_.emplace_back(Solo{}, placement[id], fleet.nodes, fleet.gpus_per_node, at);
        at += NodeTable<Solo>::words_needed(placement[id], fleet.nodes, fleet.gpus_per_node);
        shadows_.emplace_back(Solo{}, placement[id], fleet.nodes, at);
        at += Shadow<Solo>::words_needed(placement[id], fleet.nodes);
    }
}

void State::list_openings() {
    for (std::size_t id = 0; id < world_.fleets.size(); ++id) {
        if (world_.fleets[id].in_service_us <= 0)
            open(FleetId(id));
        else
            openings_.push_back({world_.fleets[id].in_service_us, FleetId(id)});
    }
    std::stable_sort(openings_.begin(), openings_.end(),
                     [](const Opening& a, const Opening& b) { return a.time_us < b.time_us; });
}

bool State::advance() {
    std::int64_t next_us = completions_.is_empty() ? kNever : completions_.first_time_us();
    if (next_job_ < world_.jobs.size())
        next_us = std::min(next_us, world_.jobs[next_job_].submit_us);
    if (next_us == kNever && world_.horizon_us == kNever)
        return false;
    if (next_opening_ < openings_.size())
        next_us = std::min(next_us, openings_[next_opening_].time_us);
    next_us = std::min(next_us, world_.horizon_us);
    if (!is_measuring_ && next_us >= world_.warmup_us) {
        recorder_.begin_window(world_.warmup_us);
        is_measuring_ = true;
    }
    now_us_ = next_us;
    return true;
}

QueueState& State::touch(QueueId id) {
    QueueState& queue = queues_[id.index()];
    if (is_touched_[id.index()] == 0) {
        is_touched_[id.index()] = 1;
        touched_.push_back(id);
        queue.touch();
    }
    return queue;
}

void State::complete_due() {
    while (!completions_.is_empty() && completions_.first_time_us() <= now_us_) {
        const std::uint32_t slot = completions_.first_slot();
        completions_.pop();
        end(slot);
    }
}

void State::end(std::uint32_t slot) {
    const RunningJob ended = running_[slot];
    touch(queue_of_[ended.fleet.index()]).job_ended(slot, ended.believed_end_us);
    NodeTable<Solo>& table = tables_[ended.fleet.index()];
    table.release(ended.seat, ended.gpus);
    recorder_.end(now_us_, ended.job, ended.fleet, {ended.gpus, table.held_by(ended.gpus)},
                  ended.is_cut);
    recorder_.count_event();
    free_slots_.push_back(slot);
    ++jobs_ended_;
    if (observer_ != nullptr)
        observer_->on_end(now_us_, ended.job, ended.fleet);
}

void State::open_fleets_due() {
    for (; next_opening_ < openings_.size() && openings_[next_opening_].time_us <= now_us_;
         ++next_opening_) {
        const FleetId fleet = openings_[next_opening_].fleet;
        if (const QueueId queue = queue_of_[fleet.index()]; queue != QueueId(kNowhere))
            touch(queue).fleet_opened();
        open(fleet);
        recorder_.count_event();
    }
}

void State::open(FleetId fleet) {
    tables_[fleet.index()].install();
    recorder_.install(now_us_, fleet, tables_[fleet.index()].installed_gpus());
}

void State::submit_due() {
    for (; next_job_ < world_.jobs.size() && world_.jobs[next_job_].submit_us <= now_us_;
         ++next_job_)
        submit(JobId(next_job_));
}

void State::submit(JobId job) {
    recorder_.count_event();
    if (observer_ != nullptr)
        observer_->on_submit(now_us_, job);
    if (can_ever_run(job)) {
        touch(world_.routes[world_.jobs[job.index()].route].queue).enter(job);
        return;
    }
    recorder_.reject(job);
    ++jobs_ended_;
    if (observer_ != nullptr)
        observer_->on_reject(now_us_, job);
}

bool State::can_ever_run(JobId job) {
    if (next_barred_ < world_.barred.size() && world_.barred[next_barred_] == job) {
        ++next_barred_;
        return false;
    }
    const Job& what = world_.jobs[job.index()];
    const std::vector<FleetId>& fleets = world_.routes[what.route].fleets;
    return std::any_of(fleets.begin(), fleets.end(),
                       [&](FleetId fleet) { return tables_[fleet.index()].can_hold(what.gpus); });
}

void State::schedule() {
    for (const QueueId queue : touched_) {
        queues_[queue.index()].schedule();
        is_touched_[queue.index()] = 0;
    }
    touched_.clear();
    if (observer_ != nullptr)
        observer_->on_instant(*this);
}

std::uint32_t State::start(JobId id, FleetId fleet) {
    const Job& job = world_.jobs[id.index()];
    NodeTable<Solo>& table = tables_[fleet.index()];
    if (free_slots_.empty()) {
        free_slots_.push_back(static_cast<std::uint32_t>(running_.size()));
        running_.emplace_back();
    }
    const std::uint32_t slot = free_slots_.back();
    free_slots_.pop_back();
    const bool is_cut = world_.queues[queue_of_[fleet.index()].index()].kill_at_limit &&
                        job.estimate_us < job.work_us;
    running_[slot] = {id,       fleet, table.place(job.gpus), now_us_ + job.estimate_us,
                      job.gpus, is_cut};
    const std::int64_t runs_us = is_cut ? job.estimate_us : job.work_us;
    completions_.push({now_us_ + runs_us, slot, sequence_++});
    recorder_.start(now_us_, id, fleet, table, running_[slot].seat);
    if (observer_ != nullptr)
        observer_->on_start(now_us_, id, fleet);
    return slot;
}

RunRecord State::finish(StopReason stop) {
    if (!is_measuring_)
        recorder_.begin_window(now_us_);
    for (QueueState& queue : queues_)
        queue.close();
    return recorder_.finish(now_us_, stop);
}

}  // namespace headroom::sim
