#pragma once

// Where traces lie in the simulation's time.

#include <cstdint>
#include <optional>
#include <vector>

#include "src/core/scenario/scenario.hpp"
#include "src/core/trace/trace.hpp"

namespace headroom::scenario {

// The calendar time of 0: the scenario's start, else the first submit of the first trace with
// dates.
[[nodiscard]] std::optional<Instant> find_start(const Scenario& scenario,
                                                const std::vector<trace::TraceFile>& traces);

// How far a trace's times move so that 0 is the start, µs. A trace with times from its own zero
// does not move, nor one that is placed already.
[[nodiscard]] std::int64_t shift_of(const Workload& workload,
                                    const trace::TraceFile& file,
                                    std::optional<Instant> start);

// Moves the trace's times by its shift, once and for all.
void place_trace(const Workload& workload, std::optional<Instant> start, trace::TraceFile& file);

}  // namespace headroom::scenario
