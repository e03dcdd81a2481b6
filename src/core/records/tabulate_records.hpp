#pragma once

// What there is to say of a site's records, as tables: text, JSON and CSV come from these.

#include <vector>

#include "src/core/records/forecast.hpp"
#include "src/core/records/gpu_usage.hpp"
#include "src/core/records/job_activity.hpp"
#include "src/core/records/meter.hpp"
#include "src/core/records/quotes.hpp"
#include "src/core/records/tariff.hpp"
#include "src/core/table/table.hpp"

namespace headroom::records {

// Pure. `meters`: a row a meter, and their sum where there are several.
[[nodiscard]] std::vector<report::Table> tabulate(const MeterFile& file);

// `tariff`: one row.
[[nodiscard]] std::vector<report::Table> tabulate(const Tariff& tariff);

// `months`, `quotes`: a row each.
[[nodiscard]] std::vector<report::Table> tabulate(const Forecast& forecast);
[[nodiscard]] std::vector<report::Table> tabulate(const Quotes& quotes);

// `fleet` (one row), `gpus` (a row a GPU), `series` (a row a bin), `unknown_metrics`.
[[nodiscard]] std::vector<report::Table> tabulate(const GpuSamples& samples, const GpuUsage& usage);

// `job_activity` (one row), `not_measured` (a row a reason).
[[nodiscard]] std::vector<report::Table> tabulate(const JobActivity& activity);

}  // namespace headroom::records
