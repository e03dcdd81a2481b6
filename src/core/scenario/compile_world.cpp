#include "src/core/scenario/compile_world.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <unordered_map>
#include <utility>

#include "sim/base/contract.hpp"
#include "src/core/scenario/compile_facility.hpp"
#include "src/core/scenario/compile_failures.hpp"
#include "src/core/scenario/describe_problem.hpp"
#include "src/core/scenario/job_table.hpp"
#include "src/core/scenario/place_problem.hpp"
#include "src/core/scenario/resolve_catalog.hpp"
#include "src/core/scenario/route_table.hpp"
#include "src/core/scenario/scenario_window.hpp"
#include "src/core/scenario/trace_alignment.hpp"

namespace headroom::scenario {
namespace {

constexpr std::size_t kMostScopes = std::numeric_limits<std::int16_t>::max();

template <class T>
std::vector<std::string> names_of(const Named<T>& tables) {
    std::vector<std::string> names;
    for (const auto& [name, table] : tables) {
        names.push_back(name);
    }
    return names;
}

std::unordered_map<std::string, std::size_t> index_of(const std::vector<std::string>& names) {
    std::unordered_map<std::string, std::size_t> index;
    for (std::size_t i = 0; i < names.size(); ++i) {
        index.emplace(names[i], i);
    }
    return index;
}

void check_limits(const Scenario& scenario, Diagnostics& problems) {
    const auto check = [&](std::size_t count, const char* what) {
        if (count > kMostScopes) {
            problems.push_back(
                place_problem(scenario, "", std::to_string(count) + " " + what, "at most 32,767"));
        }
    };
    check(scenario.fleets.size(), "fleets");
    check(scenario.partitions.size(), "partitions");
    check(scenario.tenants.size(), "tenants");
    check(scenario.workloads.size(), "workloads");
}

void compile_names(const Scenario& scenario, sim::World& world) {
    world.cluster_names = names_of(scenario.clusters);
    world.hall_names = names_of(scenario.halls);
    world.partition_names = names_of(scenario.partitions);
    world.tenant_names = names_of(scenario.tenants);
}

void compile_window(const Scenario& scenario,
                    std::optional<Instant> start,
                    sim::World& world,
                    Diagnostics& problems) {
    std::vector<WindowProblem> found;
    const Window window = find_window(scenario, start, found);
    for (const WindowProblem& problem : found) {
        problems.push_back(place_problem(scenario, problem.path, problem.problem, problem.wanted));
    }
    world.has_calendar = start.has_value();
    world.start_unix_us = start ? start->unix_us : 0;
    world.horizon_us = window.horizon_us.value_or(sim::kNever);
    world.warmup_us = window.warmup_us;
    world.series_step_us = std::llround(scenario.output.step_s * 1e6);
}

void compile_fleets(const Scenario& scenario, std::optional<Instant> start, sim::World& world) {
    const auto cluster_index = index_of(world.cluster_names);
    const auto hall_index = index_of(world.hall_names);
    for (const auto& [name, fleet] : scenario.fleets) {
        sim::Fleet compiled;
        compiled.name = name;
        compiled.cluster = ClusterId(cluster_index.at(fleet.cluster));
        const auto hall = hall_index.find(fleet.hall);
        compiled.hall = hall == hall_index.end() ? -1 : static_cast<std::int32_t>(hall->second);
        compiled.nodes = static_cast<std::uint32_t>(std::llround(fleet.nodes.value));
        compiled.gpus_per_node = static_cast<std::uint32_t>(fleet.gpus_per_node);
        if (fleet.in_service && start) {
            compiled.in_service_us = fleet.in_service->unix_us - start->unix_us;
        }
        world.fleets.push_back(std::move(compiled));
    }
}

// How far a trace's times move so that 0 is the start.
std::int64_t find_shift(const Scenario& scenario,
                        std::size_t index,
                        const trace::TraceFile& file,
                        std::optional<Instant> start,
                        Diagnostics& problems) {
    const trace::Trace& trace = file.trace;
    const auto& [name, workload] = scenario.workloads[index];
    if (!trace.zero) {
        if (workload.align == Alignment::kCalendar) {
            problems.push_back(
                place_problem(scenario, join_key("workload", name) + ".align",
                              "the trace " + trace.file + " has times from its own zero, not dates",
                              "a trace with dates, or no align"));
        }
        return 0;
    }
    return shift_of(workload, file, start);
}

void warn_of_unused_fleets(const Scenario& scenario,
                           const RouteTable& routes,
                           Diagnostics& warnings) {
    std::vector<std::string> names;
    for (const std::uint32_t fleet : routes.unused_fleets()) {
        names.push_back(scenario.fleets[fleet].first);
    }
    if (names.empty()) {
        return;
    }
    Diagnostic warning = place_problem(
        scenario, "",
        (names.size() == 1 ? "fleet " : "fleets ") + list_names(quote_names(names), "and") +
            (names.size() == 1 ? " is" : " are") +
            " in no partition of the cluster, so no job can run there",
        "");
    warning.severity = Severity::kWarning;
    warnings.push_back(std::move(warning));
}

// A series step sums level × µs in 64 bits.
void check_step(const Scenario& scenario, const sim::World& world, Diagnostics& problems) {
    constexpr double kMostGpuMicroseconds = 4e18;
    const auto step_us = static_cast<double>(world.series_step_us);
    double demand_gpus = 0;
    for (const sim::Job& job : world.jobs) {
        demand_gpus += job.gpus;
    }
    double fleet_gpus = 0;
    for (const sim::Fleet& fleet : world.fleets) {
        fleet_gpus += static_cast<double>(fleet.gpus());
    }
    const auto check = [&](double gpus, const char* problem) {
        if (gpus * step_us > kMostGpuMicroseconds) {
            problems.push_back(place_problem(scenario, "output.step", problem, "a shorter step"));
        }
    };
    check(fleet_gpus, "too long for fleets of this size");
    check(demand_gpus, "too long for the GPUs that this many jobs ask for");
}

// How long the run lasts at the least, µs: to the horizon; else as long as the longest job, and as
// all work spread evenly over all GPUs.
double least_span_us(const sim::World& world) {
    if (world.horizon_us != sim::kNever) {
        return static_cast<double>(world.horizon_us);
    }
    double last_us = 0;
    double gpu_us = 0;
    for (const sim::Job& job : world.jobs) {
        last_us = std::max(last_us, static_cast<double>(job.submit_us + job.work_us));
        gpu_us += static_cast<double>(job.work_us) * job.gpus;
    }
    double gpus = 0;
    for (const sim::Fleet& fleet : world.fleets) {
        gpus += static_cast<double>(fleet.gpus());
    }
    return gpus > 0 ? std::max(last_us, gpu_us / gpus) : last_us;
}

// Each step of the span takes memory for each fleet and queue.
void check_span(const Scenario& scenario, const sim::World& world, Diagnostics& problems) {
    constexpr double kMostCells = 2e8;
    const double steps = least_span_us(world) / static_cast<double>(world.series_step_us);
    const auto cells_a_step =
        static_cast<double>(4 * world.fleets.size() + 3 * world.queues.size());
    if (steps > static_cast<double>(kMostSeriesSteps)) {
        problems.push_back(place_problem(scenario, "output.step",
                                         "the jobs last for more than 10 million such steps",
                                         "a longer step, or a horizon"));
    } else if (steps * cells_a_step > kMostCells) {
        problems.push_back(place_problem(scenario, "output.step",
                                         "too many steps for this many fleets and queues",
                                         "a longer step, or a shorter horizon"));
    }
}

// A run without a horizon ends with its last job.
void check_ends(const Scenario& scenario, const CompiledWorld& compiled, Diagnostics& problems) {
    const std::optional<EndlessJob> job = find_endless_job(compiled);
    if (!job) {
        return;
    }
    problems.push_back(place_problem(
        scenario, join_key("workload", scenario.workloads[job->workload].first),
        "a job of " + std::to_string(job->gpus) + " GPUs needs " +
            format_duration(Seconds(job->needed_s)) +
            " without a failure, and its nodes fail every " +
            format_duration(Seconds(job->between_failures_s)) + ": it would hardly ever end",
        "checkpoints, a longer node_mtbf, or a horizon"));
}

}  // namespace

expected<CompiledWorld, Diagnostics> compile_world(const Scenario& scenario,
                                                   const std::vector<trace::TraceFile>& traces,
                                                   EmptyWorld empty) {
    HEADROOM_REQUIRE(traces.size() == scenario.workloads.size(), "one trace a workload");
    CompiledWorld compiled;
    Diagnostics problems;
    check_limits(scenario, problems);
    if (!problems.empty()) {
        return unexpected(std::move(problems));
    }
    const std::optional<Instant> start = find_start(scenario, traces);
    compile_names(scenario, compiled.world);
    compile_window(scenario, start, compiled.world, problems);
    compile_fleets(scenario, start, compiled.world);
    compile_nodes(scenario, compiled.world);
    RouteTable routes(scenario, compiled.world);
    warn_of_unused_fleets(scenario, routes, compiled.warnings);
    for (Diagnostic& warning : describe_changed_nodes(scenario)) {
        compiled.warnings.push_back(std::move(warning));
    }
    JobTable jobs(scenario, routes, compiled);
    for (std::size_t w = 0; w < traces.size(); ++w) {
        jobs.add_workload(w, traces[w].trace, find_shift(scenario, w, traces[w], start, problems));
    }
    jobs.finish(problems);
    compile_checkpoints(scenario, compiled);
    compile_facility(scenario, start, compiled, problems);
    if (problems.empty()) {
        check_ends(scenario, compiled, problems);
        check_step(scenario, compiled.world, problems);
        check_span(scenario, compiled.world, problems);
    }
    if (problems.empty() && compiled.world.jobs.empty() && empty == EmptyWorld::kRefused) {
        problems.push_back(
            place_problem(scenario, "", "no workload has a job to simulate", "at least one"));
    }
    if (!problems.empty()) {
        return unexpected(std::move(problems));
    }
    return compiled;
}

}  // namespace headroom::scenario
