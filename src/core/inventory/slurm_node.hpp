#pragma once

// What scontrol and slurm.conf share about nodes: GPUs of a Gres text, and a model where only a
// feature names it.

#include <string_view>

#include "src/core/inventory/inventory_builder.hpp"
#include "src/core/inventory/slurm_values.hpp"

namespace headroom::inventory {

[[nodiscard]] input::Fault gres_fault(std::string_view key, const std::string& part);

// Takes model and count over to the node. Slices and models beside the most frequent one cannot be
// simulated; they go to the list of what was not taken over, at `line`.
void store_gpus(InventoryBuilder& builder, Node& node, const GresGpus& gpus, std::int64_t line);

// Where the GPUs have no model, but one feature of the node names one ("a100"), takes that.
void guess_gpu_model(Node& node);

}  // namespace headroom::inventory
