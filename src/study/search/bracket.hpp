#pragma once

// Where something stops to hold, on a grid of whole numbers. Knows nothing of what is tried.

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace headroom::study {

// Whether it holds at each of these places; they are independent of each other and may be tried at
// once. Nothing where the search was stopped.
using HoldsAt = std::function<std::optional<std::vector<bool>>(const std::vector<std::int64_t>&)>;

// Two places between which the answer changes.
struct Bracket {
    std::int64_t holds = 0;
    std::int64_t fails = 0;
};

// Narrows a bracket until its places are neighbours. Each round tries three places, which quarters
// it: the same places whatever the number of cores. O(log distance) rounds.
[[nodiscard]] std::optional<Bracket> narrow(Bracket bracket, const HoldsAt& holds_at);

}  // namespace headroom::study
