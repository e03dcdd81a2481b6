#include "src/study/validate/one_fleet.hpp"

namespace headroom::study {

sim::World one_fleet(std::uint32_t nodes, std::uint32_t gpus_per_node, sim::Placement placement) {
    sim::World world;
    world.cluster_names = {"cluster"};
    sim::Fleet fleet;
    fleet.name = "fleet";
    fleet.nodes = nodes;
    fleet.gpus_per_node = gpus_per_node;
    world.fleets = {fleet};
    world.routes = {{QueueId(0), {FleetId(0)}}};
    sim::Queue queue;
    queue.policy = sim::Policy::kFcfs;
    queue.placement = placement;
    queue.fleets = {FleetId(0)};
    world.queues = {queue};
    return world;
}

void order_queue(sim::World& world) {
    std::vector<JobId>& order = world.queues.front().order;
    order.clear();
    world.queue_rank.assign(world.jobs.size(), 0);
    for (std::uint16_t level = 0; level < world.priority_levels; ++level) {
        for (std::size_t job = 0; job < world.jobs.size(); ++job) {
            if (world.jobs[job].priority_level != level)
                continue;
            world.queue_rank[job] = static_cast<std::uint32_t>(order.size());
            order.emplace_back(job);
        }
    }
}

}  // namespace headroom::study
