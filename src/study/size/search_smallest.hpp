#pragma once

// The smallest place of a grid at which something holds, with as few places tried as that takes.
// Knows nothing of what is tried.

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>

#include "src/study/search/bracket.hpp"

namespace headroom::study {

struct SmallestSetup {
    std::int64_t count = 1;  // places are 0 … count - 1
    bool is_exhaustive = false;
    std::size_t most_probes = 1000;
};

struct Smallest {
    std::optional<std::int64_t> place;  // of those tried; none: it holds at none of them
    bool is_monotone = true;            // none tried fails above one that holds
    bool is_cut = false;                // most_probes ended the search
    bool is_complete = true;            // false: it was stopped
    std::map<std::int64_t, bool> tried;
};

// Up to 16 places are all tried. Of more: a spread with both ends, then the lowest change from
// failing to holding is narrowed, then the neighbour above. Where any place tried fails above one
// that holds, every place below the answer is tried too, so that it is the smallest all the same.
// The same places whatever the number of cores. Between monotone answers of the spread an exception
// can be passed over.
[[nodiscard]] Smallest find_smallest(const SmallestSetup& setup, const HoldsAt& holds_at);

}  // namespace headroom::study
