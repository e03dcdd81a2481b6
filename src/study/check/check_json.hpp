#pragma once

// A check for programs: everything that the report holds, in a fixed order.

#include <string>

#include "src/study/check/check_report.hpp"

namespace headroom::study {

// {"schema":1, "passes", "complete", "summary", "counts", "scenarios":[{file, name, variant,
// passes, trials, problems, claims, metrics, warnings, provenance}]}. Numbers are the shortest that
// read back the same; values that are none are null.
[[nodiscard]] std::string check_json(const CheckReport& report);

}  // namespace headroom::study
