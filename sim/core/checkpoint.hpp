#pragma once

// What an interrupted job keeps: the progress up to its last checkpoint, taken at fixed intervals
// of progress. Integers only; taking a checkpoint costs no time here.

#include <cstdint>

#include "sim/base/host_device.hpp"

namespace headroom::sim {

// How a job saves its progress. Restarting costs time before any progress is made.
struct Checkpointing {
    std::int64_t every_us = 0;  // progress between checkpoints; 0: none, all is lost
    std::int64_t restart_us = 0;

    friend bool operator==(const Checkpointing&, const Checkpointing&) = default;
};

// One attempt cut short: its time is what it saved and what it lost, to the microsecond.
struct InterruptedAttempt {
    std::int64_t saved_us = 0;
    std::int64_t lost_us = 0;
};

// `elapsed_us` since the attempt began; a restart begins with its overhead.
[[nodiscard]] HEADROOM_HD inline InterruptedAttempt interrupt(const Checkpointing& rule,
                                                              std::int64_t elapsed_us,
                                                              bool is_restart) {
    const std::int64_t overhead_us = is_restart ? rule.restart_us : 0;
    const std::int64_t progress_us = elapsed_us > overhead_us ? elapsed_us - overhead_us : 0;
    const std::int64_t saved_us =
        rule.every_us > 0 ? progress_us / rule.every_us * rule.every_us : 0;
    return {saved_us, elapsed_us - saved_us};
}

}  // namespace headroom::sim
