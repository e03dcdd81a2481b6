#pragma once

// What a power cap leaves of one GPU in one phase of work, level by level, in the integers that the
// engine counts in.

#include <array>
#include <cstdint>

namespace headroom::sim {

// Level l is a cap at (kLowestCapPercent + l) % of TDP; the last one is no cap.
inline constexpr int kCapLevels = 61;
inline constexpr int kLowestCapPercent = 40;
inline constexpr int kNoCapLevel = kCapLevels - 1;
inline constexpr std::int64_t kReferenceSpeedQ20 = std::int64_t{1} << 20;

struct CapLevel {
    std::int64_t gpu_uw = 0;                      // of one GPU above its idle power
    std::int64_t speed_q20 = kReferenceSpeedQ20;  // 2^20: as without a cap; at least 1
};

// Neither power nor speed falls from a level to the next.
using CapLadder = std::array<CapLevel, kCapLevels>;

}  // namespace headroom::sim
