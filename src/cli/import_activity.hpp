#pragma once

// The activity of a trace's jobs by samples of their GPUs: `headroom import sacct.txt --prom F`.

#include <string>
#include <vector>

#include "src/cli/import_kind.hpp"
#include "src/core/table/table.hpp"
#include "src/core/trace/trace.hpp"

namespace headroom::cli {

struct MeasuredActivity {
    std::string text;                   // for the page; empty if nothing was measured
    std::vector<report::Table> tables;  // for JSON
};

// Reads the samples that the request names and writes what they say into the trace's activity,
// where a job was measured; what a job had before is kept where it was not.
[[nodiscard]] expected<MeasuredActivity, Diagnostics> measure_activity(
    trace::Trace& trace, const ImportContext& context);

}  // namespace headroom::cli
