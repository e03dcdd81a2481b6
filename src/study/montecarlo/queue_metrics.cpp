#include "src/study/montecarlo/queue_metrics.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "sim/model/energy.hpp"
#include "sim/model/report_scope.hpp"

namespace headroom::study {
namespace {

using sim::Metrics;
using sim::seconds;

void add_jobs(const mc::TrialTotals& totals, Metrics& metrics) {
    const auto count = [&](const char* name, std::uint32_t jobs) {
        metrics.push_back({name, "", static_cast<double>(jobs), ""});
    };
    count("jobs.submitted", totals.submitted);
    count("jobs.completed", totals.completed);
    count("jobs.rejected", totals.rejected);
    count("jobs.killed", totals.killed);
    count("jobs.waiting_at_end", totals.waiting);
    count("jobs.running_at_end", totals.running);
    count("wait.jobs", totals.waits.jobs);
    if (totals.waits.jobs == 0)
        return;
    const auto wait = [&](const char* name, double wait_s) {
        metrics.push_back({name, "", wait_s, "s"});
    };
    const double sum_s = seconds(totals.waits.sum_us);
    wait("wait.mean_s", sum_s / static_cast<double>(totals.waits.jobs));
    wait("wait.p50_s", seconds(totals.waits.p50_us));
    wait("wait.p95_s", seconds(totals.waits.p95_us));
    wait("wait.p99_s", seconds(totals.waits.p99_us));
    wait("wait.max_s", seconds(totals.waits.longest_us));
    wait("wait.sum_s", sum_s);
}

// The fleets of one scope together.
struct Scope {
    std::string name;
    sim::GpuTime time{};
    sim::FailureTotals failures{};
    sim::PowerUse power{};
    bool knows_power = true;
    bool has_fleet = false;
};

class TrialMetrics {
public:
    TrialMetrics(const sim::World& world, const mc::TrialTotals& totals)
        : world_(world),
          totals_(totals),
          with_failures_(world.has_failures() || !world.checkpointing_of.empty()) {}

    Metrics take() {
        add_up();
        add_jobs(totals_, metrics_);
        metrics_.push_back({"queue.growing", "", totals_.growing_queues != 0 ? 1.0 : 0.0, ""});
        add_scope(run_);
        metrics_.push_back(
            {"gpu.stranded_gpu_h", "", sim::gpu_hours(totals_.stranded_gpu_us), "GPUh"});
        metrics_.push_back({"makespan_s", "", seconds(totals_.last_end_us), "s"});
        metrics_.push_back({"engine.events", "", static_cast<double>(totals_.events), ""});
        for (const Scope& hall : halls_)
            add_scope(hall);
        for (const Scope& fleet : fleets_)
            add_scope(fleet);
        add_power(run_);
        for (const Scope& hall : halls_)
            add_power(hall);
        for (const Scope& fleet : fleets_)
            add_power(fleet);
        return std::move(metrics_);
    }

private:
    void add_up() {
        run_.power.peak_uw = totals_.peak_uw;
        for (const std::string& hall : world_.hall_names)
            halls_.push_back({.name = "hall=" + hall});
        for (std::size_t f = 0; f < world_.fleets.size(); ++f) {
            fleets_.push_back({.name = "fleet=" + world_.fleets[f].name});
            fleets_.back().power.peak_uw = totals_.fleets[f].peak_uw;
            add_fleet(f, fleets_.back());
            add_fleet(f, run_);
            if (world_.fleets[f].hall < 0)
                continue;
            Scope& hall = halls_[static_cast<std::size_t>(world_.fleets[f].hall)];
            if (!hall.has_fleet)
                hall.power.peak_uw = totals_.fleets[f].hall_peak_uw;
            add_fleet(f, hall);
        }
    }

    void add_fleet(std::size_t f, Scope& scope) const {
        const mc::FleetTotals& of = totals_.fleets[f];
        const sim::Fleet& fleet = world_.fleets[f];
        const sim::GpuTime time{of.installed, of.allocated, of.held, of.down};
        scope.time += time;
        scope.failures += {of.failures, of.interruptions, of.lost};
        scope.has_fleet = true;
        scope.knows_power = scope.knows_power && fleet.power.is_known;
        scope.power.energy_pj += sim::energy_pj(fleet, time);
    }

    void add_scope(const Scope& scope) {
        report_gpu_time(scope.time, scope.name, metrics_);
        if (!with_failures_)
            return;
        report_failures(scope.failures, scope.name, metrics_);
        report_useful(scope.time, scope.failures.lost_gpu_us, scope.name, metrics_);
    }

    void add_power(const Scope& scope) {
        if (scope.has_fleet && scope.knows_power)
            report_power(scope.power, totals_.stopped_at_us - world_.warmup_us, scope.name,
                         metrics_);
    }

    const sim::World& world_;
    const mc::TrialTotals& totals_;
    bool with_failures_;
    Scope run_;
    std::vector<Scope> halls_, fleets_;
    Metrics metrics_;
};

}  // namespace

Metrics measure_trial(const sim::World& world, const mc::TrialTotals& totals) {
    return TrialMetrics(world, totals).take();
}

bool is_queue_metric(std::string_view name, std::string_view scope) {
    constexpr std::array<std::string_view, 11> kOfFleets{
        "gpu.available_gpu_h", "gpu.allocated_gpu_h",    "gpu.held_gpu_h",  "gpu.allocated",
        "gpu.useful",          "failures.count",         "work.lost_gpu_h", "energy.it_kwh",
        "power.mean_kw",       "failures.interruptions", "power.peak_kw"};
    constexpr std::array<std::string_view, 17> kOfRun{
        "jobs.submitted",      "jobs.completed",      "jobs.rejected",      "jobs.killed",
        "jobs.waiting_at_end", "jobs.running_at_end", "wait.jobs",          "wait.mean_s",
        "wait.p50_s",          "wait.p95_s",          "wait.p99_s",         "wait.max_s",
        "wait.sum_s",          "queue.growing",       "gpu.stranded_gpu_h", "makespan_s",
        "engine.events"};
    const auto is_in = [&](const auto& names) {
        return std::find(names.begin(), names.end(), name) != names.end();
    };
    if (is_in(kOfFleets))
        return scope.empty() || scope.starts_with("fleet=") || scope.starts_with("hall=");
    return scope.empty() && is_in(kOfRun);
}

}  // namespace headroom::study
