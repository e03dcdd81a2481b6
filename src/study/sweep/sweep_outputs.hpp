#pragma once

// What a sweep found, for programs and for plots. Functions of the plan and the result, and of
// nothing else.

#include <string>

#include "src/core/result/result.hpp"
#include "src/core/table/table.hpp"
#include "src/study/sweep/run_sweep.hpp"

namespace headroom::study {

// variant, point, metric, statistic, value, unit: a row a number, in the order of points.
[[nodiscard]] report::Table points_table(const SweepPlan& plan, const SweepResult& result);

// A row a point: a column a path, then a column a metric, of trials one a statistic
// ("wait.p95_s@p90"). A path whose values are numbers of one unit is a column of numbers.
[[nodiscard]] report::Table sweep_table(const SweepPlan& plan, const SweepResult& result);

// What was swept and where it comes from; the numbers are in the tables.
[[nodiscard]] std::string study_json(const SweepPlan& plan,
                                     const SweepResult& result,
                                     const report::Provenance& origin);

// All of it with the points. Numbers that do not exist are null.
[[nodiscard]] std::string sweep_json(const SweepPlan& plan,
                                     const SweepResult& result,
                                     const report::Provenance& origin);

}  // namespace headroom::study
