#pragma once

// What the summaries of all studies of trials have in common.

#include "src/core/table/json_writer.hpp"
#include "src/study/montecarlo/montecarlo_report.hpp"

namespace headroom::study {

// The members "trials" and "precision", and "metrics" by "name@statistic", of an object that is
// open.
void write_trials(report::JsonWriter& json, const MonteCarloReport& report);
void write_metrics(report::JsonWriter& json, const MonteCarloReport& report);

}  // namespace headroom::study
