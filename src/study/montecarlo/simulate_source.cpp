#include "src/study/montecarlo/simulate_source.hpp"

#include <algorithm>
#include <optional>
#include <thread>

namespace headroom::study {
namespace {

struct Outcome {
    std::vector<std::pair<std::string, double>> factors;
    Measurement measured;
};

expected<Outcome, LoadFailure> play(const WhatIf& what_if, Trial trial, std::stop_token stop) {
    auto scenario = what_if.scenario(trial);
    if (!scenario)
        return unexpected(LoadFailure{LoadFailure::Cause::kScenario, std::move(scenario.error())});
    // That no job came is an outcome of a trial.
    auto measured = measure_scenario(*scenario, what_if.traces(), std::move(stop),
                                     scenario::EmptyWorld::kAllowed);
    if (!measured)
        return unexpected(std::move(measured.error()));
    return Outcome{std::move(scenario->factors), std::move(*measured)};
}

}  // namespace

expected<SimulateSource, LoadFailure> SimulateSource::open(WhatIf what_if, int threads) {
    auto key = what_if.key();
    if (!key)
        return unexpected(std::move(key.error()));
    const std::size_t cores = std::max(1U, std::thread::hardware_concurrency());
    return SimulateSource(std::move(what_if), "simulate " + *key,
                          threads > 0 ? static_cast<std::size_t>(threads) : cores);
}

std::size_t SimulateSource::blocks_at_once() const {
    constexpr std::size_t kTrialsACore = 16;  // so that the last one of a round waits little
    return std::max<std::size_t>(1, cores_ * kTrialsACore / block_trials());
}

std::string SimulateSource::description() const {
    return "full simulations on " + std::to_string(cores_) + (cores_ == 1 ? " core" : " cores");
}

expected<std::vector<TrialTable>, LoadFailure> SimulateSource::run(
    const std::vector<TrialRange>& blocks, const StudyControl& control) {
    std::size_t trials = 0;
    for (const TrialRange& block : blocks)
        trials += block.count;
    std::vector<std::optional<expected<Outcome, LoadFailure>>> outcomes(trials);
    const StudyControl on_cores{static_cast<int>(cores_), control.stop, control.on_progress};
    run_tasks(trials, on_cores, [&](std::size_t i) {
        outcomes[i] = play(what_if_, blocks.front().first + static_cast<Trial>(i), control.stop);
        return outcomes[i]->has_value() && (*outcomes[i])->measured.is_complete;
    });
    for (const auto& outcome : outcomes)
        if (outcome && !outcome->has_value())
            return unexpected(outcome->error());
    std::vector<TrialTable> tables;
    std::size_t next = 0;
    for (const TrialRange& block : blocks) {
        TrialTableBuilder table(block.first);
        std::size_t done = 0;
        for (; done < block.count; ++done, ++next) {
            const auto& outcome = outcomes[next];
            if (!outcome || !(*outcome)->measured.is_complete)
                break;
            table.add((*outcome)->factors, (*outcome)->measured.metrics);
        }
        tables.push_back(table.take());
        if (done < block.count)
            break;
    }
    return tables;
}

}  // namespace headroom::study
