#pragma once

// Scenario and traces to World: names become indices, partitions and GPU models become routes and
// queues.

#include <cstdint>
#include <vector>

#include "sim/world/world.hpp"
#include "src/core/scenario/scenario.hpp"
#include "src/core/trace/trace.hpp"

namespace headroom::trace {
class TraceStore;
}

namespace headroom::scenario {

// Where a job of the World came from.
struct JobSource {
    std::uint16_t workload = 0;
    std::uint32_t row = 0;
};

struct CompiledWorld {
    sim::World world;
    std::vector<JobSource> sources;  // [job]
    Diagnostics warnings;
};

// Whether a world without a job is a mistake, as of a user's file, or an outcome, as of a trial.
enum class EmptyWorld : std::uint8_t { kRefused, kAllowed };

// `traces` has one entry a workload, in the scenario's order. O(jobs · log jobs); pure but for the
// files of weather, carbon and caps that the scenario names.
[[nodiscard]] expected<CompiledWorld, Diagnostics> compile_world(
    const Scenario& scenario,
    const std::vector<trace::TraceFile>& traces,
    EmptyWorld empty = EmptyWorld::kRefused);

// How the trace of a recorded workload is read.
[[nodiscard]] trace::ReadOptions trace_options(const Workload& workload);

// Reads or generates every workload of the scenario, repeats recorded weeks up to the horizon and
// lets demand grow; of a trial, with its draws. `store` keeps what was read, for the next call.
[[nodiscard]] expected<std::vector<trace::TraceFile>, Diagnostics> load_workloads(
    const Scenario& scenario, trace::TraceStore* store = nullptr);

}  // namespace headroom::scenario
