#pragma once

// A trace made of rows of another one: sorted, thinned, repeated.

#include <cstdint>
#include <vector>

#include "src/core/trace/trace.hpp"

namespace headroom::workload {

// Row i of the result is row rows[i] of `trace`, moved by shifts_us[i] with its recorded times; an
// empty `shifts_us` moves none. The rows must then be in the order of their submits. A row that
// comes again has the id with "#2", "#3" and so on. O(rows); a column that says nothing stays
// empty.
[[nodiscard]] trace::Trace pick_rows(const trace::Trace& trace,
                                     const std::vector<std::uint32_t>& rows,
                                     const std::vector<std::int64_t>& shifts_us);

// Rows of `times_us` in rising order, equal ones as they stand.
[[nodiscard]] std::vector<std::uint32_t> order_by_time(const std::vector<std::int64_t>& times_us);

}  // namespace headroom::workload
