#include "src/cli/commands.hpp"
#include "src/cli/play_montecarlo.hpp"

namespace headroom::cli {
namespace {

int montecarlo_with_progress(const MonteCarloRequest& request, Progress& progress) {
    const StopWatcher watcher(request.time_limit_s);
    progress.begin("read");
    auto opened = open_montecarlo(request, watcher.token());
    return opened ? play_montecarlo(request, *opened, progress, watcher)
                  : tell_failure(progress, opened.error());
}

}  // namespace

int montecarlo_command(const MonteCarloRequest& request) {
    if (request.is_plan)
        return plan_command(request);
    Progress progress(request.progress, request.quiet);
    const int exit_code = montecarlo_with_progress(request, progress);
    progress.end(exit_code);
    return exit_code;
}

}  // namespace headroom::cli
