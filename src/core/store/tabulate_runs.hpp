#pragma once

// Runs of a store as tables and as OpenMetrics. Pure.

#include <string>
#include <vector>

#include "src/core/store/stored_run.hpp"
#include "src/core/table/table.hpp"

namespace headroom::store {

// A line a run: run, started, scenario, variant, set, seed, version, git, catalog, stopped, label,
// file, folder, key.
[[nodiscard]] report::Table runs_table(const std::vector<StoredRun>& runs);

// A line a metric of one run: metric, value, unit.
[[nodiscard]] report::Table metrics_table(const StoredRun& run);

// A line a metric of a run, tidy: run, scenario, variant, started, metric, value, unit.
[[nodiscard]] report::Table export_table(const std::vector<StoredRun>& runs);

// OpenMetrics 1.0 text: a gauge a metric, a sample a run with the time at which it was started, as
// tools that fill in history want it. What a name cannot hold becomes '_'; labels have it as it is.
[[nodiscard]] std::string openmetrics_text(const std::vector<StoredRun>& runs);

}  // namespace headroom::store
