#pragma once

// The failures and repairs of nodes as sim/README.md says them, for the oracle: each node of each
// fleet in a list, looked through at every question.

#include <cstdint>
#include <vector>

#include "sim/base/stream.hpp"
#include "sim/world/world.hpp"

namespace headroom::sim {

class OracleNodes {
public:
    explicit OracleNodes(const World& world) : world_(world), nodes_(world.fleets.size()) {}

    void put_in_service(std::size_t fleet, std::int64_t now_us);

    // The earliest time at which a node fails or is repaired, or the largest number there is.
    [[nodiscard]] std::int64_t next_us() const;

    struct Place {
        std::size_t fleet = 0;
        std::size_t node = 0;
    };
    // The nodes repaired, or failing, at this time, by fleet and node. Each draws what comes next.
    [[nodiscard]] std::vector<Place> repair_due(std::int64_t now_us);
    [[nodiscard]] std::vector<Place> fail_due(std::int64_t now_us);

    [[nodiscard]] std::int64_t down(std::size_t fleet) const;
    // When a node that is down will be repaired.
    [[nodiscard]] std::int64_t repaired_us(const Place& place) const {
        return nodes_[place.fleet][place.node].next_us;
    }

private:
    struct Node {
        bool is_down = false;
        std::int64_t next_us = 0;
        std::uint32_t failures = 0;
    };

    [[nodiscard]] double draw_for(Stream stream, const Place& place) const;
    void draw_failure(const Place& place, std::int64_t now_us);
    void draw_repair(const Place& place, std::int64_t now_us);

    const World& world_;
    std::vector<std::vector<Node>> nodes_;  // [fleet][node]; none before it is in service
};

}  // namespace headroom::sim
