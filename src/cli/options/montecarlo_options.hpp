#pragma once

// The options of a study of trials, for each program that plays one.

#include "src/cli/command_line.hpp"

namespace CLI {
class App;
}

namespace headroom::cli {

// `study` is written to while the command line is parsed; `threads` is the help of --threads.
void add_montecarlo_options(CLI::App& command,
                            MonteCarloRequest& study,
                            const std::string& threads);

// Throws the parser's fault where options contradict each other.
void check_montecarlo(const MonteCarloRequest& study);

}  // namespace headroom::cli
