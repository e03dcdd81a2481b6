#pragma once

// Which of several power caps suits a piece of work best: the choices of Zeus (You et al., NSDI
// 2023; ml-energy/zeus 75a8b93). Pure functions.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "sim/world/cap_ladder.hpp"

namespace headroom::sim {

// What the same work takes under a cap.
struct CapOption {
    double cap_w = 0;
    double time_s = 0;
    double energy_j = 0;
};

enum class CapGoal : std::uint8_t {
    kEnergy,    // least energy
    kTime,      // least time
    kCost,      // least η·E + (1 - η)·Pmax·t, Pmax the highest cap of the options
    kSlowdown,  // lowest cap whose time is at most `slowdown` times that of the highest cap
};

struct CapChoice {
    CapGoal goal = CapGoal::kEnergy;
    double energy_weight = 0.5;  // η of kCost, 0 … 1
    double slowdown = 1.1;       // of kSlowdown, >= 1 (default, not a reference)
};

// The index of the option; of equals the one with the lower cap. At least one option, in any order.
[[nodiscard]] std::size_t choose_cap(std::span<const CapOption> options, const CapChoice& choice);

// Every level of a ladder as an option, for work that takes work_s without a cap on one GPU.
[[nodiscard]] std::vector<CapOption> cap_options(const CapLadder& ladder,
                                                 double idle_w,
                                                 double tdp_w,
                                                 double work_s);

}  // namespace headroom::sim
