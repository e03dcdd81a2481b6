#pragma once

// A recorded trace under a demand that grows.

#include <cstdint>
#include <optional>
#include <string>

#include "src/core/scenario/generator.hpp"
#include "src/core/trace/trace.hpp"
#include "src/core/workload/calendar.hpp"

namespace headroom::workload {

// `trace` has the simulation's times. Arrivals: with the factors f of the months summed up over the
// rows, a row stays once for each whole number that the sum passes in it (systematic sampling):
// every k jobs in a row become k·f, give or take one, whatever they are. A copy comes later in the
// same clock hour, evenly drawn. Sizes as in grow_size; run times and estimates are multiplied.
// None if that came to more than kMostJobs. O(rows · log rows).
[[nodiscard]] std::optional<trace::Trace> grow_trace(const trace::Trace& trace,
                                                     const scenario::Demand& demand,
                                                     const Calendar& calendar,
                                                     const std::string& workload,
                                                     std::uint64_t seed);

}  // namespace headroom::workload
