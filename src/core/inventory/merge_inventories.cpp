#include <algorithm>
#include <unordered_map>

#include "src/core/inventory/inventory_builder.hpp"

namespace headroom::inventory {

namespace {

template <class T>
void append(std::vector<T>& to, std::vector<T>& from) {
    to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

class Merger {
public:
    explicit Merger(Inventory first) : merged_(std::move(first)) {
        for (std::size_t i = 0; i < merged_.nodes.size(); ++i) {
            nodes_.emplace(merged_.nodes[i].name, i);
        }
    }

    void add(Inventory next) {
        append(merged_.sources, next.sources);
        append(merged_.not_taken, next.not_taken);
        append(merged_.warnings, next.warnings);
        for (Cluster& cluster : next.clusters) {
            add_cluster(std::move(cluster));
        }
        for (Node& node : next.nodes) {
            add_node(std::move(node));
        }
        for (Partition& partition : next.partitions) {
            add_partition(std::move(partition));
        }
        for (Tenant& tenant : next.tenants) {
            add_tenant(std::move(tenant));
        }
    }

    [[nodiscard]] Inventory take() { return std::move(merged_); }

private:
    void warn(const SourcePlace& place, std::string problem) {
        merged_.warnings.push_back({Severity::kWarning, place, {}, std::move(problem), {}, {}, {}});
    }

    void add_cluster(Cluster next) {
        const auto known =
            std::find_if(merged_.clusters.begin(), merged_.clusters.end(),
                         [&](const Cluster& cluster) { return cluster.name == next.name; });
        if (known == merged_.clusters.end()) {
            merged_.clusters.push_back(std::move(next));
            return;
        }
        known->has_own_name = known->has_own_name || next.has_own_name;
        known->backfills = known->backfills ? known->backfills : next.backfills;
        known->backfill_depth = known->backfill_depth ? known->backfill_depth : next.backfill_depth;
        append(known->settings, next.settings);
    }

    void add_node(Node next) {
        const auto [known, is_new] = nodes_.emplace(next.name, merged_.nodes.size());
        if (is_new) {
            merged_.nodes.push_back(std::move(next));
            return;
        }
        Node& node = merged_.nodes[known->second];
        if (next.is_live && !node.is_live) {
            std::swap(node, next);
        }
        compare(node, next);
        fill(node, std::move(next));
    }

    // What two files say of one node and cannot both be right.
    void compare(const Node& node, const Node& other) {
        const auto differ = [&](std::string_view what, const std::string& a, const std::string& b) {
            warn(node.place, "node " + input::quoted(node.name) + " has " + a + " " +
                                 std::string(what) + ", but " + b + " in " + other.place.file +
                                 ":" + std::to_string(other.place.line) + ": " + a + " taken");
        };
        if (node.gpus != kNotTold && other.gpus != kNotTold && node.gpus != other.gpus) {
            differ("GPUs", std::to_string(node.gpus), std::to_string(other.gpus));
        }
        if (!node.cluster.empty() && !other.cluster.empty() && node.cluster != other.cluster) {
            warn(node.place, "node " + input::quoted(node.name) + " belongs to cluster " +
                                 input::quoted(node.cluster) + " and to " +
                                 input::quoted(other.cluster) + ": the first taken");
        }
    }

    static void fill(Node& node, Node other) {
        const auto count = [](std::int64_t& to, std::int64_t from) {
            to = to < 0 ? from : to;
        };
        const auto text = [](std::string& to, std::string& from) {
            if (to.empty()) {
                to = std::move(from);
            }
        };
        const auto list = [](std::vector<std::string>& to, std::vector<std::string>& from) {
            if (to.empty()) {
                to = std::move(from);
            }
        };
        const bool takes_model = node.gpu_model.empty() || node.gpu_model_is_guess;
        if (takes_model && !other.gpu_model.empty()) {
            node.gpu_model = other.gpu_model;
            node.gpu_model_is_guess = other.gpu_model_is_guess;
        }
        if (node.state == NodeState::kUnknown) {
            node.state = other.state;
            node.state_text = other.state_text;
            node.reason = other.reason;
        }
        count(node.gpus, other.gpus);
        count(node.cpus, other.cpus);
        count(node.memory_bytes, other.memory_bytes);
        count(node.weight, other.weight);
        text(node.cluster, other.cluster);
        text(node.zone, other.zone);
        text(node.rack, other.rack);
        list(node.features, other.features);
        list(node.partitions, other.partitions);
        list(node.switches, other.switches);
    }

    void add_partition(Partition next) {
        const auto known = std::find_if(
            merged_.partitions.begin(), merged_.partitions.end(), [&](const Partition& partition) {
                return partition.name == next.name && partition.cluster == next.cluster;
            });
        if (known == merged_.partitions.end()) {
            merged_.partitions.push_back(std::move(next));
            return;
        }
        if (next.is_live && !known->is_live) {
            std::swap(*known, next);
        }
        if (known->max_time_s != next.max_time_s || known->priority_tier != next.priority_tier) {
            warn(known->place, "partition " + input::quoted(known->name) +
                                   " has another time limit or priority in " + next.place.file +
                                   ":" + std::to_string(next.place.line) +
                                   ": those of this file taken");
        }
    }

    void add_tenant(Tenant next) {
        const auto known =
            std::find_if(merged_.tenants.begin(), merged_.tenants.end(),
                         [&](const Tenant& tenant) { return tenant.name == next.name; });
        if (known == merged_.tenants.end()) {
            merged_.tenants.push_back(std::move(next));
            return;
        }
        for (const std::string& account : next.accounts) {
            if (std::find(known->accounts.begin(), known->accounts.end(), account) ==
                known->accounts.end()) {
                known->accounts.push_back(account);
            }
        }
        if (known->quotas.empty()) {
            known->quotas = std::move(next.quotas);
            known->cohort = std::move(next.cohort);
        }
    }

    Inventory merged_;
    std::unordered_map<std::string, std::size_t> nodes_;  // by name: their index
};

// The Slurm cluster that names itself; an error where two of other names do.
expected<const Cluster*, Diagnostics> find_own_name(const std::vector<Inventory>& inventories) {
    const Cluster* named = nullptr;
    for (const Inventory& inventory : inventories) {
        for (const Cluster& cluster : inventory.clusters) {
            if (cluster.kind != SchedulerKind::kSlurm || !cluster.has_own_name) {
                continue;
            }
            if (named != nullptr && named->name != cluster.name) {
                return unexpected(
                    Diagnostics{{Severity::kError,
                                 {inventory.sources.empty() ? "" : inventory.sources[0].file, 0, 0},
                                 {},
                                 "is of the cluster " + input::quoted(cluster.name) +
                                     ", but another file of " + input::quoted(named->name),
                                 "files of one cluster",
                                 "import them one cluster at a time",
                                 {}}});
            }
            named = &cluster;
        }
    }
    return named;
}

}  // namespace

expected<Inventory, Diagnostics> merge(std::vector<Inventory> inventories) {
    const auto named = find_own_name(inventories);
    if (!named) {
        return unexpected(named.error());
    }
    if (inventories.empty()) {
        return Inventory{};
    }
    if (*named != nullptr) {
        const std::string name = (*named)->name;
        for (Inventory& inventory : inventories) {
            rename_cluster(inventory, std::string(kSlurmName), name);
        }
    }
    Merger merger(std::move(inventories[0]));
    for (std::size_t i = 1; i < inventories.size(); ++i) {
        merger.add(std::move(inventories[i]));
    }
    return merger.take();
}

}  // namespace headroom::inventory
