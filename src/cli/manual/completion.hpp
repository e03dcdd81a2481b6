#pragma once

// Scripts that let a shell complete the program's commands, options and their values. They are text
// and hold everything: completing does not start the program.

#include <string>

#include "src/cli/command_tree.hpp"

namespace headroom::cli {

[[nodiscard]] std::string bash_completion(const CommandEntry& program);
[[nodiscard]] std::string zsh_completion(const CommandEntry& program);
[[nodiscard]] std::string fish_completion(const CommandEntry& program);

}  // namespace headroom::cli
