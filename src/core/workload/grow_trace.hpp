#pragma once

// A recorded trace under a demand that grows.

#include <cstdint>
#include <optional>
#include <string>

#include "src/core/scenario/generator.hpp"
#include "src/core/trace/trace.hpp"
#include "src/core/workload/calendar.hpp"

namespace headroom::workload {

// Where the draws of one trial come from.
struct Seed {
    std::uint64_t seed = 1;
    std::uint32_t trial = 0;
};

// `trace` has the simulation's times. Arrivals: row i stays ⌊f + u_i⌋ times, f
// being the factor of its month and u_i the fractional part of u + i·φ with the golden ratio φ: any
// k jobs in a row become k·f, give or take one or two, whatever they are, and a larger f only adds
// jobs to those of a smaller one, so that two demands can be compared job by job. A copy comes
// later in the same clock hour, evenly drawn. Sizes as in grow_size; run times and estimates are
// multiplied. None if that came to more than kMostJobs. O(rows · log rows).
[[nodiscard]] std::optional<trace::Trace> grow_trace(const trace::Trace& trace,
                                                     const scenario::Demand& demand,
                                                     const Calendar& calendar,
                                                     const std::string& workload,
                                                     Seed seed);

}  // namespace headroom::workload
