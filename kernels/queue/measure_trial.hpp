#pragma once

// The totals of a trial that follow from its jobs' times: exact sums and nearest ranks, whatever
// the width of the team.

#include "kernels/queue/trial_outcome.hpp"
#include "sim/core/queue_trend.hpp"

namespace headroom::mc {

// The sum over a team of 128-bit numbers.
template <class Team>
[[nodiscard]] HEADROOM_HD Int128 sum_wide(const Team& team, Int128 value) {
    const auto bits = static_cast<UnsignedWide>(value);
    UnsignedWide total = 0;
    for (std::uint32_t limb = 0; limb < 4; ++limb) {
        const auto part = static_cast<std::uint32_t>(bits >> (32 * limb));
        total += static_cast<UnsignedWide>(team.sum(part)) << (32 * limb);
    }
    return static_cast<Int128>(total);
}

// The k-th least, from 0, of non-negative values; one lane may reorder them.
template <class Team>
[[nodiscard]] HEADROOM_HD std::int64_t select_rank(const Team& team,
                                                   std::int64_t* values,
                                                   std::uint32_t count,
                                                   std::uint32_t k) {
    if constexpr (Team::kWidth == 1) {  // Hoare's quickselect
        std::int64_t low = 0;
        std::int64_t high = static_cast<std::int64_t>(count) - 1;
        while (low < high) {
            const std::int64_t pivot = values[low + (high - low) / 2];
            std::int64_t i = low;
            std::int64_t j = high;
            while (i <= j) {
                while (values[i] < pivot)
                    ++i;
                while (values[j] > pivot)
                    --j;
                if (i > j)
                    break;
                const std::int64_t swapped = values[i];
                values[i++] = values[j];
                values[j--] = swapped;
            }
            if (k <= j)
                high = j;
            else if (k >= i)
                low = i;
            else
                break;
        }
        return values[k];
    } else {  // bit by bit: how many are below?
        std::int64_t found = 0;
        for (int bit = 61; bit >= 0; --bit) {
            const std::int64_t limit = found + (std::int64_t{1} << bit);
            std::uint32_t below = 0;
            for (auto i = static_cast<std::uint32_t>(team.lane()); i < count; i += Team::kWidth)
                below += values[i] < limit ? 1 : 0;
            if (team.sum(below) <= k)
                found = limit;
        }
        return found;
    }
}

// ⌈p·n⌉ - 1 for p in hundredths.
[[nodiscard]] HEADROOM_HD constexpr std::uint32_t rank_index(std::uint32_t count,
                                                             std::uint32_t percent) {
    return static_cast<std::uint32_t>((std::uint64_t{count} * percent + 99) / 100) - 1;
}

[[nodiscard]] HEADROOM_HD inline std::uint64_t mix_bits(std::uint64_t x) {
    x = (x ^ x >> 30) * 0xBF58476D1CE4E5B9u;  // the finaliser of SplitMix64
    x = (x ^ x >> 27) * 0x94D049BB133111EBu;
    return x ^ x >> 31;
}

template <class Team>
class TrialMeasurement {
public:
    HEADROOM_HD TrialMeasurement(Team team,
                                 const QueuePlan& plan,
                                 const JobTable& jobs,
                                 const TrialRecord& record,
                                 TrialTotals& totals)
        : team_(team), plan_(plan), jobs_(jobs), record_(record), totals_(totals) {}

    HEADROOM_HD void run() {
        collect_waits();
        rank_waits();
        for (std::uint32_t q = 0; q < plan_.queue_count; ++q)
            totals_.growing_queues |= static_cast<std::uint32_t>(is_growing(q)) << q;
    }

private:
    [[nodiscard]] HEADROOM_HD bool is_counted(std::uint32_t j) const {
        return record_.state[j] != TrialJobState::kPending &&
               record_.state[j] != TrialJobState::kRejected;
    }
    [[nodiscard]] HEADROOM_HD std::int64_t wait_end_us(std::uint32_t j) const {
        return record_.start_us[j] >= 0 ? record_.start_us[j] : totals_.stopped_at_us;
    }

    HEADROOM_HD void collect_waits() {
        const auto lane = static_cast<std::uint32_t>(team_.lane());
        WaitTotals& waits = totals_.waits;
        Int128 sum_us = 0;
        std::uint64_t hash = 0;
        for (std::uint32_t begin = 0; begin < jobs_.count; begin += Team::kWidth) {
            const std::uint32_t j = begin + lane;
            const bool is_waited_for =
                j < jobs_.count && is_counted(j) && jobs_.jobs[j].submit_us >= plan_.warmup_us;
            const std::uint32_t to = waits.jobs + team_.rank(is_waited_for);
            if (is_waited_for) {
                const std::int64_t wait_us = wait_end_us(j) - jobs_.jobs[j].submit_us;
                record_.waits_us[to] = wait_us;
                sum_us += wait_us;
            }
            waits.jobs += team_.count(is_waited_for);
            if (j < jobs_.count) {
                hash += mix_bits(mix_bits(static_cast<std::uint64_t>(record_.start_us[j]) + j) ^
                                 static_cast<std::uint64_t>(record_.end_us[j]));
            }
        }
        team_.sync();
        waits.sum_us = sum_wide(team_, sum_us);
        totals_.schedule_hash = team_.sum(hash);
    }

    HEADROOM_HD void rank_waits() {
        WaitTotals& waits = totals_.waits;
        if (waits.jobs == 0)
            return;
        const auto rank = [&](std::uint32_t percent) {
            return select_rank(team_, record_.waits_us, waits.jobs,
                               rank_index(waits.jobs, percent));
        };
        waits.p50_us = rank(50);
        waits.p95_us = rank(95);
        waits.p99_us = rank(99);
        waits.longest_us = rank(100);
    }

    [[nodiscard]] HEADROOM_HD std::uint32_t queue_of(std::uint32_t j) const {
        const std::uint16_t route = jobs_.jobs[j].route;
        return route == kBarredRoute ? kMostQueues : plan_.routes[route].queue;
    }

    [[nodiscard]] HEADROOM_HD bool is_growing(std::uint32_t q) const {
        const auto lane = static_cast<std::uint32_t>(team_.lane());
        std::int64_t last_us = -1;
        std::uint32_t jobs = 0;
        for (std::uint32_t j = lane; j < jobs_.count; j += Team::kWidth) {
            if (record_.state[j] == TrialJobState::kPending || queue_of(j) != q)
                continue;
            const std::int64_t submit_us = jobs_.jobs[j].submit_us;
            last_us = submit_us > last_us ? submit_us : last_us;
            jobs += submit_us >= plan_.warmup_us ? 1 : 0;
        }
        last_us = -team_.least(-last_us);
        if (last_us <= plan_.warmup_us || team_.sum(jobs) < sim::kLeastTrendJobs)
            return false;
        sim::QueueTrend trend(plan_.warmup_us, last_us);
        for (std::uint32_t j = lane; j < jobs_.count; j += Team::kWidth) {
            if (is_counted(j) && queue_of(j) == q)
                trend.add(jobs_.jobs[j].submit_us, wait_end_us(j), jobs_.jobs[j].gpus);
        }
        for (std::uint32_t k = 0; k < sim::kTrendSegments; ++k) {
            trend.sum(k) = static_cast<sim::QueueTrend::Sum>(
                sum_wide(team_, static_cast<Int128>(trend.sum(k))));
        }
        return trend.is_rising(installed_by(q, last_us));
    }

    [[nodiscard]] HEADROOM_HD std::int64_t installed_by(std::uint32_t q,
                                                        std::int64_t time_us) const {
        std::int64_t gpus = 0;
        for (std::uint32_t f = 0; f < plan_.fleet_count; ++f) {
            const FleetSpec& fleet = plan_.fleets[f];
            if (fleet.queue == q && fleet.in_service_us <= time_us)
                gpus += static_cast<std::int64_t>(fleet.nodes) * fleet.gpus_per_node;
        }
        return gpus;
    }

    Team team_;
    const QueuePlan& plan_;
    const JobTable& jobs_;
    const TrialRecord& record_;
    TrialTotals& totals_;
};

template <class Team>
HEADROOM_HD void measure_jobs(Team team,
                              const QueuePlan& plan,
                              const JobTable& jobs,
                              const TrialRecord& record,
                              TrialTotals& totals) {
    TrialMeasurement<Team>(team, plan, jobs, record, totals).run();
}

}  // namespace headroom::mc
