#include "src/study/montecarlo/queue_metrics.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "sim/model/energy.hpp"

namespace headroom::study {
namespace {

using mc::FleetTotals;
using mc::Int128;
using sim::Metrics;

constexpr double kMicrosecondsAnHour = 3.6e9;
constexpr double kMicrosecondsASecond = 1e6;
constexpr double kPicojoulesAKilowattHour = 3.6e18;
constexpr double kMicrowattsAKilowatt = 1e9;

double hours(Int128 gpu_us) {
    return static_cast<double>(gpu_us) / kMicrosecondsAnHour;
}

double seconds(Int128 us) {
    return static_cast<double>(us) / kMicrosecondsASecond;
}

FleetTotals& operator+=(FleetTotals& sum, const FleetTotals& part) {
    sum.installed += part.installed;
    sum.allocated += part.allocated;
    sum.held += part.held;
    sum.down += part.down;
    sum.lost += part.lost;
    sum.failures += part.failures;
    sum.interruptions += part.interruptions;
    return sum;
}

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

void add_gpu_time(const FleetTotals& time, const std::string& scope, Metrics& metrics) {
    const Int128 available = time.installed - time.down;
    metrics.push_back({"gpu.available_gpu_h", scope, hours(available), "GPUh"});
    metrics.push_back({"gpu.allocated_gpu_h", scope, hours(time.allocated), "GPUh"});
    metrics.push_back({"gpu.held_gpu_h", scope, hours(time.held), "GPUh"});
    if (available > 0) {
        metrics.push_back({"gpu.allocated", scope,
                           static_cast<double>(time.allocated) / static_cast<double>(available),
                           ""});
    }
}

void add_failures(const FleetTotals& time, const std::string& scope, Metrics& metrics) {
    const auto count = [&](const char* name, std::uint32_t number) {
        metrics.push_back({name, scope, static_cast<double>(number), ""});
    };
    count("failures.count", time.failures);
    count("failures.interruptions", time.interruptions);
    metrics.push_back({"work.lost_gpu_h", scope, hours(time.lost), "GPUh"});
    const Int128 available = time.installed - time.down;
    const Int128 useful = std::max<Int128>(0, time.allocated - time.lost);
    if (available > 0) {
        metrics.push_back({"gpu.useful", scope,
                           static_cast<double>(useful) / static_cast<double>(available), ""});
    }
}

// The fleets of one scope together.
struct Scope {
    std::string name;
    FleetTotals time;
    Int128 energy_pj = 0;
    std::int64_t peak_uw = -1;
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
        metrics_.push_back({"gpu.stranded_gpu_h", "", hours(totals_.stranded_gpu_us), "GPUh"});
        metrics_.push_back({"makespan_s", "", seconds(totals_.last_end_us), "s"});
        metrics_.push_back({"engine.events", "", static_cast<double>(totals_.events), ""});
        for (const Scope& hall : halls_)
            add_scope(hall);
        for (const Scope& fleet : fleets_)
            add_scope(fleet);
        add_energy(run_);
        for (const Scope& hall : halls_)
            add_energy(hall);
        for (const Scope& fleet : fleets_)
            add_energy(fleet);
        return std::move(metrics_);
    }

private:
    void add_up() {
        run_.peak_uw = totals_.peak_uw;
        for (const std::string& hall : world_.hall_names)
            halls_.push_back({.name = "hall=" + hall, .time = {}});
        for (std::size_t f = 0; f < world_.fleets.size(); ++f) {
            fleets_.push_back({.name = "fleet=" + world_.fleets[f].name, .time = {}});
            fleets_.back().peak_uw = totals_.fleets[f].peak_uw;
            add_fleet(f, fleets_.back());
            add_fleet(f, run_);
            if (world_.fleets[f].hall < 0)
                continue;
            Scope& hall = halls_[static_cast<std::size_t>(world_.fleets[f].hall)];
            if (!hall.has_fleet)
                hall.peak_uw = totals_.fleets[f].hall_peak_uw;
            add_fleet(f, hall);
        }
    }

    void add_fleet(std::size_t f, Scope& scope) const {
        const FleetTotals& time = totals_.fleets[f];
        const sim::Fleet& fleet = world_.fleets[f];
        scope.time += time;
        scope.has_fleet = true;
        scope.knows_power = scope.knows_power && fleet.power.is_known;
        scope.energy_pj +=
            sim::energy_pj(fleet, {time.installed, time.allocated, time.held, time.down});
    }

    void add_scope(const Scope& scope) {
        add_gpu_time(scope.time, scope.name, metrics_);
        if (with_failures_)
            add_failures(scope.time, scope.name, metrics_);
    }

    void add_energy(const Scope& scope) {
        if (!scope.has_fleet || !scope.knows_power)
            return;
        const auto energy = static_cast<double>(scope.energy_pj);
        metrics_.push_back({"energy.it_kwh", scope.name, energy / kPicojoulesAKilowattHour, "kWh"});
        const std::int64_t window_us = totals_.stopped_at_us - world_.warmup_us;
        if (window_us > 0) {
            metrics_.push_back({"power.mean_kw", scope.name,
                                energy / static_cast<double>(window_us) / kMicrowattsAKilowatt,
                                "kW"});
        }
        if (scope.peak_uw >= 0) {
            metrics_.push_back({"power.peak_kw", scope.name,
                                static_cast<double>(scope.peak_uw) / kMicrowattsAKilowatt, "kW"});
        }
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
