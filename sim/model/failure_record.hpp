#pragma once

// What failures did to a run, in columns; all empty where no node can fail.

#include <cstdint>
#include <vector>

namespace headroom::sim {

__extension__ using Int128 = __int128;

// An attempt of a job that a failure cut short.
struct InterruptionRow {
    std::uint32_t job = 0;
    std::int16_t fleet = -1;
    std::uint32_t first_node = 0;  // of the nodes that the attempt had
    std::int64_t start_us = 0;
    std::int64_t end_us = 0;
    std::int64_t saved_us = 0;  // of it, progress that lasts

    friend bool operator==(const InterruptionRow&, const InterruptionRow&) = default;
};

// A node out of service. `end_us` may lie beyond the end of the run.
struct OutageRow {
    std::int16_t fleet = -1;
    std::uint32_t node = 0;
    std::int64_t start_us = 0;
    std::int64_t end_us = 0;

    friend bool operator==(const OutageRow&, const OutageRow&) = default;
};

// Of one fleet, what happened at or after the warm-up.
struct FailureTotals {
    std::int64_t failures = 0;
    std::int64_t interruptions = 0;
    Int128 lost_gpu_us = 0;  // given to jobs without lasting progress

    friend bool operator==(const FailureTotals&, const FailureTotals&) = default;
};

// A job that waits for a restart when the run stops has been interrupted as often as it started.
struct FailureRecord {
    std::vector<std::uint32_t> attempts;         // [job]
    std::vector<std::int64_t> last_start_us;     // [job]: of the last attempt; -1: none
    std::vector<std::int64_t> lost_us;           // [job]: its time without lasting progress
    std::vector<InterruptionRow> interruptions;  // as they happened
    std::vector<OutageRow> outages;              // by (start, fleet, node)
    std::vector<FailureTotals> totals;           // [fleet]
};

}  // namespace headroom::sim
