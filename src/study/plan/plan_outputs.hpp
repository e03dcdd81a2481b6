#pragma once

// What a plan comes to, for programs and for plots. Functions of the report and of nothing else.

#include <string>
#include <vector>

#include "src/core/result/output_folder.hpp"
#include "src/core/table/table.hpp"
#include "src/study/plan/plan_report.hpp"

namespace headroom::study {

// summary.json: metrics by "name@statistic", when demand outgrows the GPUs, what varied and what
// was held. Only provenance.device depends on the machine.
[[nodiscard]] std::string plan_json(const PlanReport& report);

// variant, point, metric, statistic, value, unit: a row a number.
[[nodiscard]] report::Table plan_points(const PlanReport& report);

// step (from 1), date, quantity, statistic, value, unit: a row a number.
[[nodiscard]] report::Table plan_fans(const PlanReport& report);

// The names of the files, which write_plan() writes all or none.
[[nodiscard]] const std::vector<std::string>& plan_files();
[[nodiscard]] expected<void, Diagnostics> write_plan(report::OutputFolder& folder,
                                                     const PlanReport& report);

// What puts the numbers in question, in sentences.
[[nodiscard]] std::vector<std::string> warnings_of(const PlanReport& report);

// In how many trials the power of a hall exceeds its limit in any step.
[[nodiscard]] std::size_t count_above_limit(const PlanReport& report, const PlanHallPower& hall);

}  // namespace headroom::study
