#pragma once

// What the keys of failures and of power must agree on among each other.

#include "src/core/scenario/problems.hpp"
#include "src/core/scenario/read_tree.hpp"

namespace headroom::scenario {

void check_failures(const ReadTree& tree, Problems& problems);

}  // namespace headroom::scenario
