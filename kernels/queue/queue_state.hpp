#pragma once

// What a trial remembers of one queue between two instants.

#include <cstdint>

#include "kernels/queue/queue_plan.hpp"
#include "sim/core/bit_tree.hpp"

namespace headroom::mc {

struct QueueState {
    std::uint32_t head = sim::kNowhere;   // place of the blocked job
    std::uint32_t fresh = sim::kNowhere;  // the first place that came at this instant
    std::uint32_t lone = sim::kNowhere;   // came at this instant to nobody waiting; not in the list
    bool is_touched = false;
    bool has_more_room = false;    // since the last pass a job ended or nodes came or went
    bool has_moved_fits = false;   // packed: a job was backfilled since the last full pass began
    bool has_reservation = false;  // reservation_us and the shadows are those of the head
    std::int64_t reservation_us = 0;
    std::int64_t stranded_gpus = 0;  // since stranded_since_us
    std::int64_t stranded_since_us = 0;
};

}  // namespace headroom::mc
