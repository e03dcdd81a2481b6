#pragma once

// Overrides as a user writes them: path=value on the command line, or a CSV file with a line each.

#include <string>
#include <string_view>
#include <vector>

#include "src/core/scenario/scenario.hpp"

namespace headroom {

// "fleet.h100.nodes=96". The path ends at the first '=' outside quotes; the value is what follows,
// as it is. `option` names the place in messages: "--set".
[[nodiscard]] expected<scenario::Override, Diagnostics> parse_override(std::string_view text,
                                                                       const std::string& option);

// A CSV file of two columns, path and value; a first line "path,value" is a header. All faults at
// once.
[[nodiscard]] expected<std::vector<scenario::Override>, Diagnostics> read_overrides(
    const std::string& file);

}  // namespace headroom
