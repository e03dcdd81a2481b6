#pragma once

// A team of lanes works on one replication of the cluster: one host thread (Solo), a warp or a
// block on a GPU. All lanes run the same rules on the same numbers; shared arrays are written by
// one lane, or by each lane its own part, between two syncs. A team has
// clang-format off
//   kWidth              number of lanes
//   lane()              this one, from 0
//   sync()              all lanes have come here, and see what all have written
//   first_lane(claim)   the lowest lane whose claim holds, or kWidth
//   count(claim)        how many claims hold
//   rank(claim)         on how many lower lanes the claim holds
//   sum(value)          over the lanes, modulo 2^64
//   least(value)        over the lanes
// clang-format on
// Every lane must come to each of these calls. Results are integers, so that they do not depend on
// the width.

#include <cstdint>

#include "sim/base/host_device.hpp"

namespace headroom::sim {

struct Solo {
    static constexpr int kWidth = 1;
    [[nodiscard]] HEADROOM_HD static constexpr int lane() { return 0; }
    HEADROOM_HD static constexpr void sync() {}
    [[nodiscard]] HEADROOM_HD static constexpr int first_lane(bool claim) { return claim ? 0 : 1; }
    [[nodiscard]] HEADROOM_HD static constexpr std::uint32_t count(bool claim) { return claim; }
    [[nodiscard]] HEADROOM_HD static constexpr std::uint32_t rank(bool) { return 0; }
    [[nodiscard]] HEADROOM_HD static constexpr std::uint64_t sum(std::uint64_t value) {
        return value;
    }
    [[nodiscard]] HEADROOM_HD static constexpr std::int64_t least(std::int64_t value) {
        return value;
    }
};

// Runs `write` on one lane, when all lanes have read what it overwrites; all see it afterwards.
template <class Team, class Write>
HEADROOM_HD constexpr void write_once(Team& team, Write&& write) {
    team.sync();
    if (team.lane() == 0)
        write();
    team.sync();
}

}  // namespace headroom::sim
