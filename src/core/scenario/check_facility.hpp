#pragma once

// What the single keys of power, cooling and carbon cannot tell: whether they fit each other and
// what is known of the fleets.

#include "src/core/scenario/problems.hpp"
#include "src/core/scenario/read_tree.hpp"

namespace headroom::scenario {

void check_facility(const ReadTree& tree, Problems& problems);

}  // namespace headroom::scenario
