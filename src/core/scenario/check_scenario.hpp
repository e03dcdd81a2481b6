#pragma once

// What one value alone cannot tell: references between tables, what is needed together, what
// excludes each other. Fills in what a file may leave out: the implicit cluster, a fleet's only
// cluster.

#include "src/core/scenario/problems.hpp"
#include "src/core/scenario/read_tree.hpp"

namespace headroom::scenario {

// O(names). Problems go to `problems`; where there are none, every name of the scenario resolves.
void check_scenario(ReadTree& tree, Problems& problems);

}  // namespace headroom::scenario
