#pragma once

// Which device plays the trials, and why: decided once, before the first of them.

#include <memory>
#include <string>

#include "src/study/compare/metric_choice.hpp"
#include "src/study/montecarlo/device_wish.hpp"
#include "src/study/montecarlo/precision.hpp"
#include "src/study/montecarlo/trial_source.hpp"

namespace headroom::study {

struct ChosenDevice {
    std::unique_ptr<TrialSource> source;
    std::string reason;  // a sentence: what plays the trials, and why nothing faster
};

struct DeviceFailure {
    bool is_absent = false;  // the device that was asked for; else the scenario is wrong
    LoadFailure failure;
};

// What a study must know of each trial, beside the assertions of its scenario.
struct WantedMetrics {
    MetricChoice shown;
    std::vector<Precision> precisions;
};

// Queue trials where the scenario and the metrics asked for allow it, whatever the device, so that
// the device never changes a result; else full simulations, which the reason tells. A GPU that was
// asked for and is not there is a failure, never replaced by something slower. May simulate once.
[[nodiscard]] expected<ChosenDevice, DeviceFailure> choose_device(DeviceWish wish,
                                                                  const WhatIf& what_if,
                                                                  int threads,
                                                                  const WantedMetrics& wanted,
                                                                  std::stop_token stop = {});

}  // namespace headroom::study
