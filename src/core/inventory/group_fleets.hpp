#pragma once

// The nodes of an inventory as fleets of a scenario: nodes of equal GPU model, GPUs and partitions
// of one cluster are one fleet, so that every partition is a set of whole fleets.

#include <cstddef>
#include <string>
#include <vector>

#include "src/core/inventory/inventory.hpp"

namespace headroom::inventory {

struct Fleet {
    std::string name;       // "h100", "a100-40gb", "a100-4x", "h100-debug": unique
    std::string cluster;    // empty: the site tells of no scheduler
    std::string gpu_model;  // as the site writes it; empty: not told
    bool gpu_model_is_guess = false;
    std::int64_t gpus_per_node = 8;
    bool gpus_are_guess = false;          // the site does not tell
    std::vector<std::size_t> in_use;      // of Inventory::nodes: those that take jobs
    std::vector<std::size_t> set_apart;   // those that are down or drained
    std::vector<std::size_t> partitions;  // of FleetPlan::partitions, rising
    std::string guess;                    // of the nodes: why they are believed to be there
    std::int64_t weight = 0;
};

struct PlannedPartition {
    std::string name;  // unique also over clusters
    std::string cluster;
    std::vector<std::size_t>
        fleets;                // of FleetPlan::fleets, in the order in which Slurm fills them
    std::ptrdiff_t told = -1;  // of Inventory::partitions; -1: only its nodes name it
};

struct FleetPlan {
    std::vector<Fleet> fleets;
    std::vector<PlannedPartition> partitions;  // those with GPUs
    std::vector<NotTaken> not_taken;           // nodes and partitions that are left out
};

// Pure; O(nodes · partitions of a node).
[[nodiscard]] FleetPlan group_fleets(const Inventory& inventory);

}  // namespace headroom::inventory
