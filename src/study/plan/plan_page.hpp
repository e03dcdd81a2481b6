#pragma once

// A plan as a page for a planner: what it costs, when demand outgrows the GPUs, what halls draw.

#include "src/study/compare/comparison_page.hpp"
#include "src/study/plan/plan_report.hpp"

namespace headroom::study {

[[nodiscard]] ComparisonPage plan_page(const PlanReport& report);

}  // namespace headroom::study
