#include "src/core/run/run_scenario.hpp"

#include <array>
#include <chrono>
#include <ctime>
#include <utility>

#include "src/core/result/describe_run.hpp"
#include "src/core/result/tabulate.hpp"

#include <unistd.h>

namespace headroom {
namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point begin) {
    return std::chrono::duration<double>(Clock::now() - begin).count();
}

double thread_cpu_s() {
    timespec time{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

std::string now_text() {
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    const auto whole = std::chrono::duration_cast<std::chrono::seconds>(now);
    return format_instant(Instant{std::chrono::microseconds(whole).count()});
}

std::string host_name() {
    std::array<char, 256> name{};
    return ::gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "";
}

}  // namespace

expected<LoadedRun, LoadFailure> load_run(const std::string& file,
                                          const scenario::ReadOptions& options) {
    const auto begin = Clock::now();
    const auto document = scenario::read_document(file);
    if (!document)
        return unexpected(LoadFailure{LoadFailure::Cause::kScenario, document.error()});
    auto run = load_run(*document, options);
    if (run)
        run->timing.read_s = seconds_since(begin);
    return run;
}

expected<LoadedRun, LoadFailure> load_run(const scenario::Document& document,
                                          const scenario::ReadOptions& options,
                                          trace::TraceStore* store) {
    using Cause = LoadFailure::Cause;
    const auto begin = Clock::now();
    LoadedRun run;
    run.timing.started = now_text();
    run.options = options;
    auto scenario = scenario::resolve_scenario(document, options);
    if (!scenario)
        return unexpected(LoadFailure{Cause::kScenario, std::move(scenario.error())});
    auto traces = scenario::load_workloads(*scenario, store);
    if (!traces)
        return unexpected(LoadFailure{Cause::kInput, std::move(traces.error())});
    auto compiled = scenario::compile_world(*scenario, *traces);
    if (!compiled)
        return unexpected(LoadFailure{Cause::kScenario, std::move(compiled.error())});
    run.scenario = std::move(*scenario);
    run.traces = std::move(*traces);
    run.compiled = std::move(*compiled);
    run.timing.read_s = seconds_since(begin);
    return run;
}

report::Result run_loaded(const LoadedRun& run, const RunControl& control) {
    const auto begin = Clock::now();
    const double begin_cpu_s = thread_cpu_s();
    sim::SimulateOptions options;
    options.on_progress = control.on_progress;
    const sim::RunRecord record = sim::simulate(run.compiled.world, control.stop, options);
    const double end_cpu_s = thread_cpu_s();

    const report::RunFacts facts{run.scenario, run.traces, run.compiled, record};
    report::Result result;
    result.summary = report::describe_run(facts, run.options);
    result.tables = {report::jobs_table(facts), report::series_table(facts),
                     report::nodes_table(facts)};
    result.tables.push_back(report::placements_table(facts, result.tables[0].columns[0]));
    result.tables.push_back(report::racks_table(facts));
    report::Provenance& provenance = result.summary.provenance;
    provenance.host = host_name();
    provenance.timing = run.timing;
    provenance.timing.simulate_cpu_s = end_cpu_s - begin_cpu_s;
    provenance.timing.wall_s = run.timing.read_s + seconds_since(begin);
    return result;
}

}  // namespace headroom
