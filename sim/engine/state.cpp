#include "sim/engine/state.hpp"

#include <algorithm>
#include <functional>

namespace headroom::sim {

State::State(const World& world, Observer* observer, bool record_placements)
    : world_(world),
      observer_(observer),
      recorder_(world, record_placements),
      has_failures_(world.has_failures()),
      has_facility_(world.facility.is_on),
      is_clocked_(has_facility_ && world.facility.has_speeds()),
      has_admission_(has_facility_ && world.facility.has_admission()),
      holds_jobs_(!world.release_us.empty()),
      clocks_(world),
      saved_us_(has_failures_ ? world.jobs.size() : 0, 0) {
    build_tables();
    queue_of_.assign(world_.fleets.size(), QueueId(kNowhere));
    is_touched_.resize(world_.queues.size());
    queues_.reserve(world_.queues.size());
    for (std::size_t id = 0; id < world_.queues.size(); ++id) {
        queues_.emplace_back(world_, QueueId(id), *this);
        for (const FleetId fleet : world_.queues[id].fleets)
            queue_of_[fleet.index()] = QueueId(id);
    }
    if (world_.facility.is_on)
        facility_.emplace(world_);
    list_openings();
    if (has_facility_)
        facility_->settle(0);
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
    // Without failures a job that waits starts at some completion; with them, perhaps at a repair.
    std::int64_t nodes_us = kNever;
    if (has_failures_) [[unlikely]] {
        drop_void_completions();
        nodes_us = clocks_.next_us();
    }
    std::int64_t next_us = completions_.is_empty() ? kNever : completions_.first_time_us();
    if (next_job_ < world_.jobs.size())
        next_us = std::min(next_us, world_.jobs[next_job_].submit_us);
    if (has_facility_ || holds_jobs_) [[unlikely]]
        next_us = std::min(next_us, next_of_facility_us());
    if (next_us == kNever && world_.horizon_us == kNever && !may_go_on(nodes_us))
        return false;
    if (has_facility_) [[unlikely]]
        next_us = std::min(next_us, facility_->next_tick_us());
    next_us = std::min(next_us, nodes_us);
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

// The slot of an interrupted job is free again only when its completion is out of the heap.
void State::drop_void_completions() {
    while (!completions_.is_empty() && running_[completions_.first_slot()].gpus == 0) {
        free_slots_.push_back(completions_.first_slot());
        completions_.pop();
    }
}

// The next end of a clocked job, and the next release of one that is held back.
std::int64_t State::next_of_facility_us() {
    std::int64_t next_us = held_.empty() ? kNever : held_.front().release_us;
    if (!has_facility_)
        return next_us;
    while (!limits_.is_empty() &&
           facility_->sequence_of(limits_.first_slot()) != limits_.first_sequence())
        limits_.pop();
    if (!limits_.is_empty())
        next_us = std::min(next_us, limits_.first_time_us());
    return std::min(next_us, facility_->next_end_us());
}

// Caps and weather come back every week and year: who was not let in for longer never is. Nodes
// that fail go on doing so for ever.
bool State::may_go_on(std::int64_t nodes_us) const {
    if (!has_admission_)
        return nodes_us != kNever && jobs_ended_ < world_.jobs.size();
    constexpr std::int64_t kLongest_us = std::int64_t{400} * 86'400'000'000;
    return jobs_ended_ < world_.jobs.size() &&
           (facility_->next_tick_us() != kNever || nodes_us != kNever ||
            next_opening_ < openings_.size()) &&
           now_us_ - last_job_us_ < kLongest_us;
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
        if (has_failures_) [[unlikely]]
            drop_void_completions();
    }
    if (is_clocked_) [[unlikely]]
        complete_clocked();
}

// A job that is done at its limit has completed.
void State::complete_clocked() {
    while (facility_->next_end_us() <= now_us_)
        end(facility_->next_end_slot());
    while (!limits_.is_empty() && limits_.first_time_us() <= now_us_) {
        const std::uint32_t slot = limits_.first_slot();
        const bool is_void = facility_->sequence_of(slot) != limits_.first_sequence();
        limits_.pop();
        if (is_void)
            continue;
        running_[slot].is_cut = true;
        end(slot);
    }
}

// Weather and caps may let in whom they kept out.
void State::control_facility() {
    if (facility_->tick(now_us_))
        power_changed();
}

// Jobs wait for the power of a hall in whatever queue they are.
void State::power_changed() {
    if (!has_admission_)
        return;
    for (std::size_t queue = 0; queue < queues_.size(); ++queue)
        touch(QueueId(queue)).room_changed();
}

void State::end(std::uint32_t slot) {
    const RunningJob ended = running_[slot];
    touch(queue_of_[ended.fleet.index()]).job_ended(slot, ended.believed_end_us);
    NodeTable<Solo>& table = tables_[ended.fleet.index()];
    if (has_facility_) [[unlikely]] {
        last_job_us_ = now_us_;
        facility_->end(now_us_, slot, ended.seat, table);
        power_changed();
    }
    table.release(ended.seat, ended.gpus);
    recorder_.end(now_us_, ended.job, ended.fleet, {ended.gpus, table.held_by(ended.gpus)},
                  ended.is_cut);
    recorder_.count_event();
    free_slots_.push_back(slot);
    ++jobs_ended_;
    if (has_failures_) [[unlikely]]
        running_[slot].gpus = 0;
    if (observer_ != nullptr)
        observer_->on_end(now_us_, ended.job, ended.fleet);
}

void State::repair_nodes() {
    while (clocks_.has_repair(now_us_)) {
        const NodeClocks::Node node = clocks_.repair();
        if (const QueueId queue = queue_of_[node.fleet.index()]; queue != QueueId(kNowhere))
            touch(queue).room_changed();
        tables_[node.fleet.index()].repair(node.index);
        if (has_facility_) {
            facility_->repair(node.fleet, node.index);
            power_changed();
        }
        recorder_.repair(now_us_, node.fleet);
        recorder_.count_event();
        if (observer_ != nullptr)
            observer_->on_repair(now_us_, node.fleet, node.index);
    }
}

void State::fail_nodes() {
    while (clocks_.has_failure(now_us_))
        fail(clocks_.fail());
}

void State::fail(const NodeClocks::Failure& failure) {
    const auto [fleet, node] = failure.node;
    recorder_.count_event();
    if (observer_ != nullptr)
        observer_->on_fail(now_us_, fleet, node);
    if (const QueueId queue = queue_of_[fleet.index()]; queue != QueueId(kNowhere)) {
        touch(queue).room_changed();
        interrupt_jobs_on(fleet, node);
    }
    tables_[fleet.index()].fail(node);
    if (has_facility_) {
        facility_->fail(fleet, node);
        power_changed();
    }
    recorder_.fail(now_us_, fleet, node, failure.repaired_us);
}

void State::interrupt_jobs_on(FleetId fleet, std::uint32_t node) {
    std::vector<std::uint32_t> slots;
    for (std::uint32_t slot = 0; slot < running_.size(); ++slot) {
        const RunningJob& job = running_[slot];
        if (job.gpus > 0 && job.fleet == fleet && has_seat_on(job, node))
            slots.push_back(slot);
    }
    std::sort(slots.begin(), slots.end(),
              [&](std::uint32_t a, std::uint32_t b) { return running_[a].job < running_[b].job; });
    for (const std::uint32_t slot : slots)
        interrupt(slot);
}

// The nodes of a seat ascend.
bool State::has_seat_on(const RunningJob& job, std::uint32_t node) const {
    std::uint32_t at = job.seat.first_node;
    for (std::uint32_t left = job.seat.nodes; at < node && left > 1; --left)
        at = tables_[job.fleet.index()].next_node(at);
    return at == node;
}

void State::interrupt(std::uint32_t slot) {
    RunningJob& cut = running_[slot];
    QueueState& queue = queues_[queue_of_[cut.fleet.index()].index()];
    queue.job_ended(slot, cut.believed_end_us);
    NodeTable<Solo>& table = tables_[cut.fleet.index()];
    const std::int64_t started_us = cut.believed_end_us - world_.jobs[cut.job.index()].estimate_us;
    std::int64_t done_us = now_us_ - started_us;
    if (has_facility_) {
        if (facility_->has_speeds())
            done_us = facility_->done_us(now_us_, slot);
        facility_->end(now_us_, slot, cut.seat, table);
    }
    table.release(cut.seat, cut.gpus);
    const InterruptedAttempt time =
        sim::interrupt(world_.checkpointing_for(cut.job), done_us, recorder_.attempts(cut.job) > 1);
    saved_us_[cut.job.index()] += time.saved_us;
    recorder_.interrupt(now_us_, {cut.job, cut.fleet, cut.seat.first_node, time},
                        {cut.gpus, table.held_by(cut.gpus)});
    queue.enter(cut.job);
    cut.gpus = 0;
    if (is_clocked_)  // no completion of it is in the heap
        free_slots_.push_back(slot);
    if (observer_ != nullptr)
        observer_->on_interrupt(now_us_, cut.job, cut.fleet);
}

void State::open_fleets_due() {
    for (; next_opening_ < openings_.size() && openings_[next_opening_].time_us <= now_us_;
         ++next_opening_) {
        const FleetId fleet = openings_[next_opening_].fleet;
        if (const QueueId queue = queue_of_[fleet.index()]; queue != QueueId(kNowhere))
            touch(queue).room_changed();
        open(fleet);
        power_changed();
        recorder_.count_event();
    }
}

void State::open(FleetId fleet) {
    tables_[fleet.index()].install();
    recorder_.install(now_us_, fleet, tables_[fleet.index()].installed_gpus());
    if (has_facility_)
        facility_->put_in_service(fleet);
    clocks_.put_in_service(now_us_, fleet);
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
        last_job_us_ = now_us_;
        if (holds_jobs_ && world_.release_us[job.index()] > now_us_) [[unlikely]] {
            held_.push_back({world_.release_us[job.index()], job});
            std::push_heap(held_.begin(), held_.end(), std::greater<>());
            return;
        }
        touch(world_.routes[world_.jobs[job.index()].route].queue).enter(job);
        return;
    }
    recorder_.reject(job);
    ++jobs_ended_;
    if (observer_ != nullptr)
        observer_->on_reject(now_us_, job);
}

void State::release_held() {
    while (!held_.empty() && held_.front().release_us <= now_us_) {
        std::pop_heap(held_.begin(), held_.end(), std::greater<>());
        const auto [release_us, job] = held_.back();
        held_.pop_back();
        recorder_.hold(job, release_us - world_.jobs[job.index()].submit_us);
        last_job_us_ = now_us_;
        touch(world_.routes[world_.jobs[job.index()].route].queue).enter(job);
    }
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
    if (has_admission_) [[unlikely]]  // who looks first takes the power
        std::sort(touched_.begin(), touched_.end());
    for (const QueueId queue : touched_) {
        queues_[queue.index()].schedule();
        is_touched_[queue.index()] = 0;
    }
    touched_.clear();
    if (has_facility_) [[unlikely]]
        facility_->settle(now_us_);
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
    std::int64_t length_us = job.work_us;
    if (has_failures_) [[unlikely]]
        length_us = length_of_attempt(id);
    const bool is_cut = world_.queues[queue_of_[fleet.index()].index()].kill_at_limit &&
                        job.estimate_us < length_us;
    running_[slot] = {id,       fleet, table.place(job.gpus), now_us_ + job.estimate_us,
                      job.gpus, is_cut};
    const std::int64_t runs_us = is_cut ? job.estimate_us : length_us;
    if (has_facility_) [[unlikely]]
        start_in_facility(slot, length_us);
    if (!is_clocked_) [[likely]]
        completions_.push({now_us_ + runs_us, slot, sequence_++});
    recorder_.start(now_us_, id, fleet, table, running_[slot].seat);
    if (observer_ != nullptr)
        observer_->on_start(now_us_, id, fleet);
    return slot;
}

// A clocked job ends when its work is done, or at its limit.
void State::start_in_facility(std::uint32_t slot, std::int64_t work_us) {
    RunningJob& job = running_[slot];
    last_job_us_ = now_us_;
    facility_->start(now_us_, {slot, job.job, job.fleet, job.seat, work_us, sequence_},
                     tables_[job.fleet.index()]);
    if (!is_clocked_)
        return;
    job.is_cut = false;
    if (world_.queues[queue_of_[job.fleet.index()].index()].kill_at_limit)
        limits_.push({job.believed_end_us, slot, sequence_});
    ++sequence_;
}

std::int64_t State::length_of_attempt(JobId job) const {
    const std::int64_t left_us = world_.jobs[job.index()].work_us - saved_us_[job.index()];
    return is_restart(job) ? left_us + world_.checkpointing_for(job).restart_us : left_us;
}

RunRecord State::finish(StopReason stop) {
    if (!is_measuring_)
        recorder_.begin_window(now_us_);
    for (QueueState& queue : queues_)
        queue.close();
    for (const Held& held : held_) {
        recorder_.hold(held.job, now_us_ - world_.jobs[held.job.index()].submit_us);
        recorder_.leave_waiting(held.job);
    }
    if (has_facility_)
        recorder_.set_facility(facility_->finish(now_us_));
    return recorder_.finish(now_us_, stop);
}

}  // namespace headroom::sim
