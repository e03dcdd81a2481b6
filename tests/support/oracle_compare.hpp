#pragma once

// Holds an engine's record against the oracle's run: every job, every total, every step of the
// series.

#include <string>

#include "tests/support/oracle.hpp"

namespace headroom::sim {

// The first thing that differs, "job 17: start_us 40, the oracle has 30", or empty.
[[nodiscard]] std::string first_difference(const World& world,
                                           const RunRecord& record,
                                           const OracleRun& oracle);

// The nodes of each job that the record's placement rows name, ascending.
[[nodiscard]] std::vector<std::vector<std::uint32_t>> nodes_of_jobs(const RunRecord& record,
                                                                    std::size_t jobs);

}  // namespace headroom::sim
