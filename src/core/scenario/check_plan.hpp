#pragma once

// Checks what a scenario says of years to come: names, and keys that need each other. What only the
// plan needs is asked for when it is compiled.

#include "src/core/scenario/problems.hpp"
#include "src/core/scenario/read_tree.hpp"

namespace headroom::scenario {

void check_plan(const ReadTree& tree, Problems& problems);

}  // namespace headroom::scenario
