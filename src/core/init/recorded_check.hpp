#pragma once

// What a planner looks for first: do the waits that were recorded come out of the simulation?

#include <optional>

#include "src/core/run/run_scenario.hpp"
#include "src/core/trace/summarise_trace.hpp"

namespace headroom::init {

struct WaitCheck {
    std::int64_t jobs =
        0;  // after the warm-up, with a recorded wait, and started in the simulation
    trace::Spread recorded_s, simulated_s;
};

// Of the same jobs, recorded and simulated; nothing where no wait was recorded. O(jobs · log jobs).
[[nodiscard]] std::optional<WaitCheck> check_waits(const LoadedRun& run,
                                                   const sim::RunRecord& record);

}  // namespace headroom::init
