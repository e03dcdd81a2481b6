#include "sim/engine/queue_state.hpp"

#include <algorithm>

#include "sim/core/coarse_time.hpp"
#include "sim/engine/state.hpp"

namespace headroom::sim {
QueueState::QueueState(const World& world, QueueId id, State& state)
    : world_(&world),
      spec_(&world.queues[id.index()]),
      id_(id),
      state_(&state),
      order_words_(BitTree::words_needed(spec_->order.size())),
      order_(order_words_.data(), spec_->order.size()),
      clock_(world, id),
      has_admission_(world.facility.has_admission()),
      shares_power_(has_admission_ && world.queues.size() > 1),
      reading_of_(spec_->order.size(), kNowhere) {
    if (is_easy()) {
        size_words_.assign(MinTree::words_needed(spec_->order.size()), MinTree::kAbsent);
        sizes_ = MinTree(size_words_.data(), spec_->order.size());
        estimate_words_ = size_words_;
        estimates_ = MinTree(estimate_words_.data(), spec_->order.size());
    }
    views_.resize(clock_.routes().size());
}

void QueueState::touch() {
    clock_.advance(state_->now_us());
}

void QueueState::job_ended(std::uint32_t slot, std::int64_t believed_end_us) {
    if (is_easy())
        ends_.erase({believed_end_us, slot});
    room_has_changed_ = true;
}

void QueueState::schedule() {
    bounds_.are_known = false;
    if (waiting_jobs_ == 0 && fresh_.size() == 1 && start_lone_arrival()) {
        room_has_changed_ = false;
        return;
    }
    if (fresh_.size() > 1)
        std::sort(fresh_.begin(), fresh_.end());
    if (only_arrivals_matter())
        try_arrivals();
    else
        schedule_all();
    start_clock_of_arrivals();
    room_has_changed_ = false;
    publish();
}

// The usual case on a fleet with headroom: nobody waits, and the job that arrives can start.
bool QueueState::start_lone_arrival() {
    const std::uint32_t place = fresh_.front();
    const std::uint32_t fleets = fleet_count(place);
    for (std::uint32_t fleet = 0; fleet < fleets; ++fleet) {
        if (!fits(place, fleet))
            continue;
        fresh_.clear();
        start(place, fleet);
        return true;
    }
    return false;
}

// With a blocked head and no new room, the jobs that were refused before are refused again: time
// only brings S nearer, and what was started since took room. Not so if a running job outlives its
// estimate, which moves S, or if a start since the refusal moved the best fit of a smaller job to a
// node that the head does not need. A limited depth counts places in the whole queue.
bool QueueState::only_arrivals_matter() const {
    if (waiting_jobs_ == 0 || room_has_changed_)
        return false;
    if (!fresh_.empty() && fresh_.front() < head_)
        return false;
    return !is_easy() || (has_unlimited_depth() && !has_moved_fits_ && reservation_stands());
}

// S and the shadows hold as long as nothing ended or opened, no running job outlived its estimate
// and no other queue took power.
bool QueueState::reservation_stands() const {
    return !room_has_changed_ && !shares_power_ && ends_.first_end_us(kNever) > state_->now_us();
}

void QueueState::try_arrivals() {
    std::size_t tried = 0;
    while (tried < fresh_.size()) {
        const std::uint32_t place = fresh_[tried++];
        if (!is_easy() || !try_backfill(*this, place)) {
            add_waiting(place);
        } else if (spec_->placement == Placement::kPacked) {
            // It may have moved the best fit of every job behind it.
            for (; tried < fresh_.size(); ++tried)
                add_waiting(fresh_[tried]);
            backfill_behind(*this, place, spec_->backfill_depth);
        }
    }
}

void QueueState::schedule_all() {
    for (const std::uint32_t place : fresh_)
        add_waiting(place);
    const std::uint32_t reserved = head_;
    has_reservation_ = has_reservation_ && reservation_stands();
    head_ = start_in_order(*this);
    has_reservation_ = has_reservation_ && head_ == reserved;
    has_moved_fits_ = false;
    if (head_ != kNowhere && is_easy())
        backfill_behind(*this, head_, spec_->backfill_depth);
}

void QueueState::add_waiting(std::uint32_t place) {
    const std::uint32_t gpus = job(place).gpus;
    order_.insert(place);
    if (is_easy()) {
        sizes_.set(place, gpus);
        estimates_.set(place, coarse_time(job(place).estimate_us));
    }
    ++waiting_jobs_;
    waiting_gpus_ += gpus;
}

void QueueState::remove_waiting(std::uint32_t place) {
    order_.erase(place);
    if (is_easy()) {
        sizes_.set(place, MinTree::kAbsent);
        estimates_.set(place, MinTree::kAbsent);
    }
    --waiting_jobs_;
    waiting_gpus_ -= job(place).gpus;
    settle_wait(place);
}

void QueueState::start_clock_of_arrivals() {
    for (const std::uint32_t place : fresh_) {
        if (!order_.contains(place))
            continue;
        // The wait of a job that was interrupted is not measured.
        if (state_->has_failures() && state_->is_restart(look(place).id)) [[unlikely]]
            continue;
        if (free_readings_.empty()) {
            free_readings_.push_back(static_cast<std::uint32_t>(readings_.size()));
            readings_.emplace_back();
        }
        reading_of_[place] = free_readings_.back();
        free_readings_.pop_back();
        readings_[reading_of_[place]] = clock_.read(job(place));
    }
    fresh_.clear();
}

void QueueState::settle_wait(std::uint32_t place) {
    const std::uint32_t reading = reading_of_[place];
    if (reading == kNowhere)
        return;
    CauseTimes times = clock_.read(job(place));
    for (std::size_t cause = 0; cause < kClockedCauses; ++cause)
        times[cause] -= readings_[reading][cause];
    free_readings_.push_back(reading);
    if (state_->has_failures()) [[unlikely]]
        reading_of_[place] = kNowhere;
    state_->recorder().wait(look(place).id, times);
}

void QueueState::publish() {
    std::int64_t stranded = 0;
    if (waiting_jobs_ == 0) {
        clock_.nobody_waits();
    } else {
        for (std::size_t i = 0; i < views_.size(); ++i) {
            views_[i] = {};
            for (const FleetId fleet : world_->routes[clock_.routes()[i].index()].fleets) {
                const NodeTable<Solo>& table = state_->table(fleet);
                views_[i].largest_fit = std::max(views_[i].largest_fit, table.largest_fit());
                views_[i].free_gpus += table.free_gpus();
                if (state_->has_failures()) [[unlikely]]
                    views_[i].down_gpus += table.down_gpus();
            }
            if (has_admission_) [[unlikely]]
                views_[i].largest_admitted = largest_admitted(
                    world_->routes[clock_.routes()[i].index()], views_[i].largest_fit);
        }
        const Job& head = job(head_);
        clock_.head_waits(head.priority_level, views_);
        const WaitClock::RouteView& view = clock_.view_of(head.route);
        const std::int64_t gpus = head.gpus;
        stranded = view.free_gpus >= gpus && view.largest_fit < gpus ? view.free_gpus : 0;
    }
    state_->recorder().set_queue(state_->now_us(), id_, waiting_jobs_, waiting_gpus_, stranded);
}

void QueueState::close() {
    touch();
    for (std::uint32_t place = order_.next(0); place != kNowhere; place = order_.next(place + 1)) {
        settle_wait(place);
        state_->recorder().leave_waiting(spec_->order[place]);
    }
}

std::uint32_t QueueState::first_waiting() {
    if (waiting_jobs_ == 0)
        return kNowhere;
    // Mostly the old head or one of its neighbours; a more urgent arrival may be before it.
    const bool starts_at_head = head_ != kNowhere && (fresh_.empty() || fresh_.front() > head_);
    return starts_at_head ? order_.next(head_) : order_.first();
}

// With the whole queue to try, only jobs that might start are looked at: they fit now, and they end
// by S or might leave the head its GPUs. Both are necessary, neither is sufficient.
std::uint32_t QueueState::next_waiting(std::uint32_t place) {
    if (!has_unlimited_depth())
        return order_.next(place + 1);
    if (!bounds_.are_known)
        find_bounds();
    if (bounds_.size == 0)
        return kNowhere;
    if (bounds_.size_beside == bounds_.size)
        return sizes_.next_at_most(place + 1, bounds_.size);
    const std::uint32_t slack = coarse_time(reservation_us_ - state_->now_us());
    return sizes_.next_where(place + 1, [&](int level, std::uint32_t at) {
        const std::uint32_t size = sizes_.least(level, at);
        return size <= bounds_.size &&
               (size <= bounds_.size_beside || estimates_.least(level, at) <= slack);
    });
}

void QueueState::find_bounds() {
    std::int64_t largest = 0;
    for (const FleetId fleet : spec_->fleets) {
        std::int64_t fits = state_->table(fleet).largest_fit();
        if (has_admission_) [[unlikely]] {
            if (least_demand_uw_ < 0)
                least_demand_uw_ = find_least_demand();
            fits = state_->facility().most_admitted(least_demand_uw_, fleet, fits);
        }
        largest = std::max(largest, fits);
    }
    const auto size =
        static_cast<std::uint32_t>(std::min<std::int64_t>(largest, MinTree::kAbsent - 1));
    bounds_ = {size, size, true};
    if (sizes_.next_at_most(head_ + 1, bounds_.size) == kNowhere) {
        bounds_.size = 0;  // nobody fits: a reservation would be for nothing
        return;
    }
    if (!has_reservation_)
        make_reservation();
    bounds_.size_beside = largest_beside(bounds_.size);
}

// A limit on the sizes that leave the head its GPUs at S, on whichever fleet they would run.
std::uint32_t QueueState::largest_beside(std::uint32_t largest_fit) const {
    std::int64_t largest = 0;
    for (const FleetId fleet : spec_->fleets) {
        const NodeTable<Solo>& table = state_->table(fleet);
        const std::int64_t fits = std::min<std::int64_t>(table.largest_fit(), largest_fit);
        const bool is_needed = is_shadowed(fleet) && !head_fits_off(fleet);
        largest = std::max(largest, is_needed ? state_->shadow(fleet).largest_beside(
                                                    table, static_cast<std::uint32_t>(fits))
                                              : fits);
    }
    return static_cast<std::uint32_t>(largest);
}

std::uint32_t QueueState::fleet_count(std::uint32_t place) const {
    return static_cast<std::uint32_t>(fleets_of(place).size());
}

bool QueueState::fits(std::uint32_t place, std::uint32_t index) const {
    const FleetId fleet = fleets_of(place)[index];
    return state_->table(fleet).fits(job(place).gpus) && is_admitted(place, fleet);
}

bool QueueState::ends_by_reservation(std::uint32_t place) {
    if (!has_reservation_)
        make_reservation();
    return state_->now_us() + job(place).estimate_us <= reservation_us_;
}

bool QueueState::leaves_head(std::uint32_t place, std::uint32_t index) {
    const FleetId fleet = fleets_of(place)[index];
    if (has_admission_) [[unlikely]]
        return leaves_head_power(place, fleet);
    return !is_shadowed(fleet) || head_fits_off(fleet) ||
           state_->shadow(fleet).head_fits_beside(state_->table(fleet), job(place).gpus);
}

// Is the fleet one on which the head may run?
bool QueueState::is_shadowed(FleetId fleet) const {
    return std::find(shadow_fleets_.begin(), shadow_fleets_.end(), fleet) != shadow_fleets_.end();
}

// Does the head fit at S on another fleet than this?
bool QueueState::head_fits_off(FleetId fleet) const {
    return std::any_of(shadow_fleets_.begin(), shadow_fleets_.end(), [&](FleetId other) {
        return other != fleet && state_->shadow(other).head_fits();
    });
}

void QueueState::start(std::uint32_t place, std::uint32_t index) {
    has_reservation_ = false;
    bounds_.are_known = false;
    if (order_.contains(place))
        remove_waiting(place);
    const std::uint32_t slot = state_->start(look(place).id, fleets_of(place)[index]);
    if (is_easy())
        ends_.insert({state_->running(slot).believed_end_us, slot});
}

void QueueState::backfill(std::uint32_t place, std::uint32_t index) {
    const bool ends_by_s = ends_by_reservation(place);
    bounds_.are_known = false;
    has_moved_fits_ = spec_->placement == Placement::kPacked;
    const FleetId fleet = fleets_of(place)[index];
    if (order_.contains(place))
        remove_waiting(place);
    const std::uint32_t slot = state_->start(look(place).id, fleet);
    const RunningJob& started = state_->running(slot);
    ends_.insert({started.believed_end_us, slot});
    if (has_admission_ && !ends_by_s) [[unlikely]]
        demand_at_s_uw_[state_->facility().hall_of(fleet)] +=
            state_->facility().demand_of_slot(slot);
    if (is_shadowed(fleet))
        state_->shadow(fleet).placed(state_->table(fleet), started.seat, job(place).gpus,
                                     ends_by_s);
}

void QueueState::make_reservation() {
    shadow_fleets_ = fleets_of(head_);
    for (const FleetId fleet : shadow_fleets_)
        state_->shadow(fleet).reset(state_->table(fleet), job(head_).gpus);
    const auto release = [&](std::uint32_t slot) {
        const RunningJob& ending = state_->running(slot);
        if (has_admission_) [[unlikely]]
            demand_at_s_uw_[state_->facility().hall_of(ending.fleet)] -=
                state_->facility().demand_of_slot(slot);
        if (is_shadowed(ending.fleet)) {
            state_->shadow(ending.fleet)
                .release(state_->table(ending.fleet), ending.seat,
                         world_->jobs[ending.job.index()].gpus);
        }
    };
    if (has_admission_) [[unlikely]]
        demand_at_s_uw_ = state_->facility().demand_uw();
    const auto head_fits = [&] {
        return std::any_of(shadow_fleets_.begin(), shadow_fleets_.end(), [&](FleetId fleet) {
            return state_->shadow(fleet).head_fits() && head_has_power(fleet);
        });
    };
    reservation_us_ =
        find_reservation(state_->now_us(), kNever, EndOrder::Cursor(ends_), release, head_fits);
    has_reservation_ = true;
}

// Is there power for the job now?
bool QueueState::is_admitted(std::uint32_t place, FleetId fleet) const {
    return !has_admission_ || state_->facility().admits(look(place).id, fleet);
}

// Will there be power for the head at S?
bool QueueState::head_has_power(FleetId fleet) const {
    return !has_admission_ || state_->facility().admits(demand_at_s_uw_, look(head_).id, fleet);
}

// Does the head still fit at S, GPUs and power together, if the job kept both beyond S?
bool QueueState::leaves_head_power(std::uint32_t place, FleetId fleet) {
    const std::uint32_t gpus = job(place).gpus;
    std::int64_t& demand_uw = demand_at_s_uw_[state_->facility().hall_of(fleet)];
    const std::int64_t more_uw = state_->facility().demand_uw(look(place).id, fleet);
    demand_uw += more_uw;
    const bool fits = std::any_of(shadow_fleets_.begin(), shadow_fleets_.end(), [&](FleetId other) {
        const Shadow<Solo>& shadow = state_->shadow(other);
        return (other == fleet ? shadow.head_fits_beside(state_->table(fleet), gpus)
                               : shadow.head_fits()) &&
               head_has_power(other);
    });
    demand_uw -= more_uw;
    return fits;
}

// So much at least each GPU of a job adds: no job of more GPUs than that leaves power for starts.
std::int64_t QueueState::find_least_demand() const {
    std::int64_t least_uw = std::numeric_limits<std::int64_t>::max();
    for (const JobId id : spec_->order) {
        const Job& job = world_->jobs[id.index()];
        for (const FleetId fleet : world_->routes[job.route].fleets) {
            least_uw = std::min(least_uw, state_->facility().demand_uw(id, fleet) /
                                              std::max<std::int64_t>(job.gpus, 1));
        }
    }
    return least_uw;
}

// Of the jobs that fit on some fleet of the route the largest for which there is power, drawing
// what the head's GPUs would.
std::int64_t QueueState::largest_admitted(const Route& route, std::int64_t largest_fit) const {
    std::int64_t largest = 0;
    for (const FleetId fleet : route.fleets) {
        const std::int64_t fits = std::min(largest_fit, state_->table(fleet).largest_fit());
        largest = std::max(largest, state_->facility().most_admitted(look(head_).id, fleet, fits));
    }
    return largest;
}

}  // namespace headroom::sim
