#pragma once

// When each node fails and is repaired: one clock a node, drawn as it goes, and the order of what
// is due at one instant. It knows no jobs.

#include <cstdint>
#include <vector>

#include "sim/base/stream.hpp"
#include "sim/world/world.hpp"

namespace headroom::sim {

class NodeClocks {
public:
    struct Node {
        FleetId fleet;
        std::uint32_t index = 0;
    };

    explicit NodeClocks(const World& world);

    // The nodes of a fleet go into service, up: each draws when it fails first.
    void put_in_service(std::int64_t now_us, FleetId fleet);

    // The next repair or failure, or kNever.
    [[nodiscard]] std::int64_t next_us() const { return due_.empty() ? kNever : due_[0].time_us; }

    // Is a repair, a failure the first thing due by now? Repairs of an instant come before
    // failures, each by fleet and node.
    [[nodiscard]] bool has_repair(std::int64_t now_us) const {
        return next_us() <= now_us && !due_[0].is_failure;
    }
    [[nodiscard]] bool has_failure(std::int64_t now_us) const {
        return next_us() <= now_us && due_[0].is_failure;
    }

    // Takes it, and draws when the node fails next, or when it will be repaired.
    Node repair();
    struct Failure {
        Node node;
        std::int64_t repaired_us = 0;
    };
    Failure fail();

private:
    struct Due {
        std::int64_t time_us = 0;
        bool is_failure = false;
        FleetId fleet;
        std::uint32_t node = 0;
        std::uint32_t count = 0;  // failures of this node before
        friend auto operator<=>(const Due&, const Due&) = default;
    };

    void push(const Due& due);
    Due pop();
    [[nodiscard]] double uniform(Stream stream, const Due& due) const;
    [[nodiscard]] std::int64_t time_of_failure(std::int64_t from_us, const Due& due) const;

    const World& world_;
    std::vector<Due> due_;  // a heap, the first thing due on top
};

}  // namespace headroom::sim
