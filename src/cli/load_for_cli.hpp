#pragma once

// Options of the command line to a loaded run, with the exit code where that fails.

#include "src/cli/command_line.hpp"
#include "src/core/run/run_scenario.hpp"

namespace headroom::cli {

struct CliFailure {
    int exit_code = 0;
    Diagnostics problems;
};

[[nodiscard]] expected<LoadedRun, CliFailure> load_for_cli(const std::string& file,
                                                           const ScenarioOptions& options);

}  // namespace headroom::cli
