#pragma once

// What the trials of a study draw in a scenario and what stays as it is, so that a result can say
// what its spread is made of. Draws nothing itself.

#include <cstdint>
#include <string>
#include <vector>

#include "src/core/scenario/scenario.hpp"
#include "src/core/trace/trace_store.hpp"

namespace headroom::scenario {

enum class DrawKind : std::uint8_t {
    kFactor,     // a number that is a distribution
    kGenerated,  // the jobs of a workload
    kWeeks,      // the weeks of a recorded trace
    kCopies,     // which recorded jobs come again as demand grows
    kHeld,       // nothing: a recorded trace as it is
    kFailures,   // when nodes fail and how long their repair takes
};

struct Draw {
    DrawKind kind = DrawKind::kFactor;
    std::string name;    // "fleet.h100.nodes", "workload.slurm"
    std::string reason;  // of kHeld: why

    friend bool operator==(const Draw&, const Draw&) = default;
};

// Factors first, then clusters and workloads in their order. A trace that cannot be read says
// nothing here: its problem shows where it is simulated.
[[nodiscard]] std::vector<Draw> describe_draws(const Scenario& scenario, trace::TraceStore& store);

}  // namespace headroom::scenario
