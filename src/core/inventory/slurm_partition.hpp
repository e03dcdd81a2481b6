#pragma once

// The Key=Value pairs of a partition, the same in slurm.conf and in `scontrol show partition`.
// Source: https://slurm.schedmd.com/slurm.conf.html, section PARTITION CONFIGURATION.

#include <string_view>

#include "src/core/inventory/inventory_builder.hpp"

namespace headroom::inventory {

struct SlurmPair {
    std::string_view key;
    std::string_view value;   // without quotes
    std::int64_t column = 0;  // of the key
    std::int64_t value_column = 0;
};

// Stores what the pair says of the partition; a key that has no counterpart in a scenario goes to
// the list of what was not taken over, unless it says what is so anyway. PartitionName and Nodes
// are the caller's.
void apply_partition_pair(InventoryBuilder& builder,
                          Partition& partition,
                          const SlurmPair& pair,
                          const input::Line& line);

}  // namespace headroom::inventory
