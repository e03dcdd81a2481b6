#pragma once

// A result as the tables of its result.bin, and back: the summary lies in small tables beside the
// large ones, so that one file is enough to show a result.

#include <optional>
#include <vector>

#include "src/core/result/result.hpp"

namespace headroom::report {

[[nodiscard]] std::vector<Table> tables_of(const Result& result);

// Nothing if a table or column is missing.
[[nodiscard]] std::optional<Result> result_of(std::vector<Table> tables);

}  // namespace headroom::report
