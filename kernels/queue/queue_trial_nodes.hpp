#pragma once

// Nodes of a trial that go into service, fail and are repaired. Part of queue_trial.hpp.

#include "kernels/queue/queue_trial.hpp"

namespace headroom::mc {

template <class Team, std::uint32_t kFleets>
HEADROOM_HD void QueueTrial<Team, kFleets>::open_due() {
    if (next_opening_us_ > now_us_)
        return;
    next_opening_us_ = kNever_us;
    for (std::uint32_t f = 0; f < plan_.fleet_count; ++f) {
        if ((unopened_ >> f & 1) == 0)
            continue;
        const std::int64_t in_service_us = plan_.fleets[f].in_service_us;
        if (in_service_us <= now_us_)
            open(f);
        else if (in_service_us < next_opening_us_)
            next_opening_us_ = in_service_us;
    }
    find_next_clock();
}

template <class Team, std::uint32_t kFleets>
HEADROOM_HD void QueueTrial<Team, kFleets>::open(std::uint32_t f) {
    const FleetSpec& fleet = plan_.fleets[f];
    unopened_ &= ~(1u << f);
    table(f).install();
    power_uw_[index(f)] += fleet.idle_uw * fleet.nodes;
    if (fleet.in_service_us > 0) {
        ++totals_.events;
        if (fleet.queue < kMostQueues)
            touch(fleet.queue).has_more_room = true;
    }
    if (fleet.mtbf_us == 0)
        return;
    const auto lane = static_cast<std::uint32_t>(team_.lane());
    for (std::uint32_t node = lane; node < fleet.nodes; node += Team::kWidth) {
        memory_.clocks.next_us[fleet.first_node + node] =
            now_us_ +
            failure_after_us(node_uniform(f, node, Stream::kNodeFailure, 0), fleet.mtbf_us);
    }
    team_.sync();
}

template <class Team, std::uint32_t kFleets>
HEADROOM_HD void QueueTrial<Team, kFleets>::find_next_clock() {
    if (!plan_.has_failures)
        return;
    std::int64_t least_us = kNever_us;
    for (auto n = static_cast<std::uint32_t>(team_.lane()); n < plan_.node_count;
         n += Team::kWidth) {
        const std::int64_t next_us = memory_.clocks.next_us[n];
        least_us = next_us < least_us ? next_us : least_us;
    }
    next_clock_us_ = team_.least(least_us);
}

// change(fleet, node) for each node that is due and down or up as told, in order.
template <class Team, std::uint32_t kFleets>
template <class Change>
HEADROOM_HD void QueueTrial<Team, kFleets>::change_due_nodes(std::uint32_t down, Change&& change) {
    const auto lane = static_cast<std::uint32_t>(team_.lane());
    for (std::uint32_t f = 0; f < plan_.fleet_count; ++f) {
        const std::uint32_t first = plan_.fleets[f].first_node;
        const std::uint32_t nodes = plan_.fleets[f].nodes;
        for (std::uint32_t begin = 0; begin < nodes;) {
            const std::uint32_t n = begin + lane;
            const int found =
                team_.first_lane(n < nodes && memory_.clocks.next_us[first + n] <= now_us_ &&
                                 (memory_.clocks.failures[first + n] & kDown) == down);
            begin += static_cast<std::uint32_t>(found);
            if (found < Team::kWidth) {
                team_.sync();
                change(f, begin);
            }
        }
    }
}

template <class Team, std::uint32_t kFleets>
HEADROOM_HD void QueueTrial<Team, kFleets>::repair_due() {
    if (next_clock_us_ > now_us_)
        return;
    change_due_nodes(kDown, [&](std::uint32_t f, std::uint32_t node) {
        const FleetSpec& fleet = plan_.fleets[f];
        const std::uint32_t n = fleet.first_node + node;
        const std::uint32_t failures = memory_.clocks.failures[n] & ~kDown;
        const std::int64_t up_us =
            failure_after_us(node_uniform(f, node, Stream::kNodeFailure, failures), fleet.mtbf_us);
        sim::write_once(team_, [&] {
            memory_.clocks.failures[n] = failures;
            memory_.clocks.next_us[n] = now_us_ + up_us;
        });
        count_down(f);
        table(f).repair(node);
        power_uw_[index(f)] += fleet.idle_uw;
        ++totals_.events;
        if (fleet.queue < kMostQueues)
            touch(fleet.queue).has_more_room = true;
    });
}

template <class Team, std::uint32_t kFleets>
HEADROOM_HD void QueueTrial<Team, kFleets>::fail_due() {
    if (next_clock_us_ > now_us_)
        return;
    change_due_nodes(0, [&](std::uint32_t f, std::uint32_t node) { fail(f, node); });
    find_next_clock();
}

template <class Team, std::uint32_t kFleets>
HEADROOM_HD void QueueTrial<Team, kFleets>::fail(std::uint32_t f, std::uint32_t node) {
    const FleetSpec& fleet = plan_.fleets[f];
    clear_node(f, node);
    count_down(f);
    table(f).fail(node);
    power_uw_[index(f)] -= fleet.idle_uw;
    const std::uint32_t n = fleet.first_node + node;
    const std::uint32_t failures = memory_.clocks.failures[n];
    const std::int64_t down_us =
        repair_us(draw(fleet.repair_s, node_uniform(f, node, Stream::kNodeRepair, failures)));
    sim::write_once(team_, [&] {
        memory_.clocks.failures[n] = (failures + 1) | kDown;
        memory_.clocks.next_us[n] = now_us_ + down_us;
    });
    fleet_totals_[index(f)].failures += now_us_ >= plan_.warmup_us ? 1 : 0;
    ++totals_.events;
    if (fleet.queue < kMostQueues)
        touch(fleet.queue).has_more_room = true;
}

template <class Team, std::uint32_t kFleets>
HEADROOM_HD bool QueueTrial<Team, kFleets>::is_on(std::uint64_t key,
                                                  std::uint32_t fleet,
                                                  std::uint32_t node) const {
    const std::uint32_t slot = slot_of(key);
    const SlotShape shape = slot_shape(slot);
    std::uint32_t at = memory_.running.first_node[slot];
    if (shape.fleet != fleet)
        return false;
    for (std::uint32_t i = 1; i < shape.nodes && at < node; ++i)
        at = tables_[index(fleet)].next_node(at);
    return at == node;
}

// Interrupts every job that has GPUs on the node.
template <class Team, std::uint32_t kFleets>
HEADROOM_HD void QueueTrial<Team, kFleets>::clear_node(std::uint32_t f, std::uint32_t node) {
    const auto lane = static_cast<std::uint32_t>(team_.lane());
    for (std::uint32_t begin = 0; begin < ends_.size();) {
        const std::uint32_t i = begin + lane;
        const int found = team_.first_lane(i < ends_.size() && is_on(ends_.at(i), f, node));
        begin += static_cast<std::uint32_t>(found);
        if (found == Team::kWidth)
            continue;
        const std::uint64_t hit = ends_.at(begin);
        const Attempt attempt = read_attempt(hit);
        ends_.erase(hit);
        interrupt(attempt);
    }
}

// The down time of a fleet up to now, before a node comes or goes.
template <class Team, std::uint32_t kFleets>
HEADROOM_HD void QueueTrial<Team, kFleets>::count_down(std::uint32_t f) {
    fleet_totals_[index(f)].down +=
        static_cast<Int128>(table(f).down_gpus()) * measured_since(down_since_us_[index(f)]);
    down_since_us_[index(f)] = now_us_;
}

}  // namespace headroom::mc
