#pragma once

// The runs of a store as pages of text for people. Numbers are rounded; --format csv and json have
// them exactly.

#include <string>
#include <vector>

#include "src/core/store/compare_runs.hpp"
#include "src/core/store/metric_trend.hpp"

namespace headroom::cli {

// A line a run; columns that say nothing are left out.
[[nodiscard]] std::string runs_text(const std::vector<store::StoredRun>& runs);
[[nodiscard]] std::string run_text(const store::StoredRun& run);
// Metrics that are the same in all runs are only counted.
[[nodiscard]] std::string comparison_text(const store::RunComparison& comparison);
[[nodiscard]] std::string trend_text(const std::string& metric, const store::MetricTrend& trend);

// Any table on lines of its own, even where its texts are not.
[[nodiscard]] std::string plain_text(const report::Table& table);

}  // namespace headroom::cli
