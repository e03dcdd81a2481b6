#pragma once

// The jobs of a [workload.NAME.generate] table as a trace.

#include <string>

#include "src/core/scenario/generator.hpp"
#include "src/core/trace/trace.hpp"
#include "src/core/workload/draw_job.hpp"

namespace headroom::workload {

// Without `jobs`, more than these are not made.
constexpr std::int64_t kMostJobs = 100'000'000;

// Arrivals are a renewal process on a clock with the rhythm of day and week and the growth of the
// demand (rate_clock.hpp): Poisson where `interarrival` is exponential. An arrival is a session of
// bursts of jobs, both of one job unless told otherwise. Ends before `length` or the horizon, or
// with the last of `jobs`. What is not modelled: sessions do not wait for the end of their jobs,
// and a user may have several at once. Pure; the same bytes on any machine. O(jobs · log jobs).
[[nodiscard]] trace::TraceFile generate_trace(const std::string& name,
                                              const scenario::Generator& generator,
                                              const GenerateContext& context);

// Time from 0 to the end of the submits, where `length` or the horizon sets one.
[[nodiscard]] std::optional<std::int64_t> generation_end_us(const scenario::Generator& generator,
                                                            const GenerateContext& context);

}  // namespace headroom::workload
