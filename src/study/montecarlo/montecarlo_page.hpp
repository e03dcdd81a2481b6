#pragma once

// A study of trials as a page for people.

#include "src/study/compare/comparison_page.hpp"
#include "src/study/montecarlo/montecarlo_report.hpp"

namespace headroom::study {

// The metrics of the page where nobody asked for others.
[[nodiscard]] MetricChoice first_metrics();

// `choice` says which metrics the page shows; the first of them is the one that factors are ranked
// by.
[[nodiscard]] ComparisonPage montecarlo_page(const MonteCarloReport& report,
                                             const MetricChoice& choice);

}  // namespace headroom::study
