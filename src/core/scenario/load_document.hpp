#pragma once

// A scenario file and all that it extends, as one tree.

#include <optional>
#include <string>

#include "src/core/scenario/problems.hpp"
#include "src/core/scenario/value.hpp"

namespace headroom::scenario {

// The merged tree, or none where a file cannot be read or its syntax is broken. `files` gains the
// scenario first, then what it extends, nearest first.
[[nodiscard]] std::optional<Value> load_document(const std::string& file,
                                                 SourceFiles& files,
                                                 Problems& problems);

}  // namespace headroom::scenario
