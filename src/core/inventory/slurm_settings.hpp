#pragma once

// The parameters of slurm.conf that are not about one node or partition: which of them a scenario
// takes over, and why the others that bear on scheduling are not.
// Sources: https://slurm.schedmd.com/slurm.conf.html, https://slurm.schedmd.com/sched_config.html,
// https://slurm.schedmd.com/priority_multifactor.html.

#include <string>
#include <vector>

#include "src/core/inventory/slurm_partition.hpp"

namespace headroom::inventory {

class SlurmSettings {
public:
    explicit SlurmSettings(InventoryBuilder& builder) : builder_(builder) {}

    // Stores the setting with the cluster, or lists it among what was not taken over.
    void apply(const SlurmPair& pair, const input::Line& line);

    // Lists the parameters that do not bear on scheduling, in one line.
    void finish();

private:
    void apply_scheduler_type(const SlurmPair& pair, const input::Line& line);
    void apply_scheduler_parameters(const SlurmPair& pair, const input::Line& line);
    void apply_backfill_depth(const SlurmPair& pair,
                              std::string_view number,
                              const input::Line& line);

    InventoryBuilder& builder_;
    std::vector<std::string> others_;
    std::int64_t first_other_line_ = 0;
};

}  // namespace headroom::inventory
