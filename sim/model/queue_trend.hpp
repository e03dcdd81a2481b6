#pragma once

// Does a queue grow without end? A fleet that is overloaded has no steady waits: its percentiles
// depend only on how long one looks, and no page may show them without saying so.

#include <array>
#include <cstdint>

#include "sim/model/run_record.hpp"
#include "sim/world/world.hpp"

namespace headroom::sim {

constexpr std::size_t kTrendSegments = 16;
constexpr std::size_t kLeastJobs = 64;  // fewer show no trend

// Mean number of GPUs that waiting jobs of one queue ask for, over equal segments of [from, to).
using TrendSegments = std::array<double, kTrendSegments>;
[[nodiscard]] TrendSegments mean_waiting_gpus(const World& world,
                                              const RunRecord& record,
                                              QueueId queue,
                                              std::int64_t from_us,
                                              std::int64_t to_us);

// True if the segments rise (Mann-Kendall test, one-sided at 0.5 %: Kendall, "Rank Correlation
// Methods", 1975), the last quarter is at least twice the first half, and it is at least 5 % of the
// installed GPUs. A burst that drains, or a busy but stable queue, is not growing.
[[nodiscard]] bool is_rising(const TrendSegments& segments, std::int64_t installed_gpus);

// From the warm-up to the last submission that the run saw; false for fewer than kLeastJobs jobs.
[[nodiscard]] bool is_growing(const World& world, const RunRecord& record, QueueId queue);

}  // namespace headroom::sim
