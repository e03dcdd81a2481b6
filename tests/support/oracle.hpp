#pragma once

// A second implementation of sim/README.md, slow and obvious: plain lists, linear scans, everything
// worked out anew at each instant. It shares only the types of World and RunRecord and, of a
// facility, the pure models of a hall's power with the engine it judges.

#include <array>
#include <cstdint>
#include <vector>

#include "sim/model/run_record.hpp"
#include "sim/world/world.hpp"

namespace headroom::sim {

struct OracleRun {
    // All that a RunRecord holds but `placements` and `events`. A series is as long as the last
    // step in which something was not 0.
    RunRecord record;
    std::vector<std::vector<std::uint32_t>>
        nodes;  // [job]: of its attempts, each ascending; empty in a pool
    std::vector<std::array<std::int64_t, kWaitCauses>> wait_us;  // [job][cause]
    std::vector<Int128> energy_pj;  // [fleet], measured window; 0 where its power is not known
};

// O(instants · (jobs waiting + jobs running) · nodes).
[[nodiscard]] OracleRun run_oracle(const World& world);

}  // namespace headroom::sim
