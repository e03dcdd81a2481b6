#include "src/core/inventory/group_fleets.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <unordered_map>

#include "src/core/inventory/fleet_names.hpp"
#include "src/core/inventory/hostlist.hpp"
#include "src/core/inventory/slurm_values.hpp"

namespace headroom::inventory {

namespace {

constexpr std::int64_t kGuessedGpus = 8;
constexpr std::int64_t kMostGpusPerNode = 1024;  // as the field table says

class Grouper {
public:
    explicit Grouper(const Inventory& inventory)
        : inventory_(inventory), members_(inventory.nodes.size()) {
        tells_gpus_ = std::any_of(inventory.nodes.begin(), inventory.nodes.end(),
                                  [](const Node& node) { return node.gpus != kNotTold; });
    }

    FleetPlan group() {
        collect_partitions();
        collect_fleets();
        name_fleets(plan_);
        drop_empty_partitions();
        sort_fleets_of_partitions();
        return std::move(plan_);
    }

private:
    // Nodes that name no cluster belong to the only one.
    [[nodiscard]] const std::string& cluster_of(const Node& node) const {
        const bool takes_only = node.cluster.empty() && inventory_.clusters.size() == 1;
        return takes_only ? inventory_.clusters[0].name : node.cluster;
    }

    std::size_t partition_index(const std::string& cluster,
                                const std::string& name,
                                std::ptrdiff_t told) {
        const auto [known, is_new] =
            partitions_.emplace(std::pair(cluster, name), plan_.partitions.size());
        if (is_new) {
            plan_.partitions.push_back({name, cluster, {}, told});
        }
        return known->second;
    }

    void collect_partitions() {
        std::unordered_map<std::string, std::size_t> by_name;
        for (std::size_t i = 0; i < inventory_.nodes.size(); ++i) {
            by_name.emplace(inventory_.nodes[i].name, i);
        }
        for (std::size_t i = 0; i < inventory_.partitions.size(); ++i) {
            const Partition& partition = inventory_.partitions[i];
            const std::size_t index =
                partition_index(partition.cluster, partition.name, static_cast<std::ptrdiff_t>(i));
            add_named_nodes(partition, index, by_name);
        }
        for (std::size_t i = 0; i < inventory_.nodes.size(); ++i) {
            const Node& node = inventory_.nodes[i];
            for (const std::string& name : node.partitions) {
                members_[i].push_back(partition_index(cluster_of(node), name, -1));
            }
            std::sort(members_[i].begin(), members_[i].end());
            members_[i].erase(std::unique(members_[i].begin(), members_[i].end()),
                              members_[i].end());
        }
    }

    // A live node says itself what partitions it is in.
    [[nodiscard]] bool says_itself(const Node& node) const {
        return node.is_live && !node.partitions.empty();
    }

    [[nodiscard]] static bool is_selected(const Partition& partition, const Node& node) {
        return std::any_of(
            partition.selectors.begin(), partition.selectors.end(), [&](const auto& labels) {
                return std::all_of(labels.begin(), labels.end(), [&](const std::string& label) {
                    return std::find(node.features.begin(), node.features.end(), label) !=
                           node.features.end();
                });
            });
    }

    void add_named_nodes(const Partition& partition,
                         std::size_t index,
                         const std::unordered_map<std::string, std::size_t>& by_name) {
        std::vector<std::string> unknown;
        for (const std::string& name : partition.nodes) {
            const auto node = by_name.find(name);
            if (node == by_name.end()) {
                unknown.push_back(name);
            } else if (!says_itself(inventory_.nodes[node->second])) {
                members_[node->second].push_back(index);
            }
        }
        for (std::size_t i = 0; partition.has_all_nodes && i < members_.size(); ++i) {
            if (cluster_of(inventory_.nodes[i]) == partition.cluster &&
                !says_itself(inventory_.nodes[i])) {
                members_[i].push_back(index);
            }
        }
        for (std::size_t i = 0; !partition.selectors.empty() && i < members_.size(); ++i) {
            const Node& node = inventory_.nodes[i];
            if (cluster_of(node) == partition.cluster && is_selected(partition, node)) {
                members_[i].push_back(index);
            }
        }
        if (!unknown.empty()) {
            plan_.not_taken.push_back({"partition " + partition.name + ": nodes",
                                       compress_hostlist(unknown),
                                       "no file that was read describes them", partition.place});
        }
    }

    void collect_fleets() {
        using Key = std::tuple<std::string, std::string, std::int64_t, std::vector<std::size_t>>;
        std::map<Key, std::size_t> known;
        std::vector<std::size_t> without_gpus, not_told, too_many;
        for (std::size_t i = 0; i < inventory_.nodes.size(); ++i) {
            const Node& node = inventory_.nodes[i];
            if (node.gpus == 0) {
                without_gpus.push_back(i);
                continue;
            }
            if (node.gpus == kNotTold && tells_gpus_) {
                not_told.push_back(i);
                continue;
            }
            if (node.gpus > kMostGpusPerNode) {
                too_many.push_back(i);
                continue;
            }
            const auto [fleet, is_new] = known.emplace(
                Key{cluster_of(node), to_lower(node.gpu_model), node.gpus, members_[i]},
                plan_.fleets.size());
            if (is_new) {
                plan_.fleets.push_back(begin_fleet(node, members_[i]));
            }
            add_node(plan_.fleets[fleet->second], i);
        }
        leave_out(without_gpus, " without GPUs", "only GPUs are simulated");
        leave_out(not_told, " of unknown GPUs", "no file that was read tells their GPUs");
        leave_out(too_many, "", "have more than 1024 GPUs");
    }

    [[nodiscard]] Fleet begin_fleet(const Node& node,
                                    const std::vector<std::size_t>& partitions) const {
        Fleet fleet;
        fleet.cluster = cluster_of(node);
        fleet.gpu_model = node.gpu_model;
        fleet.gpus_are_guess = node.gpus == kNotTold;
        fleet.gpus_per_node = fleet.gpus_are_guess ? kGuessedGpus : node.gpus;
        fleet.partitions = partitions;
        fleet.weight = node.weight;
        fleet.guess = node.guess;
        return fleet;
    }

    void add_node(Fleet& fleet, std::size_t index) const {
        const Node& node = inventory_.nodes[index];
        const bool is_apart = node.state == NodeState::kDown || node.state == NodeState::kDrained;
        (is_apart ? fleet.set_apart : fleet.in_use).push_back(index);
        fleet.gpu_model_is_guess = fleet.gpu_model_is_guess || node.gpu_model_is_guess;
        fleet.weight = std::min(fleet.weight, node.weight);
    }

    void leave_out(const std::vector<std::size_t>& nodes, const char* what, std::string why) {
        if (nodes.empty()) {
            return;
        }
        std::vector<std::string> names;
        for (const std::size_t i : nodes) {
            names.push_back(inventory_.nodes[i].name);
        }
        plan_.not_taken.push_back(
            {std::to_string(nodes.size()) + (nodes.size() == 1 ? " node" : " nodes") + what,
             compress_hostlist(names), std::move(why), inventory_.nodes[nodes[0]].place});
    }

    // Partitions without GPUs leave the plan; fleets keep pointing at the right ones.
    void drop_empty_partitions() {
        for (std::size_t i = 0; i < plan_.fleets.size(); ++i) {
            for (const std::size_t partition : plan_.fleets[i].partitions) {
                plan_.partitions[partition].fleets.push_back(i);
            }
        }
        std::vector<std::size_t> place(plan_.partitions.size());
        std::vector<PlannedPartition> kept;
        for (std::size_t i = 0; i < plan_.partitions.size(); ++i) {
            PlannedPartition& partition = plan_.partitions[i];
            place[i] = kept.size();
            if (!partition.fleets.empty()) {
                kept.push_back(std::move(partition));
                continue;
            }
            plan_.not_taken.push_back(
                {"partition " + partition.name,
                 {},
                 "has no nodes with GPUs",
                 partition.told < 0
                     ? SourcePlace{}
                     : inventory_.partitions[static_cast<std::size_t>(partition.told)].place});
        }
        plan_.partitions = std::move(kept);
        for (Fleet& fleet : plan_.fleets) {
            for (std::size_t& partition : fleet.partitions) {
                partition = place[partition];
            }
        }
        make_names_unique();
    }

    // Two clusters may each have a partition of one name.
    void make_names_unique() {
        std::set<std::string> taken;
        for (PlannedPartition& partition : plan_.partitions) {
            const std::string name = partition.name;
            for (int number = 1; !taken.insert(partition.name).second; ++number) {
                partition.name =
                    name + "-" + (number == 1 ? partition.cluster : std::to_string(number));
            }
        }
    }

    void sort_fleets_of_partitions() {
        for (PlannedPartition& partition : plan_.partitions) {
            std::stable_sort(partition.fleets.begin(), partition.fleets.end(),
                             [&](std::size_t a, std::size_t b) {
                                 return plan_.fleets[a].weight < plan_.fleets[b].weight;
                             });
        }
    }

    const Inventory& inventory_;
    std::vector<std::vector<std::size_t>> members_;  // [node]: of plan_.partitions
    bool tells_gpus_ = false;
    FleetPlan plan_;
    std::map<std::pair<std::string, std::string>, std::size_t> partitions_;  // cluster, name
};

}  // namespace

FleetPlan group_fleets(const Inventory& inventory) {
    return Grouper(inventory).group();
}

}  // namespace headroom::inventory
