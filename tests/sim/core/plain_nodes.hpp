#pragma once

// The rule of placement a second time, as plain scans over the nodes: what NodeTable and Shadow are
// held against. sim/README.md, "Placement on a fleet of nodes with G GPUs".

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "sim/core/node_table.hpp"

namespace headroom::sim {

struct Shape {
    Placement placement = Placement::kPacked;
    std::uint32_t nodes = 1;
    std::uint32_t gpus_per_node = 1;
};

inline std::string name_of_shape(const testing::TestParamInfo<Shape>& info) {
    return (info.param.placement == Placement::kPool ? "Pool" : "Packed") +
           std::to_string(info.param.nodes) + "x" + std::to_string(info.param.gpus_per_node);
}

struct PlainNodes {
    std::uint32_t gpus_per_node = 1;
    std::vector<std::uint32_t> free;  // [node]; a pool is one large node

    static PlainNodes idle(Placement placement, std::uint32_t nodes, std::uint32_t gpus_per_node) {
        if (placement == Placement::kPool)
            return {nodes * gpus_per_node, {nodes * gpus_per_node}};
        return {gpus_per_node, std::vector<std::uint32_t>(nodes, gpus_per_node)};
    }

    // The nodes that a job of this size would take now, ascending; none if it does not fit.
    [[nodiscard]] std::vector<std::uint32_t> nodes_for(std::uint32_t gpus) const {
        std::vector<std::uint32_t> taken;
        if (gpus <= gpus_per_node) {
            std::uint32_t best = kNowhere;
            for (std::uint32_t node = 0; node < free.size(); ++node) {
                if (free[node] >= gpus && (best == kNowhere || free[node] < free[best]))
                    best = node;
            }
            if (best != kNowhere)
                taken.push_back(best);
            return taken;
        }
        const std::uint32_t needed = (gpus + gpus_per_node - 1) / gpus_per_node;
        for (std::uint32_t node = 0; node < free.size() && taken.size() < needed; ++node) {
            if (free[node] == gpus_per_node)
                taken.push_back(node);
        }
        return taken.size() == needed ? taken : std::vector<std::uint32_t>{};
    }

    [[nodiscard]] bool fits(std::uint32_t gpus) const { return !nodes_for(gpus).empty(); }

    void take(const std::vector<std::uint32_t>& nodes, std::uint32_t gpus) {
        for (const std::uint32_t node : nodes)
            free[node] -= nodes.size() == 1 ? gpus : gpus_per_node;
    }

    void give_back(const std::vector<std::uint32_t>& nodes, std::uint32_t gpus) {
        for (const std::uint32_t node : nodes)
            free[node] += nodes.size() == 1 ? gpus : gpus_per_node;
    }

    [[nodiscard]] std::int64_t free_gpus() const {
        std::int64_t sum = 0;
        for (const std::uint32_t gpus : free)
            sum += gpus;
        return sum;
    }

    [[nodiscard]] std::int64_t whole_nodes() const {
        return std::count(free.begin(), free.end(), gpus_per_node);
    }
};

// A job on the nodes that both sides gave it.
struct PlacedJob {
    std::uint32_t gpus = 0;
    Seat seat;
    std::vector<std::uint32_t> nodes;
};

// A NodeTable with its memory, all nodes in service.
template <class Team>
struct OwnedTable {
    OwnedTable(Placement placement, std::uint32_t nodes, std::uint32_t gpus_per_node)
        : words(NodeTable<Team>::words_needed(placement, nodes, gpus_per_node), 0),
          table(Team{}, placement, nodes, gpus_per_node, words.data()) {
        table.install();
    }
    OwnedTable(const OwnedTable&) = delete;
    OwnedTable& operator=(const OwnedTable&) = delete;

    std::vector<std::uint64_t> words;
    NodeTable<Team> table;
};

template <class Team>
std::vector<std::uint32_t> nodes_of(const NodeTable<Team>& table, Seat seat) {
    std::vector<std::uint32_t> nodes;
    std::uint32_t node = seat.first_node;
    for (std::uint32_t i = 0; i < seat.nodes; ++i) {
        nodes.push_back(node);
        if (i + 1 < seat.nodes)
            node = table.next_node(node);
    }
    return nodes;
}

}  // namespace headroom::sim
