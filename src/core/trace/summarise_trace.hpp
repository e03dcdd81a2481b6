#pragma once

// What a trace is like, in numbers: sizes, run times, arrivals, estimates, recorded waits, how jobs
// ended. Facts of the file only; nothing is simulated.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/base/units.hpp"
#include "src/core/trace/trace.hpp"

namespace headroom::trace {

// Of some values, in their own unit; the percentiles are nearest ranks. Of none, all are 0.
struct Spread {
    std::int64_t count = 0;
    double mean = 0;
    double median = 0;
    double p95 = 0;
    double max = 0;
};

// GPUs × run time of a job, in GPU-seconds.
[[nodiscard]] double gpu_seconds(const Trace& trace, std::size_t row);

// Of times in microseconds, in seconds.
[[nodiscard]] Spread spread_in_seconds(std::vector<std::int64_t> times_us);

// Jobs that have something in common, and the GPU-time they ran for.
struct Share {
    std::int64_t jobs = 0;
    double gpu_s = 0;
};

struct SizeShare : Share {
    std::uint32_t gpus = 0;  // of each of the jobs
};

struct StateShare : Share {
    std::string state;  // as the file says it; empty: it does not say
};

struct TraceSummary {
    std::int64_t jobs = 0;
    double gpu_s = 0;  // Σ GPUs · run time

    std::optional<Instant> first_submit, last_submit;  // where the trace has dates
    double span_s = 0;                                 // from the first to the last submit
    double interarrival_mean_s = 0;                    // 0 of fewer than two jobs
    // GPU-time ÷ span: how many GPUs would be busy on average if nobody waited. 0 without a span.
    double offered_gpus = 0;
    std::array<std::int64_t, 24> by_hour{};    // submits in each hour of the day, UTC; dated only
    std::array<std::int64_t, 7> by_weekday{};  // from Monday; dated only

    // Distinct names; 0 where the trace has none.
    std::int64_t users = 0, accounts = 0, partitions = 0, gpu_models = 0;

    Spread gpus;
    Spread run_time_s;
    Spread wait_s;               // recorded: start - eligible, or - submit where that is not known
    std::int64_t estimates = 0;  // jobs with one above zero
    double run_time_of_estimate = 0;  // the median of run time ÷ estimate
    std::int64_t requeued_jobs = 0;
    std::int64_t requeues = 0;
    std::int64_t jobs_with_activity = 0;
    double activity = 0;  // of these jobs' GPU-time, the share in which they did work

    std::vector<SizeShare> sizes;    // one a number of GPUs that occurs, ascending
    std::vector<StateShare> states;  // most jobs first; empty where the trace has no states
};

// Pure; O(jobs · log jobs) time, 16 bytes a job for a while.
[[nodiscard]] TraceSummary summarise_trace(const Trace& trace);

}  // namespace headroom::trace
