#pragma once

// The part of compile_world about failures, checkpoints and power of nodes.

#include <cstdint>
#include <optional>

#include "src/core/scenario/compile_world.hpp"

namespace headroom::scenario {

// Fleets and clusters of the world are there.
void compile_nodes(const Scenario& scenario, sim::World& world);

// The jobs of the world are there, and where each came from.
void compile_checkpoints(const Scenario& scenario, CompiledWorld& compiled);

// A job that would practically never get through without a failure, in a run that waits for its
// end, or nothing. O(jobs).
struct EndlessJob {
    std::uint32_t workload = 0;
    std::uint32_t gpus = 0;
    double needed_s = 0;            // without a failure, to its end or to its next checkpoint
    double between_failures_s = 0;  // of its nodes, on average
};
[[nodiscard]] std::optional<EndlessJob> find_endless_job(const CompiledWorld& compiled);

}  // namespace headroom::scenario
