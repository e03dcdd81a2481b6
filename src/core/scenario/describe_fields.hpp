#pragma once

// The field table as text for people: what `headroom schema --text` and the reference manual show.

#include <string>

#include "src/core/scenario/field_table.hpp"

namespace headroom::scenario {

// Every key with an example, what it means, what it takes and its default.
[[nodiscard]] std::string describe_fields();

// "0 to 1024", "more than 0": the range in words; empty where there is none.
[[nodiscard]] std::string describe_range(const Range& range);

}  // namespace headroom::scenario
