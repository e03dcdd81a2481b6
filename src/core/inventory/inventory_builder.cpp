#include "src/core/inventory/inventory_builder.hpp"

#include "src/core/inventory/hostlist.hpp"

namespace headroom::inventory {

namespace {

input::Fault second_time(std::string_view what, const std::string& name, std::int64_t first) {
    return {std::string(what) + " " + input::quoted(name) + " is described a second time",
            "each " + std::string(what) + " once",
            "the first time is in line " + std::to_string(first)};
}

}  // namespace

void InventoryBuilder::add_node(Node node, const input::Line& line) {
    const auto [known, is_new] = node_lines_.emplace(node.name, line.number);
    if (!is_new) {
        problems_.report(line, 1, second_time("node", node.name, known->second));
        return;
    }
    node.place = place(line.number);
    inventory_.nodes.push_back(std::move(node));
}

void InventoryBuilder::add_partition(Partition partition, const input::Line& line) {
    const auto [known, is_new] = partition_lines_.emplace(partition.name, line.number);
    if (!is_new) {
        problems_.report(line, 1, second_time("partition", partition.name, known->second));
        return;
    }
    partition.place = place(line.number);
    inventory_.partitions.push_back(std::move(partition));
}

void InventoryBuilder::leave_out(std::string what,
                                 std::string value,
                                 std::string why,
                                 std::int64_t line) {
    inventory_.not_taken.push_back(
        {std::move(what), std::move(value), std::move(why), place(line), false});
}

void InventoryBuilder::leave_out_setting(std::string name,
                                         std::string value,
                                         std::string why,
                                         std::int64_t line) {
    inventory_.not_taken.push_back(
        {std::move(name), std::move(value), std::move(why), place(line), true});
}

void InventoryBuilder::leave_out_node(const std::string& node,
                                      const std::string& value,
                                      const std::string& why,
                                      std::int64_t line) {
    const auto [known, is_new] = group_index_.emplace(value + '\n' + why, node_groups_.size());
    if (is_new) {
        node_groups_.push_back({{{}, value, why, place(line), false}, {}});
    }
    node_groups_[known->second].names.push_back(node);
}

Cluster& InventoryBuilder::cluster(SchedulerKind kind) {
    if (inventory_.clusters.empty()) {
        const bool is_slurm = kind == SchedulerKind::kSlurm;
        inventory_.clusters.emplace_back();
        inventory_.clusters[0].name = is_slurm ? kSlurmName : kKubernetesName;
        inventory_.clusters[0].kind = kind;
    }
    return inventory_.clusters[0];
}

expected<Inventory, Diagnostics> InventoryBuilder::finish(std::string_view format) {
    if (!input_.fault().empty()) {
        problems_.report({input_.fault(), {}, {}});
    }
    if (problems_.has_errors()) {
        return unexpected(problems_.take_errors());
    }
    for (NodeGroup& group : node_groups_) {
        const std::string names = compress_hostlist(group.names);
        group.item.what = group.names.size() == 1
                              ? "node " + names
                              : std::to_string(group.names.size()) + " nodes " + names;
        inventory_.not_taken.push_back(std::move(group.item));
    }
    inventory_.warnings = problems_.take_warnings();
    inventory_.sources = {{problems_.file(), std::string(format),
                           static_cast<std::int64_t>(inventory_.nodes.size()),
                           static_cast<std::int64_t>(inventory_.partitions.size()),
                           static_cast<std::int64_t>(inventory_.tenants.size())}};
    return std::move(inventory_);
}

void rename_cluster(Inventory& inventory, const std::string& from, const std::string& to) {
    const auto rename = [&](std::string& name) {
        if (name == from) {
            name = to;
        }
    };
    for (Cluster& cluster : inventory.clusters) {
        rename(cluster.name);
    }
    for (Node& node : inventory.nodes) {
        rename(node.cluster);
    }
    for (Partition& partition : inventory.partitions) {
        rename(partition.cluster);
    }
    for (Tenant& tenant : inventory.tenants) {
        rename(tenant.cluster);
    }
}

}  // namespace headroom::inventory
