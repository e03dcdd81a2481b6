#include "src/study/montecarlo/choose_device.hpp"

#include <algorithm>
#include <utility>

#include "kernels/backend/cuda_probe.hpp"
#include "src/study/montecarlo/queue_metrics.hpp"
#include "src/study/montecarlo/queue_source.hpp"
#include "src/study/montecarlo/simulate_source.hpp"

namespace headroom::study {
namespace {

DeviceFailure absent(const std::string& reason) {
    Diagnostic problem;
    problem.place.file = "--device";
    problem.problem = "cuda cannot be used: " + reason;
    problem.wanted = "auto or cpu";
    return {true, {LoadFailure::Cause::kScenario, {std::move(problem)}}};
}

// Metrics that somebody asked for and queue_trial does not give; empty if there is none.
expected<std::string, LoadFailure> find_missing(const WhatIf& what_if,
                                                const WantedMetrics& wanted,
                                                std::stop_token stop) {
    const auto scenario = what_if.scenario();
    if (!scenario)
        return unexpected(LoadFailure{LoadFailure::Cause::kScenario, scenario.error()});
    std::vector<scenario::MetricName> named;
    for (const scenario::Assertion& assertion : scenario->assertions)
        named.push_back(assertion.claim.condition.metric);
    for (const Precision& precision : wanted.precisions)
        named.push_back(precision.metric);
    for (const scenario::MetricName& metric : named) {
        if (!is_queue_metric(metric.name, metric.scope))
            return metric.scope.empty() ? metric.name : metric.name + "[" + metric.scope + "]";
    }
    if (!wanted.shown.is_asked())
        return std::string();
    const auto measured = what_if.measure(std::nullopt, std::move(stop));
    if (!measured)
        return unexpected(measured.error());
    // Better before the first trial than after the last.
    if (Diagnostics unmatched = wanted.shown.find_unmatched(measured->metrics); !unmatched.empty())
        return unexpected(LoadFailure{LoadFailure::Cause::kScenario, std::move(unmatched)});
    for (const std::size_t i : wanted.shown.select(measured->metrics)) {
        const sim::Metric& metric = measured->metrics[i];
        if (!is_queue_metric(metric.name, metric.scope))
            return metric.full_name();
    }
    return std::string();
}

expected<ChosenDevice, DeviceFailure> choose_simulations(const WhatIf& what_if,
                                                         int threads,
                                                         const std::string& why) {
    auto source = SimulateSource::open(what_if, threads);
    if (!source)
        return unexpected(DeviceFailure{false, std::move(source.error())});
    ChosenDevice chosen;
    chosen.source = std::make_unique<SimulateSource>(std::move(*source));
    chosen.reason = chosen.source->description() + ": " + why;
    return chosen;
}

}  // namespace

expected<ChosenDevice, DeviceFailure> choose_device(DeviceWish wish,
                                                    const WhatIf& what_if,
                                                    int threads,
                                                    const WantedMetrics& wanted,
                                                    std::stop_token stop) {
    const mc::CudaProbe cuda = mc::probe_cuda();
    if (wish == DeviceWish::kCuda && !cuda.is_usable)
        return unexpected(absent(cuda.reason));
    const auto missing = find_missing(what_if, wanted, stop);
    if (!missing)
        return unexpected(DeviceFailure{false, missing.error()});
    if (!missing->empty())
        return choose_simulations(what_if, threads, "queue trials do not give " + *missing);
    const bool on_gpu = wish != DeviceWish::kCpu && cuda.is_usable;
    auto source = QueueSource::open(
        what_if, on_gpu ? mc::make_cuda_queue_backend() : mc::make_tbb_queue_backend(threads),
        stop);
    if (!source)
        return choose_simulations(what_if, threads,
                                  "queue trials cannot play it, because " + source.error().clause);
    ChosenDevice chosen;
    chosen.reason = (*source)->description();
    if (wish == DeviceWish::kAuto && !on_gpu)
        chosen.reason += "; no GPU: " + cuda.reason;
    chosen.source = std::move(*source);
    return chosen;
}

}  // namespace headroom::study
