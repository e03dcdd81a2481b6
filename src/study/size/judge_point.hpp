#pragma once

// Whether the targets hold at a point, from the values that its trials gave. Pure.

#include <vector>

#include "src/study/size/size_report.hpp"

namespace headroom::study {

// The metrics that targets and objectives name, each once and without its statistic.
[[nodiscard]] std::vector<scenario::MetricName> metrics_of(const SizePlan& plan);

// `values` is [metric][trial], kNoValue where a trial has none; a plain run is one trial.
[[nodiscard]] TriedPoint judge_point(const SizePlan& plan,
                                     const std::vector<scenario::MetricName>& metrics,
                                     std::int64_t point,
                                     std::vector<std::vector<double>> values);

}  // namespace headroom::study
