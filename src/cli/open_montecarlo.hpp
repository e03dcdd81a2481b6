#pragma once

// A study of trials, ready for its first one: all that can be wrong with its scenario, options and
// files was found. Plays nothing.

#include <optional>
#include <stop_token>

#include "src/cli/command_line.hpp"
#include "src/cli/load_for_cli.hpp"
#include "src/cli/print_montecarlo.hpp"
#include "src/core/result/output_folder.hpp"
#include "src/study/montecarlo/choose_device.hpp"
#include "src/study/montecarlo/run_trials.hpp"
#include "src/study/montecarlo/study_head.hpp"

namespace headroom::cli {

// Where -o keeps finished trials.
inline constexpr const char* kTrialJournal = "trials.cache";

struct OpenedMonteCarlo {
    study::WhatIf what_if;
    StudyMetrics metrics;
    study::TrialPlan plan;
    study::ChosenDevice device;
    study::StudyHead head;
    std::optional<report::OutputFolder> folder;  // of -o
    std::optional<study::TrialJournal> journal;  // in that folder
};

// Makes the folder of -o where it is missing, and locks its journal.
[[nodiscard]] expected<OpenedMonteCarlo, CliFailure> open_montecarlo(
    const MonteCarloRequest& request, std::stop_token stop = {});

[[nodiscard]] CliFailure failed(LoadFailure failure);

}  // namespace headroom::cli
