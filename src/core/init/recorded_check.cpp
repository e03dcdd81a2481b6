#include "src/core/init/recorded_check.hpp"

#include <algorithm>
#include <utility>

namespace headroom::init {
namespace {

// When the job was free to start, and when it did; in the trace's time.
std::optional<std::int64_t> recorded_wait_us(const trace::Trace& trace, std::size_t row) {
    if (trace.start_us.empty() || trace.start_us[row] == trace::kUnknown) {
        return std::nullopt;
    }
    const bool has_eligible =
        !trace.eligible_us.empty() && trace.eligible_us[row] != trace::kUnknown;
    const std::int64_t free_us = has_eligible ? trace.eligible_us[row] : trace.submit_us[row];
    return std::max<std::int64_t>(0, trace.start_us[row] - free_us);
}

}  // namespace

std::optional<WaitCheck> check_waits(const LoadedRun& run, const sim::RunRecord& record) {
    const sim::World& world = run.compiled.world;
    std::vector<std::int64_t> recorded_us, simulated_us;
    for (std::size_t job = 0; job < world.jobs.size(); ++job) {
        const scenario::JobSource source = run.compiled.sources[job];
        const auto wait_us = recorded_wait_us(run.traces[source.workload].trace, source.row);
        if (!wait_us || record.start_us[job] < 0 || world.jobs[job].submit_us < world.warmup_us) {
            continue;
        }
        recorded_us.push_back(*wait_us);
        simulated_us.push_back(record.start_us[job] - world.jobs[job].submit_us);
    }
    if (recorded_us.empty()) {
        return std::nullopt;
    }
    WaitCheck check;
    check.jobs = static_cast<std::int64_t>(recorded_us.size());
    check.recorded_s = trace::spread_in_seconds(std::move(recorded_us));
    check.simulated_s = trace::spread_in_seconds(std::move(simulated_us));
    return check;
}

}  // namespace headroom::init
