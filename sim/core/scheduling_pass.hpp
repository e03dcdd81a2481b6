#pragma once

// One scheduling pass over a queue, FCFS or EASY (Lifka, "The ANL/IBM SP scheduling system", JSSPP
// 1995; Mu'alem & Feitelson, TPDS 12(6), 2001): the order of decisions and nothing else. What a
// queue, a fleet or a reservation is made of is the caller's: the engine's state or a trial on a
// GPU.
//
// A Cluster offers, with places counted in queue order:
// clang-format off
//   first_waiting()             place of the first waiting job, or kNowhere
//   next_waiting(place)         place of the next one that could start, or kNowhere
//   fleet_count(place)          number of fleets of the job's route
//   fits(place, i)              does the job fit now on the i-th of them?
//   start(place, i)             starts it there
//   ends_by_reservation(place)  now + estimate <= S
//   leaves_head(place, i)       the head still fits at S beside the job
//   backfill(place, i)          starts it there and keeps the shadow up to date
// clang-format on

#include "sim/core/bit_tree.hpp"

namespace headroom::sim {

// Starts jobs in queue order while they fit. Returns the first that does not, or kNowhere.
template <class Cluster>
HEADROOM_HD std::uint32_t start_in_order(Cluster& cluster) {
    for (;;) {
        const std::uint32_t head = cluster.first_waiting();
        if (head == kNowhere)
            return kNowhere;
        const std::uint32_t fleets = cluster.fleet_count(head);
        std::uint32_t fleet = 0;
        while (fleet < fleets && !cluster.fits(head, fleet))
            ++fleet;
        if (fleet == fleets)
            return head;
        cluster.start(head, fleet);
    }
}

// Tries one job behind the head on each fleet of its route. Returns whether it started.
template <class Cluster>
HEADROOM_HD bool try_backfill(Cluster& cluster, std::uint32_t place) {
    const std::uint32_t fleets = cluster.fleet_count(place);
    for (std::uint32_t fleet = 0; fleet < fleets; ++fleet) {
        if (!cluster.fits(place, fleet))
            continue;
        if (cluster.ends_by_reservation(place) || cluster.leaves_head(place, fleet)) {
            cluster.backfill(place, fleet);
            return true;
        }
    }
    return false;
}

// Tries the first `depth` jobs behind the head, each once, in queue order.
template <class Cluster>
HEADROOM_HD void backfill_behind(Cluster& cluster, std::uint32_t head, std::uint32_t depth) {
    std::uint32_t place = cluster.next_waiting(head);
    for (; place != kNowhere && depth > 0; --depth, place = cluster.next_waiting(place))
        try_backfill(cluster, place);
}

// The time S of the head's reservation: the earliest at which `head_fits()` when all running jobs
// that are believed to end by then have been given to `release(who)`. `ends` yields (end_us, who)
// ascending; a job past its estimate counts as ending at now + 1. Returns `never` if the head fits
// at no time.
template <class Ends, class Release, class HeadFits>
HEADROOM_HD std::int64_t find_reservation(
    std::int64_t now_us, std::int64_t never, Ends&& ends, Release&& release, HeadFits&& head_fits) {
    std::int64_t time_us = now_us + 1;
    for (; !ends.is_done(); ends.advance()) {
        if (ends.end_us() > time_us) {
            if (head_fits())
                return time_us;
            time_us = ends.end_us();
        }
        release(ends.who());
    }
    return head_fits() ? time_us : never;
}

}  // namespace headroom::sim
