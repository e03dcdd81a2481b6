#include "src/core/scenario/describe_draws.hpp"

#include "src/core/scenario/compile_world.hpp"
#include "src/core/workload/growth_curve.hpp"
#include "src/core/workload/repeat_weeks.hpp"

namespace headroom::scenario {
namespace {

Draw describe_weeks(const std::string& path, const Workload& workload, const trace::Trace& trace) {
    const bool asks =
        workload.resample == Resample::kWeeks || workload.repeat == Repeat::kResampledWeeks;
    if (!asks)
        return {DrawKind::kHeld, path, "resample = \"none\""};
    if (workload::count_weeks(trace) < 2)
        return {DrawKind::kHeld, path, "shorter than two weeks"};
    return {DrawKind::kWeeks, path, ""};
}

bool is_copied(const Scenario& scenario, const std::string& workload) {
    for (const auto& [name, demand] : scenario.demands) {
        if (name != workload)
            continue;
        const auto& growth = demand.growth;
        return !workload::GrowthCurve(growth.arrivals, demand.scale.value).is_flat() ||
               !workload::GrowthCurve(growth.size).is_flat();
    }
    return false;
}

}  // namespace

std::vector<Draw> describe_draws(const Scenario& scenario, trace::TraceStore& store) {
    std::vector<Draw> draws;
    for (const auto& [path, value] : scenario.factors)
        draws.push_back({DrawKind::kFactor, path, ""});
    for (const auto& [name, cluster] : scenario.clusters)
        if (cluster.failures)
            draws.push_back({DrawKind::kFailures, "cluster." + name, ""});
    for (const auto& [name, workload] : scenario.workloads) {
        const std::string path = "workload." + name;
        if (workload.generate) {
            draws.push_back({DrawKind::kGenerated, path, ""});
            continue;
        }
        const auto file = store.read(workload.trace, trace_options(workload));
        if (!file)
            continue;
        draws.push_back(describe_weeks(path, workload, (*file)->trace));
        if (is_copied(scenario, name))
            draws.push_back({DrawKind::kCopies, path, ""});
    }
    return draws;
}

}  // namespace headroom::scenario
