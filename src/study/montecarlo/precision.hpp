#pragma once

// How sure a study is of what it was asked to be sure of. Pure.

#include <string>
#include <vector>

#include "src/core/scenario/claim.hpp"
#include "src/core/scenario/study_settings.hpp"
#include "src/study/montecarlo/summary.hpp"
#include "src/study/montecarlo/trial_table.hpp"

namespace headroom::study {

// Half the width of the 90 % interval of the mean, or of the percentile behind @, as a share of it.
struct Precision {
    scenario::MetricName metric;
    double wanted = 0.05;
};

// Of "wait.mean=5%" and of [montecarlo] precision. All problems at once; `option` is their place.
[[nodiscard]] expected<std::vector<Precision>, Diagnostics> parse_precisions(
    const std::vector<std::string>& texts, const std::string& option);
[[nodiscard]] std::vector<Precision> precisions_of(const scenario::MonteCarlo& settings);

// +inf where the trials are too few to tell or none has a value. O(n log n).
[[nodiscard]] double measure_precision(const Precision& precision,
                                       const TrialTable& trials,
                                       bool is_antithetic);

}  // namespace headroom::study
