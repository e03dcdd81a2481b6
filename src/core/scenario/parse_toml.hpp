#pragma once

// TOML text to a tree of Values. The one place that knows the TOML library.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "sim/base/expected.hpp"
#include "src/core/scenario/value.hpp"

namespace headroom::scenario {

// What is wrong with the syntax; the parser stops at the first fault.
struct SyntaxFault {
    PlaceRef place;
    std::string problem;
    std::string wanted;
};

// The text of file number `file`. Any bytes are safe: a fault is an error, never a crash.
[[nodiscard]] expected<Value, SyntaxFault> parse_toml(std::string_view text, std::uint32_t file);

// One value such as `96`, `"36 mo"` or `[1, 2]`; none if the text is anything else.
[[nodiscard]] std::optional<Value> parse_toml_value(std::string_view text, PlaceRef place);

}  // namespace headroom::scenario
