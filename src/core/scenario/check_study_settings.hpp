#pragma once

// [correlation] and [montecarlo] against the rest of the scenario.

#include "src/core/scenario/problems.hpp"
#include "src/core/scenario/read_tree.hpp"

namespace headroom::scenario {

// A correlated path must be one that a distribution may stand at and that the scenario writes; that
// a setting put a plain number there is no fault. A metric to be precise about must be known.
void check_study_settings(const ReadTree& tree, Problems& problems);

}  // namespace headroom::scenario
