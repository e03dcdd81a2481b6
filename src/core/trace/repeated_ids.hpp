#pragma once

// Which rows of a trace have an id that another row has too.

#include <cstdint>
#include <vector>

#include "src/core/trace/text_column.hpp"

namespace headroom::trace {

// The rows whose id is not empty and not theirs alone, by id and within one id in their order.
// O(letters) where ids only grow, as counters do; else O(rows · log rows) and 8 bytes a row for the
// while.
[[nodiscard]] std::vector<std::uint32_t> rows_of_repeated_ids(const TextColumn& ids);

}  // namespace headroom::trace
