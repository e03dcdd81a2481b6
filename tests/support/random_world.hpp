#pragma once

// Small random Worlds with all that the rules know, drawn from one seed, and the builders that
// tests share. Built without compile_world, so that a fault there cannot hide one in the engine.

#include <cstdint>

#include "sim/base/philox.hpp"
#include "sim/base/stream.hpp"
#include "sim/world/world.hpp"

namespace headroom::sim {

// A sequence of draws from one seed.
class Dice {
public:
    explicit Dice(std::uint64_t seed) : seed_(seed) {}

    [[nodiscard]] double uniform() {
        return draw_uniform({seed_, Stream::kFactor, 0, count_++, 0});
    }
    // A whole number in [low, high].
    [[nodiscard]] std::int64_t between(std::int64_t low, std::int64_t high) {
        return low + static_cast<std::int64_t>(uniform() * static_cast<double>(high - low + 1));
    }
    [[nodiscard]] bool chance(double probability) { return uniform() < probability; }

private:
    std::uint64_t seed_;
    std::uint32_t count_ = 0;
};

// Fills each queue's `order` and `queue_rank` from the jobs' routes and priority levels.
void order_queues(World& world);

// One cluster of one fleet without jobs: one route, one queue.
[[nodiscard]] World single_fleet_world(std::uint32_t nodes,
                                       std::uint32_t gpus_per_node,
                                       Policy policy,
                                       Placement placement);

// Appends a job of route 0. Jobs must come by submit; order_queues() after the last.
void add_job(World& world, const Job& job);

// 1–4 fleets, 1–3 partitions that overlap or not, 1–200 jobs, loads 0.3–2: odd gangs, zero lengths,
// equal submits, priorities, estimates that are exact, long or too short, jobs that are too large
// or barred, horizon, warm-up, fleets that come later. The same world for the same seed.
[[nodiscard]] World random_world(std::uint64_t seed);

// The same with packed placement, nodes that fail several times a run and are repaired, checkpoints
// and restarts, halls, and nodes whose power is known.
[[nodiscard]] World random_failing_world(std::uint64_t seed);

}  // namespace headroom::sim
