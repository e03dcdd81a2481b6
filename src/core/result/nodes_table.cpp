#include <algorithm>

#include "sim/model/attempts.hpp"
#include "src/core/result/tabulate.hpp"

namespace headroom::report {
namespace {

// Use of the nodes of all fleets, fleet after fleet.
struct NodeUse {
    std::vector<std::size_t> first_of_fleet;
    std::vector<std::int64_t> jobs;
    std::vector<std::int64_t> allocated_gpu_us;
    std::vector<std::int64_t> down_us;
};

NodeUse count_use(const sim::World& world, const sim::RunRecord& record) {
    NodeUse use;
    std::size_t nodes = 0;
    for (const sim::Fleet& fleet : world.fleets) {
        use.first_of_fleet.push_back(nodes);
        nodes += fleet.nodes;
    }
    use.jobs.assign(nodes, 0);
    use.allocated_gpu_us.assign(nodes, 0);
    use.down_us.assign(nodes, 0);
    sim::PlacedAttempts attempts(world, record);
    for (const sim::PlacementRow& row : record.placements) {
        auto [attempt, gpus_left] = attempts.next(row);
        const std::int64_t end_us = attempt.end_us >= 0 ? attempt.end_us : record.stopped_at_us;
        const std::size_t first =
            use.first_of_fleet[static_cast<std::size_t>(attempt.fleet)] + row.first_node;
        for (std::size_t node = first; node < first + row.nodes; ++node) {
            const std::int64_t gpus = std::min<std::int64_t>(row.gpus_on_each, gpus_left);
            gpus_left -= gpus;
            ++use.jobs[node];
            use.allocated_gpu_us[node] += gpus * (end_us - attempt.start_us);
        }
    }
    for (const sim::OutageRow& outage : record.failures.outages) {
        const std::size_t first = use.first_of_fleet[static_cast<std::size_t>(outage.fleet)];
        use.down_us[first + outage.node] +=
            std::min(outage.end_us, record.stopped_at_us) - outage.start_us;
    }
    return use;
}

bool is_pool(const sim::World& world, std::size_t fleet) {
    return std::any_of(world.queues.begin(), world.queues.end(), [&](const sim::Queue& queue) {
        return queue.placement == sim::Placement::kPool &&
               std::find(queue.fleets.begin(), queue.fleets.end(), FleetId(fleet)) !=
                   queue.fleets.end();
    });
}

}  // namespace

Table nodes_table(const RunFacts& facts) {
    const sim::World& world = facts.compiled.world;
    NodeUse use = count_use(world, facts.record);
    std::vector<std::int64_t> index, gpus, in_service_us;
    TextBuilder fleets, clusters, halls;
    for (std::size_t f = 0; f < world.fleets.size(); ++f) {
        const sim::Fleet& fleet = world.fleets[f];
        for (std::uint32_t node = 0; node < fleet.nodes; ++node) {
            index.push_back(node);
            gpus.push_back(fleet.gpus_per_node);
            in_service_us.push_back(std::max<std::int64_t>(0, fleet.in_service_us));
            fleets.push_back(fleet.name);
            clusters.push_back(world.cluster_names[fleet.cluster.index()]);
            halls.push_back(
                fleet.hall < 0 ? "" : world.hall_names[static_cast<std::size_t>(fleet.hall)]);
        }
        if (is_pool(world, f)) {
            const auto first = static_cast<std::ptrdiff_t>(use.first_of_fleet[f]);
            std::fill_n(use.jobs.begin() + first, fleet.nodes, kMissing);
            std::fill_n(use.allocated_gpu_us.begin() + first, fleet.nodes, kMissing);
            std::fill_n(use.down_us.begin() + first, fleet.nodes, kMissing);
        }
    }
    return {"nodes",
            "Nodes",
            {fleets.build("fleet"), integer_column("node", "", std::move(index)),
             clusters.build("cluster"), halls.build("hall"),
             integer_column("gpus", "GPU", std::move(gpus)),
             time_column("in_service_s", std::move(in_service_us)),
             integer_column("jobs", "", std::move(use.jobs)),
             time_column("allocated_gpu_s", std::move(use.allocated_gpu_us), "GPUs"),
             time_column("down_s", std::move(use.down_us))}};
}

}  // namespace headroom::report
