#include "src/core/scenario/route_table.hpp"

#include <algorithm>
#include <limits>
#include <numeric>

namespace headroom::scenario {
namespace {

constexpr std::uint32_t kNoQueue = std::numeric_limits<std::uint32_t>::max();

template <class T>
std::unordered_map<std::string, std::uint32_t> index_of(const Named<T>& tables) {
    std::unordered_map<std::string, std::uint32_t> index;
    for (const auto& [name, table] : tables) {
        index.emplace(name, static_cast<std::uint32_t>(index.size()));
    }
    return index;
}

// Sets of fleets that grow together.
class DisjointSets {
public:
    explicit DisjointSets(std::size_t size) : parent_(size) {
        std::iota(parent_.begin(), parent_.end(), 0u);
    }
    std::uint32_t root(std::uint32_t item) {
        while (parent_[item] != item) {
            parent_[item] = parent_[parent_[item]];
            item = parent_[item];
        }
        return item;
    }
    // The lower root stays, so that the order of the file decides.
    void join(std::uint32_t a, std::uint32_t b) {
        const std::uint32_t root_a = root(a);
        const std::uint32_t root_b = root(b);
        parent_[std::max(root_a, root_b)] = std::min(root_a, root_b);
    }

private:
    std::vector<std::uint32_t> parent_;
};

}  // namespace

RouteTable::RouteTable(const Scenario& scenario, sim::World& world)
    : scenario_(scenario),
      world_(world),
      matcher_(scenario.facts.get()),
      fleet_index_(index_of(scenario.fleets)),
      cluster_index_(index_of(scenario.clusters)),
      partition_index_(index_of(scenario.partitions)) {
    place_partitions();
    make_queues();
}

void RouteTable::place_partitions() {
    cluster_fleets_.resize(scenario_.clusters.size());
    partitions_.resize(scenario_.clusters.size());
    default_partition_.assign(scenario_.clusters.size(), kNoPartition);
    for (std::uint32_t f = 0; f < world_.fleets.size(); ++f) {
        cluster_fleets_[world_.fleets[f].cluster.index()].push_back(f);
    }
    for (const auto& [name, partition] : scenario_.partitions) {
        const std::uint32_t cluster = cluster_index_.at(partition.cluster);
        const auto index = static_cast<std::int32_t>(partition_cluster_.size());
        partition_cluster_.push_back(cluster);
        partitions_[cluster].push_back(index);
        if (partition.is_default || default_partition_[cluster] == kNoPartition) {
            default_partition_[cluster] = index;
        }
        std::vector<std::uint32_t>& fleets = partition_fleets_.emplace_back();
        for (const std::string& fleet : partition.fleets) {
            fleets.push_back(fleet_index_.at(fleet));
        }
    }
}

void RouteTable::make_queues() {
    DisjointSets sets(world_.fleets.size());
    std::vector<bool> is_used(world_.fleets.size(), false);
    const auto join_all = [&](const std::vector<std::uint32_t>& fleets) {
        for (const std::uint32_t fleet : fleets) {
            sets.join(fleets.front(), fleet);
            is_used[fleet] = true;
        }
    };
    std::for_each(partition_fleets_.begin(), partition_fleets_.end(), join_all);
    for (std::size_t c = 0; c < cluster_fleets_.size(); ++c) {
        if (partitions_[c].empty()) {
            join_all(cluster_fleets_[c]);
        }
    }
    queue_of_fleet_.assign(world_.fleets.size(), kNoQueue);
    for (std::uint32_t f = 0; f < world_.fleets.size(); ++f) {
        if (!is_used[f]) {
            unused_fleets_.push_back(f);
            continue;
        }
        std::uint32_t& queue = queue_of_fleet_[sets.root(f)];
        if (queue == kNoQueue) {
            const ClusterId cluster = world_.fleets[f].cluster;
            const Scheduler& scheduler = scenario_.clusters[cluster.index()].second.scheduler;
            queue = static_cast<std::uint32_t>(world_.queues.size());
            sim::Queue made;
            made.cluster = cluster;
            made.policy =
                scheduler.policy == Policy::kFcfs ? sim::Policy::kFcfs : sim::Policy::kEasy;
            made.placement = scheduler.placement == PlacementPolicy::kPool
                                 ? sim::Placement::kPool
                                 : sim::Placement::kPacked;
            if (scheduler.backfill_depth > 0) {
                made.backfill_depth = static_cast<std::uint32_t>(scheduler.backfill_depth);
            }
            made.kill_at_limit = scheduler.kill_at_limit;
            world_.queues.push_back(std::move(made));
        }
        queue_of_fleet_[f] = queue;
        world_.queues[queue].fleets.emplace_back(f);
    }
}

const std::vector<std::uint32_t>& RouteTable::fleets_of(std::uint32_t cluster,
                                                        std::int32_t partition) const {
    return partition == kNoPartition ? cluster_fleets_[cluster]
                                     : partition_fleets_[static_cast<std::size_t>(partition)];
}

std::int32_t RouteTable::find_or_add(std::uint32_t cluster,
                                     std::int32_t partition,
                                     const std::string& gpu_model) {
    std::vector<std::uint32_t> fleets;
    for (const std::uint32_t fleet : fleets_of(cluster, partition)) {
        const std::string& model = scenario_.fleets[fleet].second.gpu;
        if (gpu_model.empty() || (!model.empty() && matcher_.asks_for(gpu_model, model))) {
            fleets.push_back(fleet);
        }
    }
    if (fleets.empty()) {
        return kNoRoute;
    }
    const auto next = static_cast<std::int32_t>(world_.routes.size());
    const auto [found, is_new] = route_of_fleets_.emplace(fleets, next);
    if (is_new) {
        sim::Route route;
        route.queue = QueueId(queue_of_fleet_[fleets.front()]);
        for (const std::uint32_t fleet : fleets) {
            route.fleets.emplace_back(fleet);
        }
        world_.routes.push_back(std::move(route));
    }
    return found->second;
}

std::int32_t RouteTable::find_partition(std::uint32_t cluster, const std::string& name) const {
    const auto found = partition_index_.find(name);
    const bool is_here =
        found != partition_index_.end() && partition_cluster_[found->second] == cluster;
    return is_here ? static_cast<std::int32_t>(found->second) : kNoPartition;
}

std::vector<std::string> RouteTable::gpu_models(std::uint32_t cluster,
                                                std::int32_t partition) const {
    std::vector<std::string> models;
    for (const std::uint32_t fleet : fleets_of(cluster, partition)) {
        const std::string& model = scenario_.fleets[fleet].second.gpu;
        if (!model.empty() && std::find(models.begin(), models.end(), model) == models.end()) {
            models.push_back(model);
        }
    }
    return models;
}

}  // namespace headroom::scenario
