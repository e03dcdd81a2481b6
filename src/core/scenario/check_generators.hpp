#pragma once

// What the keys of generated workloads and of their growth must say together, beyond each key's own
// range.

#include "src/core/scenario/problems.hpp"
#include "src/core/scenario/read_tree.hpp"

namespace headroom::scenario {

void check_generators(const ReadTree& tree, Problems& problems);

}  // namespace headroom::scenario
