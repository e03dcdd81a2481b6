#pragma once

// A scenario to a plan, and a plan to its report: compiled once, played block by block, played
// again for the exact percentiles of its steps.

#include <functional>
#include <memory>
#include <stop_token>

#include "src/study/evaluate/replicate.hpp"
#include "src/study/plan/plan_report.hpp"
#include "src/study/plan/plan_runner.hpp"

namespace headroom::study {

// Every trial is kept until its percentiles are known: about 300 bytes each.
constexpr std::size_t kMostPlanTrials = 10'000'000;
constexpr std::size_t kUsualPlanTrials = 100'000;

struct PlanStudy {
    StudyHead head;
    PlanFacts facts;
    std::unique_ptr<const mc::FleetPlan> plan;
    std::vector<std::string> input_files;
    std::size_t usual_trials = kUsualPlanTrials;  // where nobody asks for a number
    bool asks_precision = false;                  // in the file; the plan plays all trials
};

// Every problem of the plan at once. Reads no trace but for its checksum.
[[nodiscard]] expected<PlanStudy, LoadFailure> open_plan(const WhatIf& what_if);

struct PlanControl {
    std::stop_token stop;                                 // looked at between blocks
    std::function<void(const StudyProgress&)> on_trials;  // of the first pass
    std::function<void(std::uint64_t done)> on_replayed;  // trials played again
};

// Stopped, it reports the blocks that are done; stopped while it plays them again, percentiles of
// steps off by 0.8 % at most. What comes out depends on neither threads nor device.
[[nodiscard]] PlanReport run_plan(const PlanStudy& study,
                                  PlanRunner& runner,
                                  TrialRange trials,
                                  const PlanControl& control);

}  // namespace headroom::study
