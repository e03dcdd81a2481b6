#pragma once

// The discrete-event simulation of a World. Deterministic: the record is a function of the World
// alone.

#include <functional>
#include <stop_token>

#include "sim/model/run_record.hpp"
#include "sim/world/world.hpp"

namespace headroom::sim {

class Observer;

struct Progress {
    std::int64_t now_us = 0;
    std::uint64_t jobs_ended = 0;
    std::uint64_t jobs_submitted = 0;
    std::uint64_t jobs_total = 0;
};

struct SimulateOptions {
    std::function<void(const Progress&)> on_progress;  // every 4,096 instants
    Observer* observer = nullptr;                      // sees the state at every instant; not owned
    bool record_placements = true;
};

// Runs until the last job has ended or the horizon; failures go on as long as that. A stop request
// ends it at an instant with a valid partial record. Throws nothing on any World that compile_world
// made.
[[nodiscard]] RunRecord simulate(const World& world,
                                 std::stop_token stop = {},
                                 const SimulateOptions& options = {});

}  // namespace headroom::sim
