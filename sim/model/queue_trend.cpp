#include "sim/model/queue_trend.hpp"

#include <algorithm>
#include <numeric>

namespace headroom::sim {
namespace {

// Adds a wait of `gpus` over [begin, end) to the segments it overlaps.
void add_wait(TrendSegments& segments, double begin, double end, double gpus) {
    constexpr double kSegments = static_cast<double>(kTrendSegments);
    begin = std::max(begin, 0.0);
    end = std::min(end, kSegments);
    while (begin < end) {
        const auto segment = static_cast<std::size_t>(begin);
        const double until = std::min(end, static_cast<double>(segment + 1));
        segments[segment] += gpus * (until - begin);
        begin = until;
    }
}

}  // namespace

TrendSegments mean_waiting_gpus(const World& world,
                                const RunRecord& record,
                                QueueId queue,
                                std::int64_t from_us,
                                std::int64_t to_us) {
    TrendSegments segments{};
    const double length = static_cast<double>(to_us - from_us) / kTrendSegments;
    for (const JobId id : world.queues[queue.index()].order) {
        const JobState state = record.state[id.index()];
        const Job& job = world.jobs[id.index()];
        if (state == JobState::kPending || state == JobState::kRejected)
            continue;
        const std::int64_t end_us =
            state == JobState::kWaiting ? record.stopped_at_us : record.start_us[id.index()];
        if (end_us > job.submit_us) {
            add_wait(segments, static_cast<double>(job.submit_us - from_us) / length,
                     static_cast<double>(end_us - from_us) / length, job.gpus);
        }
    }
    return segments;
}

bool is_rising(const TrendSegments& segments, std::int64_t installed_gpus) {
    int rises = 0;
    for (std::size_t i = 0; i < kTrendSegments; ++i) {
        for (std::size_t k = i + 1; k < kTrendSegments; ++k)
            rises += (segments[k] > segments[i]) - (segments[k] < segments[i]);
    }
    // z = (S - 1) ÷ sqrt(n (n - 1) (2 n + 5) ÷ 18) >= 2.576 for n = 16.
    constexpr int kSignificantRises = 59;
    const double first_half = std::accumulate(segments.begin(), segments.begin() + 8, 0.0) / 8;
    const double last_quarter = std::accumulate(segments.end() - 4, segments.end(), 0.0) / 4;
    return rises >= kSignificantRises && last_quarter >= 2 * first_half &&
           last_quarter >= 0.05 * static_cast<double>(installed_gpus);
}

bool is_growing(const World& world, const RunRecord& record, QueueId queue) {
    std::int64_t last_submit_us = -1;
    std::size_t jobs = 0;
    for (const JobId id : world.queues[queue.index()].order) {
        if (record.state[id.index()] == JobState::kPending)
            continue;
        last_submit_us = std::max(last_submit_us, world.jobs[id.index()].submit_us);
        jobs += world.jobs[id.index()].submit_us >= world.warmup_us ? 1 : 0;
    }
    if (last_submit_us <= world.warmup_us || jobs < kLeastJobs)
        return false;
    std::int64_t installed = 0;
    for (const FleetId fleet : world.queues[queue.index()].fleets) {
        const bool is_there = world.fleets[fleet.index()].in_service_us <= last_submit_us;
        installed += is_there ? world.fleets[fleet.index()].gpus() : 0;
    }
    return is_rising(mean_waiting_gpus(world, record, queue, world.warmup_us, last_submit_us),
                     installed);
}

}  // namespace headroom::sim
