#pragma once

// A team of lanes works on one replication of the cluster: one host thread (Solo), a warp or a
// block on a GPU. All lanes run the same rules on the same numbers; shared arrays are written by
// one lane, between two syncs. A team has: kWidth, lane(), sync(), ballot(claim) = bit i set where
// lane i's claim holds (width <= 32), sum(value) over lanes.

#include <cstdint>

#include "sim/base/host_device.hpp"

namespace headroom::sim {

struct Solo {
    static constexpr int kWidth = 1;
    [[nodiscard]] HEADROOM_HD static constexpr int lane() { return 0; }
    HEADROOM_HD static constexpr void sync() {}
    [[nodiscard]] HEADROOM_HD static constexpr std::uint32_t ballot(bool claim) { return claim; }
    [[nodiscard]] HEADROOM_HD static constexpr std::uint32_t sum(std::uint32_t value) {
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
