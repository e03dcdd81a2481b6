#pragma once

// Trials as queue_trial plays them: the same fleet, job for job, on the CPU or on a GPU. Trials
// that need more room than the plan gives are simulated again in full, and say so.

#include <memory>
#include <optional>
#include <string>

#include "kernels/queue/queue_backend.hpp"
#include "src/study/montecarlo/trial_source.hpp"

namespace headroom::study {

// Why a scenario is not one for queue_trial, as a clause: "it has 9 fleets, at most 8".
struct QueueObstacle {
    std::string clause;
};

class QueueSource : public TrialSource {
public:
    // Looks at trial 0 for what queue_trial lacks and for the room that trials need. Whether the
    // scenario itself can be loaded is for others to say: one that cannot has an obstacle here.
    [[nodiscard]] static expected<std::unique_ptr<QueueSource>, QueueObstacle> open(
        const WhatIf& what_if,
        std::unique_ptr<mc::QueueBackend> backend,
        std::stop_token stop = {});

    // By the jobs of trial 0, so that a block takes about a second at most.
    [[nodiscard]] std::size_t block_trials() const override { return block_trials_; }
    // 4,096 trials keep a GPU busy; a few hundred answer soon on a CPU.
    [[nodiscard]] std::size_t blocks_at_once() const override { return blocks_at_once_; }
    [[nodiscard]] std::string description() const override;
    [[nodiscard]] const std::string& key() const override { return key_; }
    [[nodiscard]] expected<std::vector<TrialTable>, LoadFailure> run(
        const std::vector<TrialRange>& blocks, const StudyControl& control) override;

private:
    QueueSource(const WhatIf& what_if, std::unique_ptr<mc::QueueBackend> backend)
        : what_if_(what_if), backend_(std::move(backend)) {}

    WhatIf what_if_;
    std::unique_ptr<mc::QueueBackend> backend_;
    std::string key_;
    mc::QueueCapacity capacity_;
    // Where nothing but failures varies: the input of every trial, and what names its metrics.
    std::optional<mc::TrialInput> shared_input_;
    sim::World shared_world_;
    std::size_t block_trials_ = 64;
    std::size_t blocks_at_once_ = 4;
};

}  // namespace headroom::study
