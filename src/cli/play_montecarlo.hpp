#pragma once

// From the first trial of an opened study to its page, its files and the exit code, whatever plays
// the trials.

#include "src/cli/open_montecarlo.hpp"
#include "src/cli/progress.hpp"
#include "src/cli/stop_watcher.hpp"

namespace headroom::cli {

// The exit code.
[[nodiscard]] int play_montecarlo(const MonteCarloRequest& request,
                                  OpenedMonteCarlo& opened,
                                  Progress& progress,
                                  const StopWatcher& watcher);

// Tells the problems; the exit code.
[[nodiscard]] int tell_failure(Progress& progress, const CliFailure& failure);

}  // namespace headroom::cli
