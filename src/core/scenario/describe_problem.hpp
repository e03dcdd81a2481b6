#pragma once

// The recurring sentences about keys and names, so that each is worded once.

#include <string>
#include <string_view>
#include <vector>

#include "src/core/scenario/problems.hpp"
#include "src/core/scenario/schema_tree.hpp"

namespace headroom::scenario {

// "a, b or c"; more than ten are cut short.
[[nodiscard]] std::string list_names(const std::vector<std::string>& names, std::string_view last);

// Each in single quotes, as messages name things.
[[nodiscard]] std::vector<std::string> quote_names(const std::vector<std::string>& names);

// A key that the table at `node` does not know.
[[nodiscard]] ProblemText unknown_key(const SchemaNode& node, const std::string& key);

[[nodiscard]] ProblemText not_modelled(const std::string& key);

// A reference to a named table that is not there: no cluster 'slrum'.
[[nodiscard]] ProblemText unknown_name(const std::string& collection,
                                       const std::string& name,
                                       const std::vector<std::string>& known);

}  // namespace headroom::scenario
