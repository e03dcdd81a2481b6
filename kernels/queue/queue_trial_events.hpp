#pragma once

// What happens at an instant of a trial, but for its nodes. Part of queue_trial.hpp.

#include "kernels/queue/queue_trial.hpp"

namespace headroom::mc {

template <class Team, std::uint32_t kFleets>
HEADROOM_HD void QueueTrial<Team, kFleets>::clear() {
    const auto lane = static_cast<std::uint32_t>(team_.lane());
    std::uint64_t* words = memory_.rest;
    for (std::uint32_t f = 0; f < plan_.fleet_count; ++f) {
        const FleetSpec& fleet = plan_.fleets[f];
        const std::size_t of_table = QueueMemory::table_words<Team>(fleet);
        const std::size_t both = of_table + QueueMemory::shadow_words<Team>(fleet);
        for (std::size_t i = lane; i < both; i += Team::kWidth)
            words[i] = 0;
        team_.sync();
        tables_[index(f)] = Table(team_, fleet.placement, fleet.nodes, fleet.gpus_per_node, words);
        shadows_[index(f)] = Shadow(team_, fleet.placement, fleet.nodes, words + of_table);
        words += both;
        unopened_ |= 1u << f;
    }
    const std::uint32_t slots = plan_.capacity.running;
    for (std::uint32_t i = lane; i < slots; i += Team::kWidth)
        memory_.free_slots[i] = slots - 1 - i;
    free_slots_ = slots;
    if (plan_.has_failures) {
        for (std::uint32_t n = lane; n < plan_.node_count; n += Team::kWidth) {
            memory_.clocks.next_us[n] = kNever_us;
            memory_.clocks.failures[n] = 0;
        }
    }
    for (std::uint32_t j = lane; j < jobs_.count; j += Team::kWidth) {
        record_.start_us[j] = -1;
        record_.end_us[j] = -1;
        record_.state[j] = TrialJobState::kPending;
    }
    next_opening_us_ = 0;
    team_.sync();
}

template <class Team, std::uint32_t kFleets>
HEADROOM_HD bool QueueTrial<Team, kFleets>::advance() {
    if (jobs_ended_ == jobs_.count && plan_.horizon_us >= kNever_us)
        return false;
    std::int64_t next_us = plan_.horizon_us;
    const auto consider = [&](std::int64_t time_us) {
        next_us = time_us < next_us ? time_us : next_us;
    };
    if (!ends_.is_empty())
        consider(time_of(ends_.first()));
    if (next_job_ < jobs_.count)
        consider(job(next_job_).submit_us);
    consider(next_opening_us_);
    consider(next_clock_us_);
    if (plan_.has_power && next_us > now_us_ && next_us > plan_.warmup_us)
        note_peaks();
    now_us_ = next_us;
    return true;
}

// The power of this instant is held for a while.
template <class Team, std::uint32_t kFleets>
HEADROOM_HD void QueueTrial<Team, kFleets>::note_peaks() {
    const auto note = [](std::int64_t power_uw, std::int64_t& peak_uw) {
        peak_uw = power_uw > peak_uw ? power_uw : peak_uw;
    };
    std::int64_t all_uw = 0;
    for (std::uint32_t f = 0; f < plan_.fleet_count; ++f) {
        all_uw += power_uw_[index(f)];
        note(power_uw_[index(f)], fleet_totals_[index(f)].peak_uw);
        if (plan_.fleets[f].hall != f)
            continue;
        std::int64_t hall_uw = 0;
        for (std::uint32_t other = f; other < plan_.fleet_count; ++other)
            hall_uw += plan_.fleets[other].hall == f ? power_uw_[index(other)] : 0;
        note(hall_uw, fleet_totals_[index(f)].hall_peak_uw);
    }
    note(all_uw, totals_.peak_uw);
}

template <class Team, std::uint32_t kFleets>
HEADROOM_HD auto QueueTrial<Team, kFleets>::read_attempt(std::uint64_t key) const -> Attempt {
    const std::uint32_t slot = slot_of(key);
    const SlotShape shape = slot_shape(slot);
    const std::uint32_t j = slot_job(slot);
    const std::int64_t ran_us = shape.is_cut
                                    ? job(j).estimate_us
                                    : runs_us(j, memory_.running.left_us[slot], shape.is_restart);
    return {slot, j, shape.fleet, time_of(key) - ran_us, shape.is_restart, shape.is_cut};
}

template <class Team, std::uint32_t kFleets>
HEADROOM_HD void QueueTrial<Team, kFleets>::complete_due() {
    while (!ends_.is_empty() && time_of(ends_.first()) <= now_us_) {
        const Attempt ended = read_attempt(ends_.first());
        ends_.pop();
        end(ended);
    }
}

// Gives back what an attempt held. It is among the ends no more.
template <class Team, std::uint32_t kFleets>
HEADROOM_HD void QueueTrial<Team, kFleets>::leave(const Attempt& attempt) {
    const sim::Job& what = job(attempt.job);
    if (believes(attempt.fleet))
        beliefs_.erase(key(believed_end_us(attempt.start_us, what), attempt.slot));
    table(attempt.fleet).release(seat_of(attempt.slot), what.gpus);
    account(attempt);
    if (team_.lane() == 0)
        memory_.free_slots[free_slots_] = attempt.slot;
    ++free_slots_;
    team_.sync();
    touch(what_queue(attempt.fleet)).has_more_room = true;
}

// Counts the GPU-time of an attempt up to now.
template <class Team, std::uint32_t kFleets>
HEADROOM_HD void QueueTrial<Team, kFleets>::account(const Attempt& attempt) {
    const std::uint32_t gpus = job(attempt.job).gpus;
    const Int128 measured_us = measured_since(attempt.start_us);
    FleetTotals& totals = fleet_totals_[index(attempt.fleet)];
    totals.allocated += measured_us * gpus;
    totals.held += measured_us * table(attempt.fleet).held_by(gpus);
    power_uw_[index(attempt.fleet)] -= plan_.fleets[attempt.fleet].slope_uw * gpus;
}

template <class Team, std::uint32_t kFleets>
HEADROOM_HD void QueueTrial<Team, kFleets>::end(const Attempt& attempt) {
    leave(attempt);
    if (attempt.is_restart && now_us_ >= plan_.warmup_us) {
        const std::int64_t restart_us = checkpointing(attempt.job).restart_us;
        const std::int64_t ran_us = now_us_ - attempt.start_us;
        fleet_totals_[index(attempt.fleet)].lost +=
            static_cast<Int128>(restart_us < ran_us ? restart_us : ran_us) * job(attempt.job).gpus;
    }
    if (team_.lane() == 0) {
        record_.end_us[attempt.job] = now_us_;
        record_.state[attempt.job] =
            attempt.is_cut ? TrialJobState::kKilled : TrialJobState::kCompleted;
    }
    totals_.completed += attempt.is_cut ? 0 : 1;
    totals_.killed += attempt.is_cut ? 1 : 0;
    totals_.last_end_us = now_us_;
    ++totals_.events;
    ++jobs_ended_;
}

// A failure of its node ends the attempt; it is among the ends no more.
template <class Team, std::uint32_t kFleets>
HEADROOM_HD void QueueTrial<Team, kFleets>::interrupt(const Attempt& attempt) {
    const sim::Job& what = job(attempt.job);
    const sim::InterruptedAttempt left =
        sim::interrupt(checkpointing(attempt.job), now_us_ - attempt.start_us, attempt.is_restart);
    const std::int64_t left_us = memory_.running.left_us[attempt.slot] - left.saved_us;
    leave(attempt);
    if (now_us_ >= plan_.warmup_us) {
        fleet_totals_[index(attempt.fleet)].lost += static_cast<Int128>(left.lost_us) * what.gpus;
        ++fleet_totals_[index(attempt.fleet)].interruptions;
    }
    if (interrupted_ == plan_.capacity.interrupted) {
        totals_.status = TrialStatus::kOverflowed;
        return;
    }
    if (team_.lane() == 0) {
        memory_.interrupted.left_us[interrupted_] = left_us;
        memory_.interrupted.job[interrupted_] = attempt.job;
    }
    ++interrupted_;
    team_.sync();
    const std::uint32_t place =
        jobs_.place_of == nullptr ? attempt.job : jobs_.place_of[attempt.job];
    enter(plan_.routes[what.route].queue, place, what);
}

// The work that is left of a job that starts; an interrupted one is so no more.
template <class Team, std::uint32_t kFleets>
HEADROOM_HD std::int64_t QueueTrial<Team, kFleets>::take_left(std::uint32_t j,
                                                              const sim::Job& what,
                                                              bool& is_restart) {
    const auto lane = static_cast<std::uint32_t>(team_.lane());
    for (std::uint32_t begin = 0; begin < interrupted_; begin += Team::kWidth) {
        const std::uint32_t i = begin + lane;
        const int found = team_.first_lane(i < interrupted_ && memory_.interrupted.job[i] == j);
        if (found == Team::kWidth)
            continue;
        const std::uint32_t at = begin + static_cast<std::uint32_t>(found);
        const std::int64_t left_us = memory_.interrupted.left_us[at];
        --interrupted_;
        sim::write_once(team_, [&] {
            memory_.interrupted.left_us[at] = memory_.interrupted.left_us[interrupted_];
            memory_.interrupted.job[at] = memory_.interrupted.job[interrupted_];
        });
        is_restart = true;
        return left_us;
    }
    return what.work_us;
}

template <class Team, std::uint32_t kFleets>
HEADROOM_HD void QueueTrial<Team, kFleets>::submit_due() {
    for (; next_job_ < jobs_.count && job(next_job_).submit_us <= now_us_; ++next_job_)
        submit(next_job_);
}

template <class Team, std::uint32_t kFleets>
HEADROOM_HD void QueueTrial<Team, kFleets>::submit(std::uint32_t j) {
    const sim::Job& what = job(j);
    ++totals_.events;
    ++totals_.submitted;
    const bool is_taken = can_ever_run(what);
    if (team_.lane() == 0)
        record_.state[j] = is_taken ? TrialJobState::kUnfinished : TrialJobState::kRejected;
    if (!is_taken) {
        ++totals_.rejected;
        ++jobs_ended_;
        return;
    }
    enter(plan_.routes[what.route].queue, jobs_.place_of == nullptr ? j : jobs_.place_of[j], what);
}

// The first to come to a queue in which nobody waits is kept apart: it mostly starts at once.
template <class Team, std::uint32_t kFleets>
HEADROOM_HD void QueueTrial<Team, kFleets>::enter(std::uint32_t q,
                                                  std::uint32_t place,
                                                  const sim::Job& what) {
    QueueState& state = touch(q);
    const bool is_first = state.fresh == sim::kNowhere;
    state.fresh = place < state.fresh ? place : state.fresh;
    if (is_first && waiting_.index_of(plan_.queues[q].first_place) ==
                        waiting_.index_of(plan_.queues[q].end_place)) {
        state.lone = place;
        return;
    }
    if (state.lone != sim::kNowhere) {
        wait(state.lone, job(job_at(state.lone)));
        state.lone = sim::kNowhere;
    }
    wait(place, what);
}

template <class Team, std::uint32_t kFleets>
HEADROOM_HD bool QueueTrial<Team, kFleets>::can_ever_run(const sim::Job& what) {
    if (what.route == kBarredRoute)
        return false;
    const RouteSpec& route = plan_.routes[what.route];
    for (std::uint32_t i = 0; i < route.fleet_count; ++i) {
        if (table(route.fleets[i]).can_hold(what.gpus))
            return true;
    }
    return false;
}

template <class Team, std::uint32_t kFleets>
HEADROOM_HD void QueueTrial<Team, kFleets>::schedule() {
    for (std::uint32_t q = 0; q < plan_.queue_count; ++q) {
        if (!queue(q).is_touched)
            continue;
        QueuePass<QueueTrial>(*this, q).run();
        queue(q).is_touched = false;
    }
}

// Adds up what goes on at the end.
template <class Team, std::uint32_t kFleets>
HEADROOM_HD TrialTotals QueueTrial<Team, kFleets>::close() {
    team_.sync();
    for (std::uint32_t i = 0; i < ends_.size(); ++i)
        account(read_attempt(ends_.at(i)));
    for (std::uint32_t f = 0; f < plan_.fleet_count; ++f) {
        const FleetSpec& fleet = plan_.fleets[f];
        fleet_totals_[index(f)].installed =
            static_cast<Int128>(measured_since(fleet.in_service_us)) * table(f).installed_gpus();
        count_down(f);
    }
    for (std::uint32_t q = 0; q < plan_.queue_count; ++q)
        set_stranded(queue(q), -1);
    for (std::uint32_t f = 0; f < plan_.fleet_count; ++f)
        totals_.fleets[f] = fleet_totals_[index(f)];
    totals_.running = ends_.size();
    totals_.waiting = waiting_.size();
    totals_.stopped_at_us = now_us_;
    if (totals_.status == TrialStatus::kDone)
        measure_jobs(team_, plan_, jobs_, record_, totals_);
    return totals_;
}

}  // namespace headroom::mc
