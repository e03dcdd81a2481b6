#pragma once

// A run small enough to work out by hand: two nodes of 4 GPUs and a pool of 3, six jobs.

#include "src/core/result/describe_run.hpp"
#include "src/core/result/result.hpp"
#include "src/core/result/tabulate.hpp"

namespace headroom::report {

struct SmallRun {
    scenario::Scenario scenario;
    std::vector<trace::TraceFile> traces;
    scenario::CompiledWorld compiled;
    sim::RunRecord record;

    [[nodiscard]] RunFacts facts() const { return {scenario, traces, compiled, record}; }
};

// Simulated to its end, or to the horizon. Jobs, in seconds (submit, length, GPUs, fleets):
//   a (0, 10, 4, nodes)  b (0, 20, 6, nodes)  c (1, 5, 1, nodes)  d (2, 0, 1, nodes)
//   e (3, 1, 99, nodes): larger than what there is  f (4, 3.5, 2, pool)
[[nodiscard]] SmallRun make_small_run(std::int64_t horizon_us = sim::kNever);

[[nodiscard]] Result make_small_result();

}  // namespace headroom::report
