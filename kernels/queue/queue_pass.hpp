#pragma once

// One scheduling pass of a trial: the Cluster of sim/core/scheduling_pass.hpp on the trial's
// memory. As the engine's queue it tries only what can have changed; the engine's queue_state.hpp
// says when that is enough.

#include "kernels/queue/queue_state.hpp"
#include "kernels/queue/waiting_list.hpp"
#include "sim/core/scheduling_pass.hpp"

namespace headroom::mc {

template <class Trial>
class QueuePass {
public:
    HEADROOM_HD QueuePass(Trial& trial, std::uint32_t queue)
        : trial_(trial), spec_(trial.plan().queues[queue]), state_(trial.queue(queue)) {}

    HEADROOM_HD void run() {
        if (state_.lone != sim::kNowhere && !start_lone())
            wait_after_all();
        begin_ = trial_.waiting().index_of(spec_.first_place);
        end_ = trial_.waiting().index_of(spec_.end_place);
        if (begin_ == end_)
            state_.head = sim::kNowhere;
        else if (only_arrivals_matter())
            try_arrivals();
        else
            schedule_all();
        state_.fresh = sim::kNowhere;
        state_.has_more_room = false;
        trial_.set_stranded(state_, count_stranded());
    }

    // The Cluster of a scheduling pass.
    [[nodiscard]] HEADROOM_HD std::uint32_t first_waiting() const {
        return begin_ == end_ ? sim::kNowhere : trial_.waiting().place(begin_);
    }
    [[nodiscard]] HEADROOM_HD std::uint32_t next_waiting(std::uint32_t place) {
        if (cursor_ < end_ && trial_.waiting().place(cursor_) == place)
            ++cursor_;  // it did not start
        cursor_ = has_unlimited_depth() ? next_candidate() : cursor_;
        return cursor_ < end_ ? trial_.waiting().place(cursor_) : sim::kNowhere;
    }
    [[nodiscard]] HEADROOM_HD std::uint32_t fleet_count(std::uint32_t place) {
        return route_of(place).fleet_count;
    }
    [[nodiscard]] HEADROOM_HD bool fits(std::uint32_t place, std::uint32_t index) {
        return trial_.table(route_of(place).fleets[index]).fits(job_.gpus);
    }
    [[nodiscard]] HEADROOM_HD bool ends_by_reservation(std::uint32_t place) {
        look(place);
        if (!state_.has_reservation)
            make_reservation();
        return trial_.now_us() + job_.estimate_us <= state_.reservation_us;
    }
    [[nodiscard]] HEADROOM_HD bool leaves_head(std::uint32_t place, std::uint32_t index) {
        const std::uint32_t fleet = route_of(place).fleets[index];
        return !is_shadowed(fleet) || head_fits_off(fleet) ||
               trial_.shadow(fleet).head_fits_beside(trial_.table(fleet), job_.gpus);
    }
    HEADROOM_HD void start(std::uint32_t place, std::uint32_t index) {
        state_.has_reservation = false;
        const std::uint32_t fleet = route_of(place).fleets[index];
        leave_list(begin_);
        trial_.start(job_index_, job_, fleet);
    }
    HEADROOM_HD void backfill(std::uint32_t place, std::uint32_t index) {
        const bool ends_by_s = ends_by_reservation(place);
        const std::uint32_t fleet = route_of(place).fleets[index];
        are_bounds_known_ = false;
        state_.has_moved_fits = !trial_.table(fleet).is_pool();
        leave_list(cursor_);
        const sim::Seat seat = trial_.start(job_index_, job_, fleet);
        if (is_shadowed(fleet))
            trial_.shadow(fleet).placed(trial_.table(fleet), seat, job_.gpus, ends_by_s);
    }

private:
    [[nodiscard]] HEADROOM_HD bool is_easy() const { return spec_.policy == sim::Policy::kEasy; }
    [[nodiscard]] HEADROOM_HD bool has_unlimited_depth() const {
        return spec_.backfill_depth == 0xFFFFFFFF;
    }

    HEADROOM_HD void look(std::uint32_t place) {
        if (place == seen_)
            return;
        seen_ = place;
        job_index_ = trial_.job_at(place);
        job_ = trial_.job(job_index_);
    }
    [[nodiscard]] HEADROOM_HD const RouteSpec& route_of(std::uint32_t place) {
        look(place);
        return trial_.plan().routes[job_.route];
    }
    [[nodiscard]] HEADROOM_HD const RouteSpec& head_route() {
        return trial_.plan().routes[trial_.job(trial_.job_at(state_.head)).route];
    }

    HEADROOM_HD void leave_list(std::uint32_t index) {
        trial_.waiting().erase(index);
        --end_;
    }

    // The usual case on a fleet with headroom: nobody waits, and the job that arrives can start.
    HEADROOM_HD bool start_lone() {
        const RouteSpec& route = route_of(state_.lone);
        for (std::uint32_t i = 0; i < route.fleet_count; ++i) {
            if (!trial_.table(route.fleets[i]).fits(job_.gpus))
                continue;
            state_.lone = sim::kNowhere;
            trial_.start(job_index_, job_, route.fleets[i]);
            return true;
        }
        return false;
    }

    HEADROOM_HD void wait_after_all() {
        trial_.wait(state_.lone, job_);
        state_.lone = sim::kNowhere;
    }

    [[nodiscard]] HEADROOM_HD bool only_arrivals_matter() const {
        if (state_.head == sim::kNowhere || state_.has_more_room || state_.fresh < state_.head)
            return false;
        return !is_easy() ||
               (has_unlimited_depth() && !state_.has_moved_fits && reservation_stands());
    }
    [[nodiscard]] HEADROOM_HD bool reservation_stands() const {
        return !state_.has_more_room && trial_.first_believed_end_us() > trial_.now_us();
    }

    HEADROOM_HD void try_arrivals() {
        if (!is_easy())
            return;
        cursor_ = trial_.waiting().index_of(state_.fresh);
        for (cursor_ = next_candidate(); cursor_ < end_; cursor_ = next_candidate()) {
            if (!sim::try_backfill(*this, trial_.waiting().place(cursor_)))
                ++cursor_;
        }
    }

    HEADROOM_HD void schedule_all() {
        const std::uint32_t reserved = state_.head;
        state_.has_reservation = state_.has_reservation && reservation_stands();
        state_.head = sim::start_in_order(*this);
        state_.has_reservation = state_.has_reservation && state_.head == reserved;
        state_.has_moved_fits = false;
        cursor_ = begin_;
        if (state_.head != sim::kNowhere && is_easy())
            sim::backfill_behind(*this, state_.head, spec_.backfill_depth);
    }

    // The index of the next job from the cursor on that might start, or end_.
    [[nodiscard]] HEADROOM_HD std::uint32_t next_candidate() {
        if (!are_bounds_known_ && !find_bounds())
            return end_;
        const std::uint32_t found = trial_.waiting().next_candidate(cursor_, end_, bounds_);
        return found == sim::kNowhere ? end_ : found;
    }

    // False if no waiting job fits: a reservation would be for nothing.
    [[nodiscard]] HEADROOM_HD bool find_bounds() {
        std::int64_t largest = 0;
        for (std::uint32_t i = 0; i < spec_.fleet_count; ++i) {
            const std::int64_t fits = trial_.table(spec_.fleets[i]).largest_fit();
            largest = fits > largest ? fits : largest;
        }
        const auto size = static_cast<std::uint32_t>(largest);
        if (size == 0 ||
            trial_.waiting().next_candidate(cursor_, end_, {size, size, 0}) == sim::kNowhere)
            return false;
        if (!state_.has_reservation)
            make_reservation();
        bounds_ = {size, largest_beside(size),
                   sim::coarse_time(state_.reservation_us - trial_.now_us())};
        are_bounds_known_ = true;
        return true;
    }

    // A limit on the sizes that leave the head its GPUs at S, on whichever fleet they would run.
    [[nodiscard]] HEADROOM_HD std::uint32_t largest_beside(std::uint32_t size) {
        std::int64_t largest = 0;
        for (std::uint32_t i = 0; i < spec_.fleet_count; ++i) {
            const std::uint32_t fleet = spec_.fleets[i];
            const auto& table = trial_.table(fleet);
            std::int64_t fits = table.largest_fit() < size ? table.largest_fit() : size;
            if (is_shadowed(fleet) && !head_fits_off(fleet)) {
                fits = trial_.shadow(fleet).largest_beside(table, static_cast<std::uint32_t>(fits));
            }
            largest = fits > largest ? fits : largest;
        }
        return static_cast<std::uint32_t>(largest);
    }

    // Is the fleet one on which the head may run?
    [[nodiscard]] HEADROOM_HD bool is_shadowed(std::uint32_t fleet) {
        const RouteSpec& route = head_route();
        for (std::uint32_t i = 0; i < route.fleet_count; ++i) {
            if (route.fleets[i] == fleet)
                return true;
        }
        return false;
    }

    // Does the head fit at S on another fleet than this?
    [[nodiscard]] HEADROOM_HD bool head_fits_off(std::uint32_t fleet) {
        const RouteSpec& route = head_route();
        for (std::uint32_t i = 0; i < route.fleet_count; ++i) {
            if (route.fleets[i] != fleet && trial_.shadow(route.fleets[i]).head_fits())
                return true;
        }
        return false;
    }

    HEADROOM_HD void make_reservation() {
        const sim::Job& head = trial_.job(trial_.job_at(state_.head));
        const RouteSpec& route = trial_.plan().routes[head.route];
        for (std::uint32_t i = 0; i < route.fleet_count; ++i)
            trial_.shadow(route.fleets[i]).reset(trial_.table(route.fleets[i]), head.gpus);
        const auto release = [&](std::uint32_t slot) {
            const SlotShape shape = trial_.slot_shape(slot);
            if (is_shadowed(shape.fleet)) {
                trial_.shadow(shape.fleet)
                    .release(trial_.table(shape.fleet), trial_.seat_of(slot),
                             trial_.job(trial_.slot_job(slot)).gpus);
            }
        };
        const auto head_fits = [&] {
            return head_fits_off(kMostFleets);
        };
        state_.reservation_us = sim::find_reservation(trial_.now_us(), kNever_us,
                                                      trial_.believed_ends(), release, head_fits);
        state_.has_reservation = true;
    }

    // GPUs free on the head's route although they suffice for it.
    [[nodiscard]] HEADROOM_HD std::int64_t count_stranded() {
        if (state_.head == sim::kNowhere)
            return 0;
        const sim::Job& head = trial_.job(trial_.job_at(state_.head));
        const RouteSpec& route = trial_.plan().routes[head.route];
        std::int64_t free = 0;
        for (std::uint32_t i = 0; i < route.fleet_count; ++i)
            free += trial_.table(route.fleets[i]).free_gpus();
        return free >= static_cast<std::int64_t>(head.gpus) ? free : 0;
    }

    Trial& trial_;
    const QueueSpec& spec_;
    QueueState& state_;
    std::uint32_t begin_ = 0;  // indices of this queue's jobs in the list
    std::uint32_t end_ = 0;
    std::uint32_t cursor_ = 0;
    CandidateBounds bounds_;
    bool are_bounds_known_ = false;
    std::uint32_t seen_ = sim::kNowhere;  // the place whose job the two below are
    std::uint32_t job_index_ = 0;
    sim::Job job_;
};

}  // namespace headroom::mc
