#include "sim/engine/simulation.hpp"

#include "sim/engine/state.hpp"

namespace headroom::sim {
namespace {

// Some milliseconds apart.
constexpr std::uint64_t kInstantsBetweenReports = 4096;

Progress progress_of(const State& state) {
    return {state.now_us(), state.jobs_ended(), state.jobs_submitted(), state.world().jobs.size()};
}

}  // namespace

RunRecord simulate(const World& world, std::stop_token stop, const SimulateOptions& options) {
    State state(world, options.observer, options.record_placements);
    for (std::uint64_t instants = 1; state.advance(); ++instants) {
        state.complete_due();
        if (state.is_at_horizon())
            return state.finish(StopReason::kHorizon);
        state.repair_due();
        state.open_fleets_due();
        state.fail_due();
        state.control_facility_due();
        state.submit_due();
        state.release_due();
        state.schedule();
        if (stop.stop_requested())
            return state.finish(StopReason::kCancelled);
        if (instants % kInstantsBetweenReports == 0 && options.on_progress)
            options.on_progress(progress_of(state));
    }
    return state.finish(StopReason::kFinished);
}

}  // namespace headroom::sim
