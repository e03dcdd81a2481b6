#pragma once

// The summary of a run: metrics, warnings, provenance and the small tables of a terminal page.

#include "src/core/result/result.hpp"
#include "src/core/result/tabulate.hpp"

namespace headroom::report {

// Provenance lacks host and timing, which are no facts of the run. Reads every input file once for
// its checksum. O(jobs · log jobs) for the metrics.
[[nodiscard]] RunSummary describe_run(const RunFacts& facts, const scenario::ReadOptions& options);

// Where the metrics of a scenario come from: what of its provenance is known before it is run.
// Reads every input file once for its checksum.
[[nodiscard]] Provenance describe_origin(const scenario::Scenario& scenario,
                                         const scenario::ReadOptions& options);

// What the readers left out, adjusted or found odd, one sentence each: "philly: 12 of 82,247 rows
// left out: negative run time, first on line 40".
[[nodiscard]] std::vector<std::string> reader_warnings(const scenario::Scenario& scenario,
                                                       const std::vector<trace::TraceFile>& traces,
                                                       const scenario::CompiledWorld& compiled);

}  // namespace headroom::report
