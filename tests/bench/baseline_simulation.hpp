#pragma once

// What an engineer would write first: events in a std::priority_queue, each with a std::function,
// objects for cluster and scheduler, plain loops. The measure of what the engine's care is worth;
// it gives the same schedule for one fleet, one queue, no priorities.

#include <cstdint>
#include <vector>

#include "sim/world/world.hpp"

namespace headroom::bench {

// The start of each job, in microseconds; -1: it did not fit the fleet.
[[nodiscard]] std::vector<std::int64_t> simulate_baseline(const sim::World& world);

}  // namespace headroom::bench
