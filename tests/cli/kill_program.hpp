#pragma once

// Kills the program in the middle of its work, as a machine that goes away would.

#include <cstdint>
#include <string>
#include <vector>

namespace headroom::test {

// 0 where there is no file.
[[nodiscard]] std::uintmax_t size_of_file(const std::string& file);

// Starts the program, which is killed in the write that would give one of its journals more than
// `bytes`, of which those up to there arrive; false where it ended without such a write.
[[nodiscard]] bool kill_headroom_at(const std::vector<std::string>& arguments,
                                    std::uintmax_t bytes);

}  // namespace headroom::test
