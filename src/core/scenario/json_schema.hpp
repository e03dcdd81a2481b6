#pragma once

// The field table as a JSON Schema (draft 2020-12), for editors that check TOML while one types. It
// sees kinds, choices and ranges; units and references between tables are only checked by
// read_scenario.

#include <string>

namespace headroom::scenario {

[[nodiscard]] std::string json_schema();

}  // namespace headroom::scenario
