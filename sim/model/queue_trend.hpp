#pragma once

// Does a queue grow without end? A fleet that is overloaded has no steady waits: its percentiles
// depend only on how long one looks, and no page may show them without saying so.

#include <cstdint>

#include "sim/core/queue_trend.hpp"
#include "sim/model/run_record.hpp"
#include "sim/world/world.hpp"

namespace headroom::sim {

// The GPUs that the waiting jobs of one queue ask for in [from, to).
[[nodiscard]] QueueTrend sum_waiting_gpus(const World& world,
                                          const RunRecord& record,
                                          QueueId queue,
                                          std::int64_t from_us,
                                          std::int64_t to_us);

// From the warm-up to the last submission that the run saw; false for fewer than kLeastTrendJobs
// jobs.
[[nodiscard]] bool is_growing(const World& world, const RunRecord& record, QueueId queue);

}  // namespace headroom::sim
