#pragma once

// The events of a run, derived from its jobs table.

#include "src/core/table/table.hpp"

namespace headroom::report {

// time_s, event (submit, reject, start, end), job, gpus, fleet. At one instant ends come before
// arrivals and these before starts, each in the order of the jobs; the end of a job of zero length
// follows the starts. O(jobs · log jobs).
[[nodiscard]] Table events_table(const Table& jobs);

}  // namespace headroom::report
