#pragma once

// Large trace files of made-up jobs, and what a reader must find in them. The jobs are the same in
// every format; they are written as they are drawn, so that size costs no memory.

#include <cstdint>
#include <string>

namespace headroom::tests {

enum class TraceText : std::uint8_t { kCsv, kSwf, kSacct };

struct TraceTotals {
    std::int64_t rows = 0;  // of data, steps of jobs included
    std::int64_t jobs = 0;
    std::int64_t bytes = 0;
    std::int64_t gpus = 0;  // summed over the jobs, as the next two
    std::int64_t runtime_s = 0;
    std::int64_t submit_s = 0;  // since the first submit
    std::int64_t users = 0;     // different ones
};

// Every job of sacct's has `steps` steps, as without --allocations. Throws on a fault of the disk.
TraceTotals write_trace_file(const std::string& path,
                             TraceText format,
                             std::int64_t jobs,
                             int steps = 0);

}  // namespace headroom::tests
