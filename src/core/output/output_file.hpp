#pragma once

// One file that is written as a whole or not at all: beside its place first, then moved to it.

#include <functional>
#include <string>
#include <vector>

#include "src/core/table/write_table.hpp"
#include "src/core/text/diagnostic.hpp"

namespace headroom::output {

// Whether `file` may be written: not a folder, and none of `inputs` under whatever name.
[[nodiscard]] expected<void, Diagnostics> check_target(const std::string& file,
                                                       const std::vector<std::string>& inputs);

// What `write` gives to its sink, compressed if the name ends in .gz or .zst. Where `write` returns
// false, and on a failure, the file stays as it was and nothing is left behind. A device or a pipe
// is written to as it is.
[[nodiscard]] expected<void, Diagnostics> write_file(
    const std::string& file, const std::function<bool(const report::TextSink&)>& write);

}  // namespace headroom::output
