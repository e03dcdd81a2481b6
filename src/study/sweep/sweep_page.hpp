#pragma once

// A sweep as a page for people.

#include "src/study/compare/comparison_page.hpp"
#include "src/study/sweep/run_sweep.hpp"

namespace headroom::study {

// The metrics of the page where nobody asked for others: fewer than the files have.
[[nodiscard]] MetricChoice page_metrics();

// A row a point that is there; of trials "mean (p5 - p95)". `choice` is of the result's metrics.
[[nodiscard]] ComparisonPage sweep_page(const SweepPlan& plan,
                                        const SweepResult& result,
                                        const MetricChoice& choice);

}  // namespace headroom::study
