#pragma once

// The choices among the cluster's rules, shared by the compiled World and by what runs it.

#include <cstdint>

namespace headroom::sim {

enum class Policy : std::uint8_t { kFcfs, kEasy };
enum class Placement : std::uint8_t { kPool, kPacked };

}  // namespace headroom::sim
