#include "src/study/montecarlo/choose_device.hpp"

#include <utility>

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

}  // namespace

expected<ChosenDevice, DeviceFailure> choose_device(DeviceWish wish,
                                                    const WhatIf& what_if,
                                                    int threads) {
    const std::string reason = "this program has no trials for a GPU";
    if (wish == DeviceWish::kCuda)
        return unexpected(absent(reason));
    auto source = SimulateSource::open(what_if, threads);
    if (!source)
        return unexpected(DeviceFailure{false, std::move(source.error())});
    ChosenDevice chosen;
    chosen.source = std::make_unique<SimulateSource>(std::move(*source));
    chosen.reason = chosen.source->description();
    if (wish == DeviceWish::kAuto)
        chosen.reason += "; " + reason;
    return chosen;
}

}  // namespace headroom::study
