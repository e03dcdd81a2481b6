#include "tests/support/small_world.hpp"

#include <algorithm>
#include <functional>
#include <set>
#include <string>
#include <utility>

#include "sim/base/contract.hpp"
#include "tests/support/random_world.hpp"

namespace headroom::sim {
namespace {

void add_fleets(World& world, const std::vector<SmallFleet>& fleets) {
    for (const SmallFleet& small : fleets) {
        Fleet fleet;
        fleet.name = "fleet" + std::to_string(world.fleets.size());
        fleet.nodes = small.nodes;
        fleet.gpus_per_node = small.gpus_per_node;
        fleet.in_service_us = small.in_service_s * kSecond_us;
        world.fleets.push_back(fleet);
    }
}

// A fleet belongs to the first partition that is joined to it, directly or through others.
std::vector<std::size_t> first_partition_of_fleets(
    const std::vector<std::vector<std::size_t>>& partitions, std::size_t fleets) {
    std::vector<std::size_t> first(fleets, partitions.size());
    for (bool is_settled = false; !is_settled;) {
        is_settled = true;
        for (std::size_t partition = 0; partition < partitions.size(); ++partition) {
            std::size_t least = partition;
            for (const std::size_t fleet : partitions[partition])
                least = std::min(least, first[fleet]);
            for (const std::size_t fleet : partitions[partition]) {
                is_settled = is_settled && first[fleet] == least;
                first[fleet] = least;
            }
        }
    }
    return first;
}

void add_queues(World& world,
                const SmallWorld& small,
                const std::vector<std::vector<std::size_t>>& partitions) {
    const auto first = first_partition_of_fleets(partitions, small.fleets.size());
    std::vector<std::size_t> queue_of(partitions.size());  // [first partition of the queue]
    for (std::size_t partition = 0; partition < partitions.size(); ++partition) {
        const std::size_t leader = first[partitions[partition].front()];
        if (leader == partition) {
            queue_of[partition] = world.queues.size();
            Queue queue;
            queue.policy = small.policy;
            queue.placement = small.placement;
            queue.backfill_depth = small.backfill_depth;
            queue.kill_at_limit = small.kill_at_limit;
            for (std::size_t fleet = 0; fleet < first.size(); ++fleet) {
                if (first[fleet] == leader)
                    queue.fleets.emplace_back(fleet);
            }
            world.queues.push_back(queue);
        }
        Route route{QueueId(queue_of[leader]), {}};
        for (const std::size_t fleet : partitions[partition])
            route.fleets.emplace_back(fleet);
        world.routes.push_back(route);
    }
}

void add_jobs(World& world, const std::vector<SmallJob>& jobs) {
    std::set<int, std::greater<>> priorities{0};
    for (const SmallJob& small : jobs)
        priorities.insert(small.priority);
    for (const SmallJob& small : jobs) {
        Job job;
        job.submit_us = small.submit_s * kSecond_us;
        job.work_us = small.work_s * kSecond_us;
        job.estimate_us = small.estimate_s < 0 ? job.work_us : small.estimate_s * kSecond_us;
        job.gpus = small.gpus;
        job.route = static_cast<std::uint16_t>(small.partition);
        job.priority_level = static_cast<std::uint16_t>(
            std::distance(priorities.begin(), priorities.find(small.priority)));
        add_job(world, job);
    }
    world.priority_levels = static_cast<std::uint16_t>(priorities.size());
}

std::vector<std::int64_t> seconds(const std::vector<std::int64_t>& times_us) {
    std::vector<std::int64_t> times_s;
    for (const std::int64_t time_us : times_us) {
        HEADROOM_REQUIRE(time_us == -1 || time_us % kSecond_us == 0, std::to_string(time_us));
        times_s.push_back(time_us == -1 ? -1 : time_us / kSecond_us);
    }
    return times_s;
}

}  // namespace

World SmallWorld::build() const {
    World world;
    world.cluster_names = {"cluster"};
    add_fleets(world, fleets);
    std::vector<std::vector<std::size_t>> declared = partitions;
    if (declared.empty()) {
        declared.emplace_back();
        for (std::size_t fleet = 0; fleet < fleets.size(); ++fleet)
            declared.front().push_back(fleet);
    }
    add_queues(world, *this, declared);
    add_jobs(world, jobs);
    order_queues(world);
    world.horizon_us = horizon_s < 0 ? kNever : horizon_s * kSecond_us;
    world.warmup_us = warmup_s * kSecond_us;
    world.series_step_us = step_s * kSecond_us;
    return world;
}

SmallWorld pool_of(std::uint32_t gpus, Policy policy, std::vector<SmallJob> jobs) {
    return {.policy = policy,
            .placement = Placement::kPool,
            .fleets = {{.nodes = gpus, .gpus_per_node = 1}},
            .jobs = std::move(jobs)};
}

SmallWorld nodes_of_8(std::uint32_t nodes, Policy policy, std::vector<SmallJob> jobs) {
    return {.policy = policy,
            .placement = Placement::kPacked,
            .fleets = {{.nodes = nodes, .gpus_per_node = 8}},
            .jobs = std::move(jobs)};
}

std::vector<std::int64_t> starts(const RunRecord& record) {
    return seconds(record.start_us);
}

std::vector<std::int64_t> ends(const RunRecord& record) {
    return seconds(record.end_us);
}

}  // namespace headroom::sim
