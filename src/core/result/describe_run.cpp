#include "src/core/result/describe_run.hpp"

#include <algorithm>
#include <filesystem>
#include <numeric>

#include "src/core/catalog/catalog.hpp"
#include "src/core/result/sha256.hpp"
#include "src/core/result/version.hpp"
#include "src/core/scenario/input_files.hpp"
#include "src/core/table/number_text.hpp"

namespace headroom::report {
namespace {

constexpr double kMicrosecondsInSecond = 1e6;
constexpr double kMicrosecondsInHour = 3600e6;

double ratio(double part, double whole) {
    return whole > 0 ? part / whole : 0;
}

const char* stop_name(sim::StopReason reason) {
    switch (reason) {
        case sim::StopReason::kFinished:
            return kStoppedFinished;
        case sim::StopReason::kHorizon:
            return kStoppedHorizon;
        case sim::StopReason::kCancelled:
            return kStoppedCancelled;
    }
    return "";
}

Table fleets_table(const sim::World& world) {
    TextBuilder names, clusters, halls;
    std::vector<std::int64_t> nodes, gpus_per_node, gpus;
    for (const sim::Fleet& fleet : world.fleets) {
        names.push_back(fleet.name);
        clusters.push_back(world.cluster_names[fleet.cluster.index()]);
        halls.push_back(fleet.hall < 0 ? ""
                                       : world.hall_names[static_cast<std::size_t>(fleet.hall)]);
        nodes.push_back(fleet.nodes);
        gpus_per_node.push_back(fleet.gpus_per_node);
        gpus.push_back(fleet.gpus());
    }
    return {"fleets",
            "Fleets",
            {names.build("fleet"), clusters.build("cluster"), halls.build("hall"),
             integer_column("nodes", "", std::move(nodes)),
             integer_column("gpus_per_node", "GPU", std::move(gpus_per_node)),
             integer_column("gpus", "GPU", std::move(gpus))}};
}

Table gpu_use_table(const sim::RunRecord& record) {
    sim::GpuTime total;
    for (const sim::GpuTime& fleet : record.gpu_time) {
        total.installed += fleet.installed;
        total.allocated += fleet.allocated;
        total.held += fleet.held;
        total.down += fleet.down;
    }
    const sim::Int128 stranded = std::accumulate(record.stranded_gpu_us.begin(),
                                                 record.stranded_gpu_us.end(), sim::Int128{0});
    const std::vector<std::string> uses{"allocated", "held", "free", "down", "stranded"};
    std::vector<double> gpu_h, share;
    for (const sim::Int128 use :
         {total.allocated, total.held, total.free(), total.down, stranded}) {
        gpu_h.push_back(static_cast<double>(use) / kMicrosecondsInHour);
        share.push_back(ratio(static_cast<double>(use), static_cast<double>(total.installed)));
    }
    return {"gpu_use",
            "GPU-time by use; stranded is a part of free",
            {text_column("use", uses), real_column("gpu_h", "GPUh", std::move(gpu_h)),
             real_column("share", "", std::move(share))}};
}

Table wait_causes_table(const sim::RunRecord& record) {
    std::vector<std::size_t> order(sim::kWaitCauses);
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return record.wait_us_by_cause[a] > record.wait_us_by_cause[b];
    });
    const auto all_us = static_cast<double>(std::accumulate(
        record.wait_us_by_cause.begin(), record.wait_us_by_cause.end(), sim::Int128{0}));
    TextBuilder causes;
    std::vector<double> wait_s, share;
    for (const std::size_t cause : order) {
        const auto cause_us = static_cast<double>(record.wait_us_by_cause[cause]);
        if (cause_us <= 0)
            break;
        causes.push_back(sim::kWaitCauseNames[cause]);
        wait_s.push_back(cause_us / kMicrosecondsInSecond);
        share.push_back(ratio(cause_us, all_us));
    }
    return {"wait_causes",
            "What jobs waited for",
            {causes.build("cause"), real_column("wait_s", "s", std::move(wait_s)),
             real_column("share", "", std::move(share))}};
}

// Relative to the scenario, so that a result does not depend on where its folder lies.
std::string name_of_input(const std::string& file, const std::string& scenario_file) {
    namespace fs = std::filesystem;
    std::error_code error;
    const fs::path folder = fs::absolute(scenario_file, error).lexically_normal().parent_path();
    const fs::path absolute = fs::absolute(file, error).lexically_normal();
    const fs::path relative = absolute.lexically_relative(folder);
    return relative.empty() ? file : relative.generic_string();
}

std::vector<InputFile> checksums_of_inputs(const scenario::Scenario& scenario) {
    std::vector<InputFile> inputs;
    for (const std::string& file : scenario::input_files(scenario)) {
        const std::string name = name_of_input(file, scenario.file);
        const bool is_known = std::any_of(inputs.begin(), inputs.end(),
                                          [&](const InputFile& i) { return i.name == name; });
        if (!is_known)
            inputs.push_back({name, sha256_of_file(file).value_or("")});
    }
    return inputs;
}

std::string sentence(const Diagnostic& diagnostic) {
    std::string text = diagnostic.path.empty() ? "" : diagnostic.path + ": ";
    text += diagnostic.problem;
    return diagnostic.wanted.empty() ? text : text + "; " + diagnostic.wanted;
}

// What puts the numbers of a facility in question, by its sites and halls.
std::vector<std::string> facility_warnings(const RunSummary& summary) {
    std::vector<std::string> warnings;
    const auto warn = [&](const sim::Metric& metric, const char* words) {
        std::string where = metric.scope.empty() ? "" : metric.scope + ": ";
        std::replace(where.begin(), where.end(), '=', ' ');
        warnings.push_back(where + format_duration(Seconds(metric.value * 3600)) + words);
    };
    for (const sim::Metric& metric : summary.metrics) {
        if (metric.value <= 0)
            continue;
        if (metric.name == "power.over_cap_h")
            warn(metric, " above power_cap: even every GPU at its lowest cap draws more");
        if (metric.name == "power.rack_over_cap_h")
            warn(metric, " with a rack above rack_cap, every GPU of it at its lowest cap");
        if (metric.name == "power.row_over_cap_h")
            warn(metric, " with a row above row_cap, every GPU of it at its lowest cap");
        if (metric.name == "power.over_limit_h")
            warn(metric, " above power_limit");
        if (metric.name == "power.rack_over_limit_h")
            warn(metric, " of the worst rack above rack_limit");
        if (metric.name == "power.row_over_limit_h")
            warn(metric, " of the worst row above row_limit");
        if (metric.name == "gpu.overheated_h")
            warn(metric, " with GPUs so hot that real ones shut down; here they went on slowly");
        if (metric.name == "cooling.overloaded_h")
            warn(metric, " with more heat than the cooling is built for");
    }
    return warnings;
}

std::vector<std::string> run_warnings(const RunFacts& facts, const RunSummary& summary) {
    std::vector<std::string> warnings;
    if (const sim::Metric* growing = summary.find("queue.growing");
        growing != nullptr && growing->value != 0) {
        warnings.emplace_back(
            "the queue is growing: work arrives faster than this fleet can do it, so every wait "
            "here "
            "is too short and grows with the time simulated");
    }
    if (!summary.is_complete()) {
        warnings.push_back("stopped early: this is the part up to " +
                           format_duration(Seconds(static_cast<double>(summary.simulated_us) /
                                                   kMicrosecondsInSecond)) +
                           " of simulated time");
    }
    if (const sim::Metric* measured = summary.find("gpu.active_measured");
        measured != nullptr && summary.find("gpu.active") == nullptr) {
        const double known = measured->value + summary.find("gpu.active_assumed")->value;
        warnings.push_back("the activity of jobs is known for " + percent_text(known) +
                           " of their GPU-time only, so gpu.active is left out; workload.NAME."
                           "activity says what to assume for the rest");
    }
    for (std::string& warning : facility_warnings(summary))
        warnings.push_back(std::move(warning));
    if (facts.record.facility.has_assumed_activity) {
        warnings.emplace_back(
            "power follows an activity of jobs that is assumed, not measured: full work where "
            "neither trace nor workload.NAME.activity says otherwise");
    }
    for (std::string& warning : reader_warnings(facts.scenario, facts.traces, facts.compiled))
        warnings.push_back(std::move(warning));
    return warnings;
}

}  // namespace

std::vector<std::string> reader_warnings(const scenario::Scenario& scenario,
                                         const std::vector<trace::TraceFile>& traces,
                                         const scenario::CompiledWorld& compiled) {
    std::vector<std::string> warnings;
    for (std::size_t i = 0; i < traces.size(); ++i) {
        const std::string name = scenario.workloads[i].first + ": ";
        const trace::ReadReport& report = traces[i].report;
        for (const trace::RowCount& dropped : report.dropped) {
            warnings.push_back(name + group_thousands(dropped.rows) + " of " +
                               group_thousands(report.rows) + " rows left out: " + dropped.reason +
                               ", first on line " + group_thousands(dropped.first_line));
        }
        for (const trace::RowCount& adjusted : report.adjusted) {
            warnings.push_back(name + group_thousands(adjusted.rows) + " of " +
                               group_thousands(report.rows) + " rows adjusted: " + adjusted.reason +
                               ", first on line " + group_thousands(adjusted.first_line));
        }
        for (const Diagnostic& warning : report.warnings)
            warnings.push_back(name + sentence(warning));
    }
    for (const Diagnostic& warning : compiled.warnings)
        warnings.push_back(sentence(warning));
    return warnings;
}

Provenance describe_origin(const scenario::Scenario& scenario,
                           const scenario::ReadOptions& options) {
    Provenance provenance;
    provenance.version = program_version();
    provenance.git = program_commit();
    provenance.seed = scenario.seed;
    provenance.catalog = scenario.catalog;
    provenance.catalog_sha256 = catalog::shipped_sha256(scenario.catalog);
    provenance.variant = options.variant;
    for (const scenario::Override& change : options.overrides)
        provenance.overrides.emplace_back(change.path, change.value);
    provenance.inputs = checksums_of_inputs(scenario);
    return provenance;
}

RunSummary describe_run(const RunFacts& facts, const scenario::ReadOptions& options) {
    const sim::World& world = facts.compiled.world;
    RunSummary summary;
    summary.scenario = facts.scenario.name;
    summary.currency = facts.scenario.currency;
    summary.stopped = stop_name(facts.record.stop);
    if (world.has_calendar)
        summary.start = format_instant(Instant{world.start_unix_us});
    summary.simulated_us = facts.record.stopped_at_us;
    summary.metrics = sim::measure(world, facts.record);
    summary.fleets = fleets_table(world);
    summary.gpu_use = gpu_use_table(facts.record);
    summary.wait_causes = wait_causes_table(facts.record);
    summary.warnings = run_warnings(facts, summary);
    summary.provenance = describe_origin(facts.scenario, options);
    return summary;
}

}  // namespace headroom::report
