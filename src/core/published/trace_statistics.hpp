#pragma once

// The figures by which workloads are published, of a trace; and a trace beside what is published of
// it. Run times are as recorded, without waits, of all final states; quantiles are by nearest rank.

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "src/core/published/published_traces.hpp"
#include "src/core/table/table.hpp"
#include "src/core/trace/trace.hpp"

namespace headroom::trace {

struct TraceStatistics {
    std::int64_t jobs = 0;
    double span_s = 0;  // from the first to the last submit
    double run_time_mean_s = 0;
    double run_time_mean_error_s = 0;  // standard error, as if jobs were drawn independently
    double run_time_median_s = 0;
    double run_time_p95_s = 0;
    double run_time_max_s = 0;
    double gpus_mean = 0;
    double gpus_max = 0;
    double gpu_hours = 0;
};

// All 0 of an empty trace. O(jobs).
[[nodiscard]] TraceStatistics measure_trace(const Trace& trace);

// Shares of the jobs and of the GPU time by size; what has more GPUs than the last bound counts
// there. `up_to` rises. O(jobs · log bounds).
struct SizeShares {
    std::vector<double> jobs;
    std::vector<double> gpu_time;
};
[[nodiscard]] SizeShares size_shares(const Trace& trace, std::span<const double> up_to);

// The share of the jobs, or of the GPU time, whose state begins with the text, whatever the case:
// Slurm says "CANCELLED by 1000". O(jobs).
[[nodiscard]] double state_share(const Trace& trace, std::string_view state, bool by_gpu_time);

// One figure on both sides.
struct ComparedFigure {
    std::string what;  // "run time, mean"
    std::string unit;
    double published = 0;
    double found = 0;
    std::string source;  // a key of PublishedTraces::sources
    std::string how;
    [[nodiscard]] double difference() const { return found / published - 1; }
};

// Every figure that is published and that a trace of this kind can show.
[[nodiscard]] std::vector<ComparedFigure> compare_with_published(const Trace& trace,
                                                                 const PublishedTrace& published);

// what, unit, published, this trace, difference in percent, source: a table for a terminal or a
// file.
[[nodiscard]] report::Table tabulate_comparison(const std::vector<ComparedFigure>& figures);

}  // namespace headroom::trace
