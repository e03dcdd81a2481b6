#include "src/core/init/site_records.hpp"

#include <utility>

#include "src/core/init/infer_inventory.hpp"

namespace headroom::init {
namespace {

// The value, or nothing and its problems among the others.
template <class Value>
std::optional<Value> keep(expected<Value, Diagnostics> read, Diagnostics& problems) {
    if (read) {
        return std::move(*read);
    }
    problems.insert(problems.end(), read.error().begin(), read.error().end());
    return std::nullopt;
}

std::optional<inventory::Inventory> read_hardware(const std::vector<std::string>& files,
                                                  Diagnostics& problems) {
    std::vector<inventory::Inventory> parts;
    for (const std::string& file : files) {
        if (auto part = keep(inventory::read_inventory(file), problems)) {
            parts.push_back(std::move(*part));
        }
    }
    return parts.size() == files.size() ? keep(inventory::merge(std::move(parts)), problems)
                                        : std::nullopt;
}

SampledActivity summarise(const records::JobActivityFile& file, const trace::Trace& trace) {
    SampledActivity sampled;
    double active_s = 0, gpu_s = 0;
    for (std::size_t row = 0; row < trace.size(); ++row) {
        const std::int32_t ppm = file.activity.activity_ppm[row];
        if (ppm == trace::kUnknown) {
            continue;
        }
        const double job_s = trace::gpu_seconds(trace, row);
        ++sampled.jobs;
        gpu_s += job_s;
        active_s += job_s * static_cast<double>(ppm) / 1e6;
    }
    sampled.mean = gpu_s > 0 ? active_s / gpu_s : 0;
    sampled.first_us = file.samples.first_us;
    sampled.last_us = file.samples.last_us;
    return sampled;
}

}  // namespace

expected<SiteRecords, Diagnostics> read_site_records(const SiteFiles& files) {
    SiteRecords site;
    site.files = files;
    Diagnostics problems;
    auto jobs = keep(trace::read_trace(files.jobs), problems);
    auto hardware = read_hardware(files.hardware, problems);
    if (!files.meter.empty()) {
        if (const auto meter = keep(records::read_meter(files.meter), problems)) {
            site.meter = records::summarise(records::sum_of(meter->meters));
        }
    }
    if (!files.tariff.empty()) {
        site.tariff = keep(records::read_tariff(files.tariff), problems);
    }
    if (!files.forecast.empty()) {
        site.forecast = keep(records::read_forecast(files.forecast), problems);
    }
    if (!files.quotes.empty()) {
        site.quotes = keep(records::read_quotes(files.quotes), problems);
    }
    if (jobs && !files.samples.empty()) {
        const auto file = keep(records::measure_job_activity(files.samples, jobs->trace), problems);
        if (file) {
            site.activity = summarise(*file, jobs->trace);
        }
    }
    if (!problems.empty()) {
        return unexpected(std::move(problems));
    }
    site.jobs = std::move(*jobs);
    site.summary = trace::summarise_trace(site.jobs.trace);
    site.inventory = std::move(*hardware);
    infer_inventory(site.jobs.trace, site.inventory);
    return site;
}

}  // namespace headroom::init
