#pragma once

// Trials as full simulations of a what-if over the cores of this machine: for every scenario,
// however rich.

#include "src/study/montecarlo/trial_source.hpp"

namespace headroom::study {

class SimulateSource : public TrialSource {
public:
    // `threads`: 0 for all cores. Fails where the scenario or its traces are wrong.
    [[nodiscard]] static expected<SimulateSource, LoadFailure> open(WhatIf what_if, int threads);

    [[nodiscard]] std::size_t block_trials() const override { return 16; }
    [[nodiscard]] std::size_t blocks_at_once() const override;
    [[nodiscard]] std::string description() const override;
    [[nodiscard]] const std::string& key() const override { return key_; }
    [[nodiscard]] expected<std::vector<TrialTable>, LoadFailure> run(
        const std::vector<TrialRange>& blocks, const StudyControl& control) override;

private:
    SimulateSource(WhatIf what_if, std::string key, std::size_t cores)
        : what_if_(std::move(what_if)), key_(std::move(key)), cores_(cores) {}

    WhatIf what_if_;
    std::string key_;
    std::size_t cores_ = 1;
};

}  // namespace headroom::study
