#pragma once

// A recorded trace as a row of weeks that are laid again: in order, to outlast a horizon, or drawn
// at random, which is a block bootstrap with blocks of a week (Kuensch, Annals of Statistics 17,
// 1989). A week is taken whole: all users together, each job on its weekday at its hour.

#include <cstdint>
#include <string>
#include <vector>

#include "src/core/trace/trace.hpp"

namespace headroom::workload {

// How many weeks the trace has, from its first submit on; the last counts if it lacks less than a
// day.
[[nodiscard]] std::size_t count_weeks(const trace::Trace& trace);

// 0, 1, …, weeks - 1, 0, 1, …
[[nodiscard]] std::vector<std::uint32_t> repeat_weeks(std::size_t weeks, std::size_t needed);

// Each drawn evenly, a pure function of (seed, workload, place, trial).
[[nodiscard]] std::vector<std::uint32_t> draw_weeks(std::size_t weeks,
                                                    std::size_t needed,
                                                    const std::string& workload,
                                                    std::uint64_t seed,
                                                    std::uint32_t trial);

// How many jobs such a trace would have. O(weeks · log rows).
[[nodiscard]] std::size_t count_jobs(const trace::Trace& trace,
                                     const std::vector<std::uint32_t>& weeks);

// Week i of the result is week weeks[i] of the trace, from the same first instant on. What comes
// again has the id with "#2" and so on. O(rows of the result).
[[nodiscard]] trace::Trace lay_weeks(const trace::Trace& trace,
                                     const std::vector<std::uint32_t>& weeks);

// The trace of one trial: as many weeks as were recorded, drawn at random; a trace of less than a
// week as it is.
[[nodiscard]] trace::Trace resample_weeks(const trace::Trace& trace,
                                          const std::string& workload,
                                          std::uint64_t seed,
                                          std::uint32_t trial);

}  // namespace headroom::workload
