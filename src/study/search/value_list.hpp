#pragma once

// The values of a setting as a user lists them: "fcfs,easy", a range (value_range.hpp) or a range
// in equal ratios, "0.5:2:log5". Knows nothing of what is set.

#include <string>
#include <string_view>
#include <vector>

#include "src/core/scenario/problems.hpp"

namespace headroom::study {

// More than these are refused.
constexpr std::size_t kMostValues = 100'000;

// Items of a list stay as they are written, TOML included: a comma inside quotes or brackets does
// not part them, and each may stand once. A text with ':' that is no date is a range.
// "low:high:logN" has N values, both ends among them and as written, those between to six digits;
// where both ends are whole numbers without a unit or a point, those between are rounded to whole
// numbers and what then stands twice is left out. The same texts on any machine.
[[nodiscard]] expected<std::vector<std::string>, scenario::ProblemText> parse_values(
    std::string_view text);

}  // namespace headroom::study
