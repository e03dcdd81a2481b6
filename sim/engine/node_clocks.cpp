#include "sim/engine/node_clocks.hpp"

#include <algorithm>
#include <functional>

#include "sim/base/contract.hpp"
#include "sim/base/entity.hpp"
#include "sim/base/failure_draw.hpp"
#include "sim/base/philox.hpp"

namespace headroom::sim {

NodeClocks::NodeClocks(const World& world) : world_(world) {
    for (const Queue& queue : world.queues) {
        for (const FleetId fleet : queue.fleets) {
            HEADROOM_REQUIRE(queue.placement == Placement::kPacked ||
                                 !world.fleets[fleet.index()].failures.happen(),
                             "a pool has no nodes that could fail");
        }
    }
}

void NodeClocks::put_in_service(std::int64_t now_us, FleetId fleet) {
    const Fleet& what = world_.fleets[fleet.index()];
    if (!what.failures.happen())
        return;
    for (std::uint32_t node = 0; node < what.nodes; ++node) {
        Due due{0, true, fleet, node, 0};
        due.time_us = time_of_failure(now_us, due);
        push(due);
    }
}

NodeClocks::Node NodeClocks::repair() {
    const Due repaired = pop();
    Due next{0, true, repaired.fleet, repaired.node, repaired.count + 1};
    next.time_us = time_of_failure(repaired.time_us, next);
    push(next);
    return {repaired.fleet, repaired.node};
}

NodeClocks::Failure NodeClocks::fail() {
    Due due = pop();
    const NodeFailures& law = world_.fleets[due.fleet.index()].failures;
    due.time_us += repair_us(draw(law.repair, uniform(Stream::kNodeRepair, due)));
    due.is_failure = false;
    push(due);
    return {{due.fleet, due.node}, due.time_us};
}

void NodeClocks::push(const Due& due) {
    due_.push_back(due);
    std::push_heap(due_.begin(), due_.end(), std::greater<>());
}

NodeClocks::Due NodeClocks::pop() {
    std::pop_heap(due_.begin(), due_.end(), std::greater<>());
    const Due due = due_.back();
    due_.pop_back();
    return due;
}

double NodeClocks::uniform(Stream stream, const Due& due) const {
    const std::uint64_t prefix = world_.fleets[due.fleet.index()].failures.entity_prefix;
    return draw_uniform({.seed = world_.seed,
                         .stream = stream,
                         .entity = entity_at(prefix, due.node),
                         .index = due.count,
                         .trial = world_.trial});
}

std::int64_t NodeClocks::time_of_failure(std::int64_t from_us, const Due& due) const {
    const std::int64_t mtbf_us = world_.fleets[due.fleet.index()].failures.mtbf_us;
    return from_us + failure_after_us(uniform(Stream::kNodeFailure, due), mtbf_us);
}

}  // namespace headroom::sim
