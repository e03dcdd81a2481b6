#pragma once

// Kills the program in the middle of its work, as a machine that goes away would.

#include <cstdint>
#include <string>
#include <vector>

namespace headroom::test {

// 0 where there is no file.
[[nodiscard]] std::uintmax_t size_of_file(const std::string& file);

// Starts the program and kills it once `file` has `bytes`; whether it was still running then.
[[nodiscard]] bool kill_headroom_at(const std::vector<std::string>& arguments,
                                    const std::string& file,
                                    std::uintmax_t bytes);

}  // namespace headroom::test
