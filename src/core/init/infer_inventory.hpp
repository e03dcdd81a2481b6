#pragma once

// What the jobs of a trace tell of the hardware under them: the nodes they ran on, how many GPUs
// these have at least, the partitions they were sent to. All of it guesses, for what no file tells.

#include "src/core/inventory/inventory.hpp"
#include "src/core/trace/trace.hpp"

namespace headroom::init {

// Adds what the inventory lacks: nodes, where it has none at all; partitions that jobs name. Nodes
// of the trace that an inventory does not have are listed as not taken over. O(jobs · nodes of a
// job).
void infer_inventory(const trace::Trace& trace, inventory::Inventory& inventory);

// The most GPUs that jobs held at a time, from recorded starts, else as if nobody had waited.
[[nodiscard]] std::int64_t peak_gpus(const trace::Trace& trace);

}  // namespace headroom::init
