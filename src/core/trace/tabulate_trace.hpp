#pragma once

// A trace's summary as tables: what `headroom import` shows as text and as JSON.

#include <vector>

#include "src/core/table/table.hpp"
#include "src/core/trace/summarise_trace.hpp"

namespace headroom::trace {

// "statistics": statistic ("run_time.mean"), unit ("s", "GPU", "GPUh", "%", "" for counts), value;
// only what the trace can tell.
[[nodiscard]] report::Table statistics_table(const TraceSummary& summary);

// "sizes": by power of two, gpus ("3-4"), jobs, job_share_percent, gpu_time_share_percent.
[[nodiscard]] report::Table sizes_table(const TraceSummary& summary);

// "states": state, jobs, job_share_percent, gpu_time_share_percent; empty where there are none.
[[nodiscard]] report::Table states_table(const TraceSummary& summary);

// "hours" (0 to 23) and "weekdays" (Monday to Sunday), jobs, job_share_percent; empty of a trace
// without dates.
[[nodiscard]] report::Table hours_table(const TraceSummary& summary);
[[nodiscard]] report::Table weekdays_table(const TraceSummary& summary);

// All of these that have rows.
[[nodiscard]] std::vector<report::Table> tabulate_trace(const TraceSummary& summary);

}  // namespace headroom::trace
