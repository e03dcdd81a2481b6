#pragma once

// The attempts of jobs: one each, unless failures cut some short. Where and when each ran, from the
// record; nothing here is simulated.

#include <cstdint>
#include <vector>

#include "sim/model/run_record.hpp"
#include "sim/world/world.hpp"

namespace headroom::sim {

struct Attempt {
    std::int16_t fleet = -1;
    std::int64_t start_us = 0;
    std::int64_t end_us = -1;  // -1: it ran when the run stopped
};

// Does the last attempt of a job stand, or was it cut short too (or is there none)?
[[nodiscard]] bool has_final_attempt(const RunRecord& record, std::size_t job);
// The attempt that stands.
[[nodiscard]] Attempt final_attempt(const RunRecord& record, std::size_t job);

// Calls visit(job, attempt) for each attempt of each job: those cut short in the order in which
// they were, then the others by job.
template <class Visit>
void for_each_attempt(const RunRecord& record, Visit&& visit) {
    for (const InterruptionRow& row : record.failures.interruptions)
        visit(std::size_t{row.job}, Attempt{row.fleet, row.start_us, row.end_us});
    for (std::size_t job = 0; job < record.start_us.size(); ++job) {
        if (has_final_attempt(record, job))
            visit(job, final_attempt(record, job));
    }
}

// Goes through the placements of a record, in their order, and says of which attempt each is.
class PlacedAttempts {
public:
    // O(interruptions · log), O(jobs) memory where something was interrupted.
    PlacedAttempts(const World& world, const RunRecord& record);

    // The attempt of the next row, and the GPUs that it uses on all nodes from this row on.
    struct Part {
        Attempt attempt;
        std::int64_t gpus_left = 0;
    };
    [[nodiscard]] Part next(const PlacementRow& row);

private:
    [[nodiscard]] Attempt next_attempt(std::size_t job);

    const World& world_;
    const RunRecord& record_;
    std::vector<std::uint32_t> cut_;       // rows of the interruptions by job, then in order
    std::vector<std::uint32_t> next_cut_;  // [job]: index in cut_ of its next attempt
    std::vector<std::uint32_t> cut_end_;   // [job]
    std::uint32_t job_ = 0;
    Attempt attempt_;
    std::int64_t gpus_left_ =
        0;  // of the attempt whose rows are being read: they follow each other
};

}  // namespace headroom::sim
