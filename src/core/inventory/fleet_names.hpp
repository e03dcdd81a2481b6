#pragma once

// Short names for fleets that tell apart what differs: memory, GPUs a node, partitions, cluster.

#include "src/core/inventory/group_fleets.hpp"

namespace headroom::inventory {

// Sets the name of every fleet; no two are equal.
void name_fleets(FleetPlan& plan);

}  // namespace headroom::inventory
