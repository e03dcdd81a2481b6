#pragma once

// Reads the commands and options off the option parser, so that there is one table of them.

#include "src/cli/command_tree.hpp"

namespace CLI {
class App;
}

namespace headroom::cli {

[[nodiscard]] CommandEntry describe_commands(const CLI::App& program);

}  // namespace headroom::cli
