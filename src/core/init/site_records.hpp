#pragma once

// The files that a site already has, read: what `headroom init` drafts a scenario from.

#include <optional>
#include <string>
#include <vector>

#include "src/core/inventory/inventory.hpp"
#include "src/core/records/forecast.hpp"
#include "src/core/records/job_activity.hpp"
#include "src/core/records/meter.hpp"
#include "src/core/records/quotes.hpp"
#include "src/core/records/tariff.hpp"
#include "src/core/trace/summarise_trace.hpp"
#include "src/core/trace/trace.hpp"

namespace headroom::init {

struct SiteFiles {
    std::string jobs;                   // any trace format
    std::vector<std::string> hardware;  // any inventory format
    std::string samples;                // DCGM
    std::string meter, tariff, forecast, quotes;
};

// What DCGM's samples say of the jobs that they cover.
struct SampledActivity {
    std::int64_t jobs = 0;
    double mean = 0;                         // over the GPU-time of these jobs
    std::int64_t first_us = 0, last_us = 0;  // of the samples, since 1970
};

struct SiteRecords {
    SiteFiles files;
    trace::TraceFile jobs;
    trace::TraceSummary summary;
    inventory::Inventory inventory;
    std::optional<SampledActivity> activity;
    std::optional<records::MeterSummary> meter;
    std::optional<records::Tariff> tariff;
    std::optional<records::Forecast> forecast;
    std::optional<records::Quotes> quotes;
};

// Reads all of them, and there is at least one cluster afterwards; the problems of all files are
// told at once. What no hardware file tells is inferred from the jobs (infer_inventory.hpp).
[[nodiscard]] expected<SiteRecords, Diagnostics> read_site_records(const SiteFiles& files);

}  // namespace headroom::init
