#pragma once

// The formats of what `headroom size` found. The same report gives the same bytes.

#include <string>

#include "src/core/result/output_folder.hpp"
#include "src/core/table/table.hpp"
#include "src/study/size/size_report.hpp"

namespace headroom::study {

// Everything, with the sentences of explain_size.hpp.
[[nodiscard]] std::string size_json(const SizeReport& report);

// A row a point, metric and statistic: variant, point, metric, statistic, value, unit. The metric
// "holds" is 1 or 0 and, with trials, the share of those that hold with its interval.
[[nodiscard]] report::Table size_points(const SizeReport& report);

// points.csv and size.json, both or none.
[[nodiscard]] expected<void, Diagnostics> write_size(report::OutputFolder& folder,
                                                     const SizeReport& report);

}  // namespace headroom::study
