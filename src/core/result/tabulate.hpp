#pragma once

// The record of a run as the tables of its result.

#include <string>
#include <vector>

#include "sim/model/run_record.hpp"
#include "src/core/scenario/compile_world.hpp"
#include "src/core/table/table.hpp"
#include "src/core/trace/trace.hpp"

namespace headroom::report {

// What a run was made of and what came out of it; nothing is owned.
struct RunFacts {
    const scenario::Scenario& scenario;
    const std::vector<trace::TraceFile>& traces;
    const scenario::CompiledWorld& compiled;
    const sim::RunRecord& record;
};

// jobs: a row a job, in the order of submission. With several workloads an id is "workload:id". A
// job still waiting has its wait so far; cells of what did not happen are missing. O(jobs).
[[nodiscard]] Table jobs_table(const RunFacts& facts);

// series: a row a step of the grid, named by its begin; levels are time-weighted means over the
// step, the last of which ends with the run. O(steps × (fleets + queues)).
[[nodiscard]] Table series_table(const RunFacts& facts);

// nodes: a row a node: how many jobs were on it and what GPU-time they took; missing where the
// scheduler counts GPUs only. O(nodes + placements).
[[nodiscard]] Table nodes_table(const RunFacts& facts);

// racks: a row a rack where a facility with racks is modelled: what its feed carried. O(racks).
[[nodiscard]] Table racks_table(const RunFacts& facts);

// The same without a row, of a result that knows no racks.
[[nodiscard]] Table no_racks_table();

// placements: a row a run of consecutive nodes that a job occupied; its `job` refers to `ids`, the
// id column of the jobs table. O(placements).
[[nodiscard]] Table placements_table(const RunFacts& facts, const Column& ids);

// The name of each queue: its cluster's, with its fleets where a cluster has several queues.
[[nodiscard]] std::vector<std::string> queue_names(const sim::World& world);

}  // namespace headroom::report
