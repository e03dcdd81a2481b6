#pragma once

// Options of the command line to a loaded run, with the exit code where that fails.

#include "src/cli/command_line.hpp"
#include "src/core/run/run_scenario.hpp"

namespace headroom::cli {

struct CliFailure {
    int exit_code = 0;
    Diagnostics problems;
};

// The variant and all settings; the later wins: the file of changes, then --set in its order, then
// --seed.
[[nodiscard]] expected<scenario::ReadOptions, CliFailure> read_options(
    const ScenarioOptions& options);

// 2 for a scenario, 3 for a file.
[[nodiscard]] int exit_code_of(LoadFailure::Cause cause);

[[nodiscard]] expected<LoadedRun, CliFailure> load_for_cli(const std::string& file,
                                                           const ScenarioOptions& options);

}  // namespace headroom::cli
