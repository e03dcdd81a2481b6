#pragma once

// Numbers and texts of JSON records, judged like the fields of a table: what is not there or null
// is missing, which is no fault; a value of another kind or a number that cannot be is reported
// under the field's name.

#include <string_view>

#include "src/core/input/json_items.hpp"
#include "src/core/input/line_problems.hpp"
#include "src/core/input/scaled_number.hpp"

namespace headroom::input {

[[nodiscard]] ScaledNumber read_json_seconds(LineProblems& problems,
                                             JsonValue value,
                                             std::string_view name);
// A whole number; some programs write it as a text: "8".
[[nodiscard]] ScaledNumber read_json_count(LineProblems& problems,
                                           JsonValue value,
                                           std::string_view name);
[[nodiscard]] std::string_view read_json_text(LineProblems& problems,
                                              JsonValue value,
                                              std::string_view name);

// Reports something wrong with a value at its place.
void report_at(LineProblems& problems, JsonValue value, Fault fault);

}  // namespace headroom::input
