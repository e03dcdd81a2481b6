#include "tests/support/random_world.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "sim/base/contract.hpp"

namespace headroom::sim {
namespace {

using Priorities = std::pair<std::int64_t, std::int64_t>;  // of the partition, of the job

class WorldMaker {
public:
    explicit WorldMaker(std::uint64_t seed) : dice_(seed) {}
    World make();

private:
    void add_fleets();
    void add_partitions(ClusterId cluster);
    void add_partition(const std::vector<FleetId>& of_cluster);
    void add_queues();
    void add_jobs();
    Job draw_job();
    std::uint32_t draw_gpus(const Route& route);
    std::int64_t draw_length();
    std::int64_t draw_estimate(std::int64_t work_us);
    void draw_submits();
    void level_priorities();
    void add_windows();

    Dice dice_;
    World world_;
    std::int64_t tick_us_ = 1;  // times are multiples of it, so that many are equal
    std::int64_t span_us_ = 0;  // the last job comes about here
    double exact_estimates_ = 0;
    std::vector<std::int64_t> priority_of_route_;
    std::vector<Priorities> priorities_;  // [job]
};

World WorldMaker::make() {
    tick_us_ = std::array<std::int64_t, 3>{1, 10, 1'000'003}.at(
        static_cast<std::size_t>(dice_.between(0, 2)));
    exact_estimates_ = dice_.chance(0.3) ? 1.0 : dice_.uniform();
    add_fleets();
    for (std::size_t cluster = 0; cluster < world_.cluster_names.size(); ++cluster)
        add_partitions(ClusterId(cluster));
    add_queues();
    add_jobs();
    draw_submits();
    level_priorities();
    add_windows();
    order_queues(world_);
    return std::move(world_);
}

void WorldMaker::add_fleets() {
    constexpr std::array<std::uint32_t, 9> kNodeSizes{1, 2, 3, 4, 5, 7, 8, 8, 72};
    const bool has_two_clusters = dice_.chance(0.3);
    world_.cluster_names.assign(has_two_clusters ? 2 : 1, "cluster");
    const std::int64_t fleets = dice_.between(has_two_clusters ? 2 : 1, 4);
    for (std::int64_t index = 0; index < fleets; ++index) {
        Fleet fleet;
        // The first fleets make sure that no cluster is empty.
        fleet.cluster = ClusterId(static_cast<std::size_t>(
            has_two_clusters ? (index < 2 ? index : dice_.between(0, 1)) : 0));
        fleet.gpus_per_node =
            kNodeSizes.at(static_cast<std::size_t>(dice_.between(0, kNodeSizes.size() - 1)));
        fleet.nodes = static_cast<std::uint32_t>(dice_.between(1, 12));
        if (dice_.chance(0.1))
            fleet.nodes = static_cast<std::uint32_t>(dice_.between(60, 140));
        if (dice_.chance(0.01))
            fleet.nodes = 4100;
        world_.fleets.push_back(fleet);
    }
}

void WorldMaker::add_partitions(ClusterId cluster) {
    std::vector<FleetId> of_cluster;
    for (std::size_t fleet = 0; fleet < world_.fleets.size(); ++fleet) {
        if (world_.fleets[fleet].cluster == cluster)
            of_cluster.emplace_back(fleet);
    }
    const std::int64_t partitions = dice_.between(1, 3);
    for (std::int64_t index = 0; index < partitions; ++index)
        add_partition(of_cluster);
}

// One route for all fleets of the partition, and sometimes one for jobs that ask for a GPU model. A
// queue index is set for the time being to the partition's first fleet.
void WorldMaker::add_partition(const std::vector<FleetId>& of_cluster) {
    std::vector<FleetId> fleets;
    for (const FleetId fleet : of_cluster) {
        const auto at = fleets.begin() + dice_.between(0, static_cast<std::int64_t>(fleets.size()));
        if (dice_.chance(0.6))
            fleets.insert(at, fleet);
    }
    if (fleets.empty())
        fleets.push_back(of_cluster.front());
    const std::int64_t priority = dice_.between(0, 2);
    world_.routes.push_back({QueueId(fleets.front().index()), fleets});
    priority_of_route_.push_back(priority);
    if (dice_.chance(0.3)) {
        std::vector<FleetId> of_model{fleets.begin(), fleets.begin() + 1};
        if (dice_.chance(0.1))
            of_model.clear();  // a model that the partition does not have
        world_.routes.push_back({QueueId(fleets.front().index()), of_model});
        priority_of_route_.push_back(priority);
    }
}

// Fleets that a route joins get the same group; each group of fleets that has a route is a queue.
void WorldMaker::add_queues() {
    std::vector<std::size_t> group(world_.fleets.size());
    for (std::size_t fleet = 0; fleet < group.size(); ++fleet)
        group[fleet] = fleet;
    for (const Route& route : world_.routes) {
        for (const FleetId fleet : route.fleets) {
            const std::size_t from = group[fleet.index()];
            const std::size_t to = group[route.queue.index()];
            std::replace(group.begin(), group.end(), from, to);
        }
    }
    std::vector<std::size_t> group_of_queue;
    for (Route& route : world_.routes) {
        const std::size_t wanted = group[route.queue.index()];
        const auto found = std::find(group_of_queue.begin(), group_of_queue.end(), wanted);
        route.queue = QueueId(static_cast<std::size_t>(found - group_of_queue.begin()));
        if (found == group_of_queue.end())
            group_of_queue.push_back(wanted);
    }
    for (const std::size_t wanted : group_of_queue) {
        Queue queue;
        queue.policy = dice_.chance(0.3) ? Policy::kFcfs : Policy::kEasy;
        queue.placement = dice_.chance(0.35) ? Placement::kPool : Placement::kPacked;
        queue.kill_at_limit = dice_.chance(0.2);
        if (dice_.chance(0.3))
            queue.backfill_depth = static_cast<std::uint32_t>(dice_.between(0, 6));
        for (std::size_t fleet = 0; fleet < group.size(); ++fleet) {
            if (group[fleet] == wanted)
                queue.fleets.emplace_back(fleet);
        }
        queue.cluster = world_.fleets[queue.fleets.front().index()].cluster;
        world_.queues.push_back(queue);
    }
}

void WorldMaker::add_jobs() {
    const std::int64_t jobs = dice_.between(1, dice_.chance(0.3) ? 12 : 200);
    const bool has_priorities = dice_.chance(0.5);
    const bool has_barred = dice_.chance(0.3);
    for (std::int64_t index = 0; index < jobs; ++index) {
        world_.jobs.push_back(draw_job());
        priorities_.emplace_back(priority_of_route_[world_.jobs.back().route],
                                 has_priorities ? dice_.between(-1, 1) : 0);
        if (has_barred && dice_.chance(0.1))
            world_.barred.emplace_back(static_cast<std::size_t>(index));
    }
}

Job WorldMaker::draw_job() {
    Job job;
    const auto routes = static_cast<std::int64_t>(world_.routes.size());
    job.route = static_cast<std::uint16_t>(dice_.between(0, routes - 1));
    job.gpus = draw_gpus(world_.routes[job.route]);
    job.work_us = draw_length();
    job.estimate_us = draw_estimate(job.work_us);
    return job;
}

std::uint32_t WorldMaker::draw_gpus(const Route& route) {
    std::int64_t largest = 1;
    std::int64_t node = 1;
    for (const FleetId fleet : route.fleets) {
        largest = std::max(largest, world_.fleets[fleet.index()].gpus());
        node = std::max<std::int64_t>(node, world_.fleets[fleet.index()].gpus_per_node);
    }
    const double kind = dice_.uniform();
    const std::int64_t most = kind < 0.5    ? std::min<std::int64_t>(node, 4)
                              : kind < 0.75 ? node
                              : kind < 0.9  ? std::min(largest, 3 * node)
                                            : largest;
    const bool is_oversize = dice_.chance(0.02);
    return static_cast<std::uint32_t>(is_oversize ? largest + dice_.between(0, 2)
                                                  : dice_.between(1, most));
}

std::int64_t WorldMaker::draw_length() {
    if (dice_.chance(0.08))
        return 0;
    const std::int64_t longest = dice_.chance(0.2) ? 200 : 30;
    return tick_us_ * dice_.between(1, longest);
}

std::int64_t WorldMaker::draw_estimate(std::int64_t work_us) {
    if (dice_.chance(exact_estimates_))
        return work_us;
    const double factor = dice_.chance(0.35) ? dice_.uniform() : 1 + 4 * dice_.uniform();
    const std::int64_t extra = dice_.chance(0.1) ? tick_us_ : 0;
    return static_cast<std::int64_t>(factor * static_cast<double>(work_us)) + extra;
}

// Submits so that the work offered is `load` of what the fleets could do until the last of them.
void WorldMaker::draw_submits() {
    const double load = 0.3 + 1.7 * dice_.uniform();
    double gpus = 0;
    for (const Fleet& fleet : world_.fleets)
        gpus += static_cast<double>(fleet.gpus());
    double work = 0;
    for (const Job& job : world_.jobs)
        work += static_cast<double>(job.gpus) * static_cast<double>(job.work_us);
    const auto ticks = static_cast<std::int64_t>(work / gpus / load) / tick_us_ + 1;
    span_us_ = ticks * tick_us_;
    std::vector<std::int64_t> submits;
    while (submits.size() < world_.jobs.size()) {
        const std::int64_t submit = tick_us_ * dice_.between(0, ticks);
        const std::int64_t together = dice_.chance(0.1) ? dice_.between(2, 8) : 1;
        submits.insert(submits.end(), static_cast<std::size_t>(together), submit);
    }
    submits.resize(world_.jobs.size());
    std::sort(submits.begin(), submits.end());
    for (std::size_t index = 0; index < submits.size(); ++index)
        world_.jobs[index].submit_us = submits[index];
}

void WorldMaker::level_priorities() {
    const std::set<Priorities, std::greater<>> levels(priorities_.begin(), priorities_.end());
    for (std::size_t index = 0; index < priorities_.size(); ++index) {
        world_.jobs[index].priority_level = static_cast<std::uint16_t>(
            std::distance(levels.begin(), levels.find(priorities_[index])));
    }
    world_.priority_levels = static_cast<std::uint16_t>(levels.size());
}

void WorldMaker::add_windows() {
    const std::int64_t ticks = span_us_ / tick_us_;
    world_.series_step_us = std::max<std::int64_t>(1, span_us_ / dice_.between(2, 20));
    if (dice_.chance(0.25))
        world_.horizon_us = tick_us_ * dice_.between(0, ticks + ticks / 2);
    if (dice_.chance(0.3))
        world_.warmup_us = tick_us_ * dice_.between(0, ticks);
    for (Fleet& fleet : world_.fleets) {
        if (dice_.chance(0.15))
            fleet.in_service_us = tick_us_ * dice_.between(-1, ticks);
    }
}

}  // namespace

void order_queues(World& world) {
    world.queue_rank.assign(world.jobs.size(), 0);
    for (Queue& queue : world.queues)
        queue.order.clear();
    for (std::size_t index = 0; index < world.jobs.size(); ++index) {
        const QueueId queue = world.routes[world.jobs[index].route].queue;
        world.queues[queue.index()].order.emplace_back(index);
    }
    for (Queue& queue : world.queues) {
        std::stable_sort(queue.order.begin(), queue.order.end(), [&](JobId a, JobId b) {
            return world.jobs[a.index()].priority_level < world.jobs[b.index()].priority_level;
        });
        for (std::size_t rank = 0; rank < queue.order.size(); ++rank)
            world.queue_rank[queue.order[rank].index()] = static_cast<std::uint32_t>(rank);
    }
}

World single_fleet_world(std::uint32_t nodes,
                         std::uint32_t gpus_per_node,
                         Policy policy,
                         Placement placement) {
    World world;
    world.cluster_names = {"cluster"};
    Fleet fleet;
    fleet.name = "fleet";
    fleet.nodes = nodes;
    fleet.gpus_per_node = gpus_per_node;
    world.fleets = {fleet};
    world.routes = {{QueueId(0), {FleetId(0)}}};
    Queue queue;
    queue.policy = policy;
    queue.placement = placement;
    queue.fleets = {FleetId(0)};
    world.queues = {queue};
    return world;
}

void add_job(World& world, const Job& job) {
    HEADROOM_REQUIRE(world.jobs.empty() || world.jobs.back().submit_us <= job.submit_us,
                     "a job that comes before the last");
    world.jobs.push_back(job);
}

World random_world(std::uint64_t seed) {
    return WorldMaker(seed).make();
}

}  // namespace headroom::sim
