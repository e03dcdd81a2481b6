#pragma once

// A file's bytes in memory. Read, not mapped: a file that is cut while it is read must not end the
// program, and pipes work too.

#include <string>

#include "sim/base/expected.hpp"

namespace headroom::trace {

// The error says why, in the system's words: "No such file or directory".
[[nodiscard]] expected<std::string, std::string> read_whole_file(const std::string& file);

}  // namespace headroom::trace
