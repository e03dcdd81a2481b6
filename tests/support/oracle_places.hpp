#pragma once

// Where jobs go, for the oracle: the free GPUs of each node in a list, searched from the front.

#include <cstdint>
#include <optional>
#include <vector>

namespace headroom::sim {

constexpr std::int64_t kForever = std::numeric_limits<std::int64_t>::max();

// The free GPUs of each node of a fleet. A pool is one node that holds the whole fleet: then best
// fit is "any free GPUs", and nothing is ever held.
struct FreeNodes {
    std::int64_t node_size = 0;
    std::vector<std::int64_t> free;

    [[nodiscard]] std::int64_t total() const {
        std::int64_t sum = 0;
        for (const std::int64_t gpus : free)
            sum += gpus;
        return sum;
    }
};
using FreeFleets = std::vector<FreeNodes>;

// The nodes a job has, and how many GPUs are gone from each: those it uses and those it holds.
struct Grant {
    std::size_t fleet = 0;
    std::vector<std::size_t> nodes;
    std::int64_t gone_from_each = 0;
    std::int64_t held = 0;
};

inline std::optional<std::vector<std::size_t>> best_fit(const FreeNodes& fleet, std::int64_t gpus) {
    std::optional<std::size_t> best;
    for (std::size_t node = 0; node < fleet.free.size(); ++node) {
        if (fleet.free[node] >= gpus && (!best || fleet.free[node] < fleet.free[*best]))
            best = node;
    }
    if (!best)
        return std::nullopt;
    return std::vector<std::size_t>{*best};
}

inline std::optional<std::vector<std::size_t>> idle_nodes(const FreeNodes& fleet,
                                                          std::int64_t gpus) {
    std::vector<std::size_t> nodes;
    for (std::size_t node = 0; node < fleet.free.size(); ++node) {
        const auto found = static_cast<std::int64_t>(nodes.size());
        if (found * fleet.node_size < gpus && fleet.free[node] == fleet.node_size)
            nodes.push_back(node);
    }
    if (static_cast<std::int64_t>(nodes.size()) * fleet.node_size < gpus)
        return std::nullopt;
    return nodes;
}

inline std::optional<Grant> place(const FreeFleets& fleets, std::size_t fleet, std::int64_t gpus) {
    const FreeNodes& place_in = fleets[fleet];
    const bool spans_nodes = gpus > place_in.node_size;
    auto nodes = spans_nodes ? idle_nodes(place_in, gpus) : best_fit(place_in, gpus);
    if (!nodes)
        return std::nullopt;
    Grant grant{fleet, *nodes, spans_nodes ? place_in.node_size : gpus, 0};
    grant.held = grant.gone_from_each * static_cast<std::int64_t>(nodes->size()) - gpus;
    return grant;
}

inline void take(FreeFleets& fleets, const Grant& grant) {
    for (const std::size_t node : grant.nodes)
        fleets[grant.fleet].free[node] -= grant.gone_from_each;
}

inline void give_back(FreeFleets& fleets, const Grant& grant) {
    for (const std::size_t node : grant.nodes)
        fleets[grant.fleet].free[node] += grant.gone_from_each;
}

}  // namespace headroom::sim
