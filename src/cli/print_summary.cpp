#include "src/cli/print_summary.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "src/cli/page_text.hpp"
#include "src/cli/terminal.hpp"
#include "src/core/table/number_text.hpp"

namespace headroom::cli {
namespace {

using report::Column;
using report::group_thousands;
using report::percent_text;
using report::RunSummary;
using report::Table;

constexpr std::size_t kCellWidth = 9;    // of the table of waits, at least
constexpr std::size_t kMostScopes = 12;  // rows of the table of waits

std::string count_text(const sim::Metric* metric) {
    return metric == nullptr ? "-" : group_thousands(static_cast<std::int64_t>(metric->value));
}

std::string duration_text(const sim::Metric* metric) {
    return metric == nullptr ? "-" : format_duration(Seconds(metric->value));
}

// "128 nodes × 8 = 1,024 GPUs (h100)", or the total and its first parts.
std::string fleet_line(const Table& fleets) {
    constexpr std::size_t kMostParts = 4;
    const auto nodes = fleets.find("nodes")->integers;
    const auto gpus_per_node = fleets.find("gpus_per_node")->integers;
    const auto gpus = fleets.find("gpus")->integers;
    const report::TextData& names = fleets.find("fleet")->text;
    const auto size = [&](std::size_t i) {
        return group_thousands(nodes[i]) + " nodes × " + group_thousands(gpus_per_node[i]);
    };
    const std::string all_gpus =
        group_thousands(std::accumulate(gpus.begin(), gpus.end(), std::int64_t{0})) + " GPUs";
    if (fleets.rows() == 1)
        return size(0) + " = " + all_gpus + " (" + std::string(names.text(0)) + ")";
    std::string text = all_gpus + ": ";
    for (std::size_t i = 0; i < std::min(fleets.rows(), kMostParts); ++i)
        text += (i == 0 ? "" : ", ") + std::string(names.text(i)) + " " + size(i);
    if (fleets.rows() > kMostParts) {
        const auto more = static_cast<std::int64_t>(fleets.rows() - kMostParts);
        text += ", and " + group_thousands(more) + " more fleets";
    }
    return text;
}

// What differs from the scenario file: "variant late, fleet.h100.nodes = 100".
std::string changes_line(const report::Provenance& provenance) {
    std::string text = provenance.variant.empty() ? "" : "variant " + provenance.variant;
    for (const auto& [path, value] : provenance.overrides)
        text += (text.empty() ? "" : ", ") + path + " = " + value;
    return wrapped(text, kLabelWidth + 2);
}

std::string time_line(const RunSummary& summary) {
    std::string text = format_duration(Seconds(static_cast<double>(summary.simulated_us) / 1e6));
    if (!summary.start.empty())
        text += " from " + summary.start.substr(0, 10);
    if (summary.stopped == report::kStoppedHorizon)
        return text + ", until the horizon";
    if (!summary.is_complete())
        return text + ", then stopped";
    return text + ", until the last job ended";
}

std::string jobs_line(const RunSummary& summary) {
    std::string text = count_text(summary.find("jobs.submitted")) + " submitted";
    constexpr std::array<std::pair<const char*, const char*>, 5> kOutcomes{
        {{"jobs.completed", " completed"},
         {"jobs.killed", " ended at their limit"},
         {"jobs.rejected", " rejected"},
         {"jobs.running_at_end", " still running"},
         {"jobs.waiting_at_end", " still waiting"}}};
    for (const auto& [name, words] : kOutcomes) {
        const sim::Metric* metric = summary.find(name);
        if (metric != nullptr && (metric->value > 0 || std::string_view(name) == "jobs.completed"))
            text += " · " + count_text(metric) + words;
    }
    return text;
}

// "allocated 84.1 % · held 0.3 % · free 15.6 %": the uses that occur.
std::string gpu_line(const Table& gpu_use) {
    const auto share = gpu_use.find("share")->reals;
    std::string text;
    for (std::size_t i = 0; i < gpu_use.rows(); ++i) {
        const std::string_view use = gpu_use.find("use")->text.text(i);
        const bool is_always = use == "allocated" || use == "free";
        if (use == "stranded" || (share[i] <= 0 && !is_always))
            continue;
        text += (text.empty() ? "" : " · ") + std::string(use) + " " + percent_text(share[i]);
    }
    return text;
}

// "active 52.1 %, measured for 83 % and assumed for 17 % of the jobs' time"
std::string active_line(const RunSummary& summary) {
    const sim::Metric* active = summary.find("gpu.active");
    if (active == nullptr)
        return {};
    const double measured = summary.find("gpu.active_measured")->value;
    const std::string basis = measured >= 1   ? "measured"
                              : measured <= 0 ? "assumed"
                                              : "measured for " + percent_text(measured) +
                                                    " of the jobs' GPU-time, else assumed";
    return percent_text(active->value) + " of the available GPU-time (" + basis + ")";
}

std::string stranded_line(const Table& gpu_use) {
    for (std::size_t i = 0; i < gpu_use.rows(); ++i) {
        if (gpu_use.find("use")->text.text(i) != "stranded")
            continue;
        const double gpu_h = gpu_use.find("gpu_h")->reals[i];
        if (gpu_h <= 0)
            return {};
        return percent_text(gpu_use.find("share")->reals[i]) + " (" + report::fixed_text(gpu_h, 0) +
               " GPU-h): free while the next job waited for GPUs that lie together";
    }
    return {};
}

// "33 nodes failed · 20 jobs interrupted · 1.3 % of the GPU-time given to jobs was lost"
std::string failures_line(const RunSummary& summary) {
    const sim::Metric* failures = summary.find("failures.count");
    if (failures == nullptr)
        return {};
    const bool is_one = failures->value == 1;
    const sim::Metric* interruptions = summary.find("failures.interruptions");
    const double lost_gpu_h = summary.find("work.lost_gpu_h")->value;
    std::string text = count_text(failures) + (is_one ? " node" : " nodes") + " failed · " +
                       count_text(interruptions) + (interruptions->value == 1 ? " job" : " jobs") +
                       " interrupted · lost " + group_thousands(std::llround(lost_gpu_h)) +
                       " GPU-h";
    if (const sim::Metric* useful = summary.find("gpu.useful"); useful != nullptr)
        text += " · useful " + percent_text(useful->value);
    return text;
}

// Whole from 100 on, else with a decimal: "1,204", "8.7".
std::string amount_text(double value) {
    return std::abs(value) < 100 ? report::fixed_text(value, 1)
                                 : group_thousands(std::llround(value));
}

// "1,204 MWh · mean 552 kW · peak 1,011 kW": of the nodes alone, or of the facility where one is
// modelled.
std::string energy_line(const RunSummary& summary) {
    const sim::Metric* facility = summary.find("energy.facility_kwh");
    const sim::Metric* energy = facility != nullptr ? facility : summary.find("energy.it_kwh");
    if (energy == nullptr)
        return {};
    std::string text = amount_text(energy->value) +
                       (facility != nullptr ? " kWh of the facility" : " kWh of the nodes");
    for (const auto& [name, words] : {std::pair{"power.mean_kw", " · mean "},
                                      {"power.peak_kw", " · peak "},
                                      {"power.peak_15min_kw", " · 15 min peak "}})
        if (const sim::Metric* power = summary.find(name); power != nullptr)
            text += words + amount_text(power->value) + " kW";
    return text;
}

// "1.21 PUE · 3,104 m³ of water · 812 t CO2e · 1,200 GPU-h lost to caps": what is known.
std::string facility_line(const RunSummary& summary) {
    std::string text;
    const auto add = [&](const std::string& part) {
        text += (text.empty() ? "" : " · ") + part;
    };
    if (const sim::Metric* pue = summary.find("pue"); pue != nullptr)
        add(report::fixed_text(pue->value, 3) + " PUE");
    if (const sim::Metric* ppue = summary.find("ppue"); ppue != nullptr && ppue->value > 1)
        add(report::fixed_text(ppue->value, 3) + " by conversion alone");
    if (const sim::Metric* water = summary.find("water.m3"); water != nullptr && water->value > 0)
        add(amount_text(water->value) + " m³ of water");
    if (const sim::Metric* carbon = summary.find("carbon.operational_kg"); carbon != nullptr)
        add(carbon->value < 1e3 ? amount_text(carbon->value) + " kg CO2e"
                                : amount_text(carbon->value / 1e3) + " t CO2e");
    if (const sim::Metric* lost = summary.find("power.capped_gpu_h"); lost != nullptr)
        add(amount_text(lost->value) + " GPU-h lost to caps and heat");
    return text;
}

std::string causes_line(const Table& causes) {
    std::string text;
    for (std::size_t i = 0; i < causes.rows(); ++i) {
        text += (i == 0 ? "" : " · ") + std::string(causes.find("cause")->text.text(i)) + " " +
                percent_text(causes.find("share")->reals[i]);
    }
    return text;
}

using Row = std::vector<std::string>;

Row wait_row(const RunSummary& summary, const std::string& name, const std::string& scope) {
    Row row{name, count_text(summary.find("wait.jobs", scope))};
    for (const char* metric :
         {"wait.mean_s", "wait.p50_s", "wait.p95_s", "wait.p99_s", "wait.max_s"})
        row.push_back(duration_text(summary.find(metric, scope)));
    return row;
}

// "partition=long" as "partition long".
std::string scope_name(std::string scope) {
    std::replace(scope.begin(), scope.end(), '=', ' ');
    return scope;
}

// Clusters and partitions, each where there are several.
std::vector<std::string> scopes_of(const RunSummary& summary) {
    std::vector<std::string> all;
    for (const std::string_view kind : {"cluster=", "partition="}) {
        std::vector<std::string> scopes;
        for (const sim::Metric& metric : summary.metrics)
            if (metric.name == "jobs.submitted" && metric.scope.starts_with(kind))
                scopes.push_back(metric.scope);
        if (scopes.size() > 1)
            all.insert(all.end(), scopes.begin(), scopes.end());
    }
    return all;
}

std::string wait_table(const RunSummary& summary) {
    std::vector<Row> rows{{"Waits", "jobs", "mean", "median", "95 %", "99 %", "longest"},
                          wait_row(summary, "all", "")};
    const std::vector<std::string> scopes = scopes_of(summary);
    for (std::size_t i = 0; i < std::min(scopes.size(), kMostScopes); ++i)
        rows.push_back(wait_row(summary, scope_name(scopes[i]), scopes[i]));
    std::string out = text_table(rows, kCellWidth);
    if (scopes.size() > kMostScopes) {
        const auto more = static_cast<std::int64_t>(scopes.size() - kMostScopes);
        out += "  and " + group_thousands(more) + " more, in summary.json\n";
    }
    return out;
}

// The warnings that put every other number in question come first in the summary's list.
std::size_t loud_warnings(const RunSummary& summary) {
    const sim::Metric* growing = summary.find("queue.growing");
    const std::size_t loud =
        (growing != nullptr && growing->value != 0 ? 1U : 0U) + (summary.is_complete() ? 0U : 1U);
    return std::min(loud, summary.warnings.size());
}

}  // namespace

std::string summary_text(const RunSummary& summary) {
    const std::size_t loud = loud_warnings(summary);
    std::string out = toned(Tone::kTitle, summary.scenario) + "\n";
    for (std::size_t i = 0; i < loud; ++i) {
        const std::string head = "  WARNING: ";
        out += toned(Tone::kWarning, head + wrapped(summary.warnings[i], head.size())) + "\n";
    }
    out += '\n';
    const auto add = [&](std::string_view name, const std::string& text) {
        if (!text.empty())
            out += label(name) + text + "\n";
    };
    add("Changed", changes_line(summary.provenance));
    add("Fleet", fleet_line(summary.fleets));
    add("Time", time_line(summary));
    add("Jobs", jobs_line(summary));
    add("GPU-time", gpu_line(summary.gpu_use));
    add("Active", active_line(summary));
    add("Stranded", stranded_line(summary.gpu_use));
    add("Failures", failures_line(summary));
    add("Energy", energy_line(summary));
    add("Facility", facility_line(summary));
    add("Waited for", causes_line(summary.wait_causes));
    add("Headroom", wrapped(summary.headroom, kLabelWidth + 2));
    out += '\n' + wait_table(summary);
    for (std::size_t i = loud; i < summary.warnings.size(); ++i)
        out += (i == loud ? "\n" : "") + std::string("  Note: ") + wrapped(summary.warnings[i], 8) +
               "\n";
    return out;
}

}  // namespace headroom::cli
