#pragma once

// Fleets, partitions and GPU models to the queues and routes of a World.

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "sim/world/world.hpp"
#include "src/core/scenario/match_gpu.hpp"
#include "src/core/scenario/scenario.hpp"
#include "src/core/text/diagnostic.hpp"

namespace headroom::scenario {

constexpr std::int32_t kNoPartition = -1;
constexpr std::int32_t kNoRoute = -1;

class RouteTable {
public:
    // Makes the queues of `world`, one for each set of fleets that partitions join. The world's
    // fleets must be there. O(fleets + Σ fleets of partitions).
    RouteTable(const Scenario& scenario, sim::World& world);

    // The route of jobs of a partition (or of a cluster without one) that ask for a GPU model; an
    // empty model, or several as in "a100|h100", is any of them. kNoRoute if no fleet has that
    // model.
    [[nodiscard]] std::int32_t find_or_add(std::uint32_t cluster,
                                           std::int32_t partition,
                                           const std::string& gpu_model);

    // The partition of the cluster's jobs that name none; kNoPartition where it declares none.
    [[nodiscard]] std::int32_t default_partition(std::uint32_t cluster) const {
        return default_partition_[cluster];
    }
    // The partition of that name in the cluster; kNoPartition if there is none.
    [[nodiscard]] std::int32_t find_partition(std::uint32_t cluster, const std::string& name) const;
    [[nodiscard]] const std::vector<std::int32_t>& partitions(std::uint32_t cluster) const {
        return partitions_[cluster];
    }
    // The GPU models that the fleets of a partition or cluster have, in their order.
    [[nodiscard]] std::vector<std::string> gpu_models(std::uint32_t cluster,
                                                      std::int32_t partition) const;
    // Fleets that no partition of their cluster names: no job can run there.
    [[nodiscard]] const std::vector<std::uint32_t>& unused_fleets() const { return unused_fleets_; }

private:
    void place_partitions();
    void make_queues();
    [[nodiscard]] const std::vector<std::uint32_t>& fleets_of(std::uint32_t cluster,
                                                              std::int32_t partition) const;

    const Scenario& scenario_;
    sim::World& world_;
    GpuMatcher matcher_;
    std::unordered_map<std::string, std::uint32_t> fleet_index_, cluster_index_, partition_index_;
    std::vector<std::vector<std::uint32_t>> cluster_fleets_;    // [cluster]
    std::vector<std::vector<std::uint32_t>> partition_fleets_;  // [partition], in its order
    std::vector<std::vector<std::int32_t>> partitions_;         // [cluster]
    std::vector<std::uint32_t> partition_cluster_;
    std::vector<std::int32_t> default_partition_;
    std::vector<std::uint32_t> queue_of_fleet_;
    std::vector<std::uint32_t> unused_fleets_;
    std::map<std::vector<std::uint32_t>, std::int32_t> route_of_fleets_;
};

}  // namespace headroom::scenario
