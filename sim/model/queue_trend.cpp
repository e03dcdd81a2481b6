#include "sim/model/queue_trend.hpp"

#include <algorithm>

namespace headroom::sim {

QueueTrend sum_waiting_gpus(const World& world,
                            const RunRecord& record,
                            QueueId queue,
                            std::int64_t from_us,
                            std::int64_t to_us) {
    QueueTrend trend(from_us, to_us);
    for (const JobId id : world.queues[queue.index()].order) {
        const JobState state = record.state[id.index()];
        if (state == JobState::kPending || state == JobState::kRejected)
            continue;
        const Job& job = world.jobs[id.index()];
        const std::int64_t start_us = record.start_us[id.index()];
        trend.add(job.submit_us, start_us >= 0 ? start_us : record.stopped_at_us, job.gpus);
    }
    return trend;
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
    if (last_submit_us <= world.warmup_us || jobs < kLeastTrendJobs)
        return false;
    std::int64_t installed = 0;
    for (const FleetId fleet : world.queues[queue.index()].fleets) {
        const bool is_there = world.fleets[fleet.index()].in_service_us <= last_submit_us;
        installed += is_there ? world.fleets[fleet.index()].gpus() : 0;
    }
    return sum_waiting_gpus(world, record, queue, world.warmup_us, last_submit_us)
        .is_rising(installed);
}

}  // namespace headroom::sim
