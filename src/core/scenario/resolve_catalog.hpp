#pragma once

// The catalog that a scenario pins, and what its fleets take from it.

#include "src/core/scenario/problems.hpp"
#include "src/core/scenario/read_tree.hpp"

namespace headroom::scenario {

// Names the newest shipped catalog where the file names none, and reads it where a fleet needs it:
// to fill `gpu` and `gpus_per_node` from `node`, or to tell the spellings of a GPU. What the file
// writes itself stays. Problems: an unknown version, an unknown node.
void resolve_catalog(ReadTree& tree, Problems& problems);

// Warnings for fleets whose file says another GPU or another number than the catalog's node has.
[[nodiscard]] Diagnostics describe_changed_nodes(const Scenario& scenario);

}  // namespace headroom::scenario
