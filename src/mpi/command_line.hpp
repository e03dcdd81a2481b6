#pragma once

// What the user of headroom-mpi asked for: the options of `headroom montecarlo`.

#include "src/cli/command_line.hpp"

namespace headroom::mpi {

// Answered, or a MonteCarloRequest. Tells what is wrong.
[[nodiscard]] cli::Request parse_command_line(int argc, const char* const* argv);

}  // namespace headroom::mpi
