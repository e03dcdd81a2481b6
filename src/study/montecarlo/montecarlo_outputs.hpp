#pragma once

// What a study of trials found, for programs and for plots. Functions of the report and of nothing
// else.

#include <string>

#include "src/core/result/output_folder.hpp"
#include "src/core/table/table.hpp"
#include "src/study/montecarlo/montecarlo_report.hpp"

namespace headroom::study {

// summary.json: metrics by "name@statistic", what varied and what was held, and where it comes
// from. Only provenance.device depends on the machine.
[[nodiscard]] std::string montecarlo_json(const MonteCarloReport& report);

// variant, point, metric, statistic, value, unit: a row a number.
[[nodiscard]] report::Table montecarlo_points(const MonteCarloReport& report);

// A row a trial: its number, its factors, its metrics.
[[nodiscard]] report::Table trials_table(const MonteCarloReport& report);

// A row a factor and metric.
[[nodiscard]] report::Table correlations_table(const MonteCarloReport& report);
[[nodiscard]] report::Table tornado_table(const Tornado& tornado, const MetricChoice& choice);

// summary.json, points.csv, trials.csv and, where there is something to say, correlations.csv and
// tornado.csv: all or none. Those of an older study are removed.
[[nodiscard]] expected<void, Diagnostics> write_montecarlo(report::OutputFolder& folder,
                                                           const MonteCarloReport& report,
                                                           const MetricChoice& choice);

// The names of all of these files.
[[nodiscard]] const std::vector<std::string>& montecarlo_files();

}  // namespace headroom::study
