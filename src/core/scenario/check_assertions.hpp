#pragma once

// Assertions whose scope names what the scenario does not have.

#include "src/core/scenario/problems.hpp"
#include "src/core/scenario/read_tree.hpp"

namespace headroom::scenario {

// A partition may be known to a trace alone, so an unknown one shows only when it is measured.
void check_assertions(const ReadTree& tree, Problems& problems);

}  // namespace headroom::scenario
