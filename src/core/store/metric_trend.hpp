#pragma once

// One metric over the runs of a store in the order of time. A value is compared with the one before
// of the same question: scenario, variant, settings, unit. Pure.

#include <string>
#include <vector>

#include "src/core/store/stored_run.hpp"
#include "src/core/table/table.hpp"

namespace headroom::store {

struct TrendLine {
    std::string name;  // "small, variant larger, fleet.a.nodes=8"
    std::vector<double> values;
};

struct MetricTrend {
    // run, started, scenario, variant, set, version, label, value, unit, difference, relative.
    report::Table table;
    std::vector<TrendLine> lines;  // one a question, by its first run
};

// Of a metric by its full name ("wait.p95_s[partition=long]"); runs that lack it are left out.
// `runs` in the order of time, with their metrics.
[[nodiscard]] MetricTrend trend_of(const std::vector<StoredRun>& runs, const std::string& metric);

// "▁▃▂▇": low to high, one letter a value; '·' for what is no number.
[[nodiscard]] std::string sparkline(const std::vector<double>& values);

}  // namespace headroom::store
