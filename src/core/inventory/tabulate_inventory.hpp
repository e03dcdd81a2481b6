#pragma once

// An inventory as tables, so that text, JSON and CSV say the same.

#include "src/core/inventory/group_fleets.hpp"
#include "src/core/table/table.hpp"

namespace headroom::inventory {

// A row a fleet: name, cluster, GPU model, nodes, nodes set apart, GPUs a node, GPUs in use.
[[nodiscard]] report::Table tabulate_fleets(const FleetPlan& plan);

// A row a partition: name, cluster, its fleets, their GPUs in use, time limit, priority, default.
[[nodiscard]] report::Table tabulate_partitions(const Inventory& inventory, const FleetPlan& plan);

// A row a tenant, resource and flavour: quotas as they are written.
[[nodiscard]] report::Table tabulate_quotas(const Inventory& inventory);

// A row a thing that was not taken over: what, value, why, file, line.
[[nodiscard]] report::Table tabulate_not_taken(const std::vector<NotTaken>& items);

}  // namespace headroom::inventory
