#include <algorithm>
#include <chrono>
#include <map>
#include <optional>

#include "sim/model/active_time.hpp"
#include "sim/model/energy.hpp"
#include "sim/model/facility_metrics.hpp"
#include "sim/model/job_summary.hpp"
#include "sim/model/metrics.hpp"
#include "sim/model/queue_trend.hpp"
#include "sim/model/report_scope.hpp"

namespace headroom::sim {
namespace {

// Active GPU-time only where it is known of all jobs: a part would look like the whole.
void report_activity(const GpuTime& time,
                     const ActiveTime& active,
                     const std::string& scope,
                     Metrics& metrics) {
    if (active.known() == 0) {
        return;
    }
    const Int128 available = time.installed - time.down;
    if (active.unknown == 0 && available > 0) {
        metrics.push_back(
            {"gpu.active", scope, active.active_gpu_us() / static_cast<double>(available), ""});
    }
    const auto all = static_cast<double>(active.known() + active.unknown);
    metrics.push_back(
        {"gpu.active_measured", scope, static_cast<double>(active.measured) / all, ""});
    metrics.push_back({"gpu.active_assumed", scope, static_cast<double>(active.assumed) / all, ""});
}

// What is added up over fleets.
struct FleetTotals {
    GpuTime gpu_time;
    ActiveTime active;
    FailureTotals failures;
    Int128 slowed_gpu_us = 0;  // lost to caps and heat
};

// Whatever belongs to one cluster, or to the whole run.
struct Totals {
    FleetTotals fleets;
    Int128 stranded = 0;
    bool is_growing = false;
};

// What can keep GPU-time that jobs hold from being useful.
struct Losses {
    bool to_failures = false;
    bool to_speed = false;
};

void report_fleets(const FleetTotals& totals,
                   Losses losses,
                   const std::string& scope,
                   Metrics& metrics) {
    report_gpu_time(totals.gpu_time, scope, metrics);
    report_activity(totals.gpu_time, totals.active, scope, metrics);
    if (losses.to_failures)
        report_failures(totals.failures, scope, metrics);
    if (losses.to_failures || losses.to_speed) {
        report_useful(totals.gpu_time, totals.failures.lost_gpu_us + totals.slowed_gpu_us, scope,
                      metrics);
    }
}

void report_totals(const Totals& totals,
                   Losses losses,
                   const std::string& scope,
                   Metrics& metrics) {
    metrics.push_back({"queue.growing", scope, totals.is_growing ? 1.0 : 0.0, ""});
    report_fleets(totals.fleets, losses, scope, metrics);
    metrics.push_back({"gpu.stranded_gpu_h", scope, gpu_hours(totals.stranded), "GPUh"});
}

std::string month_of(std::int64_t unix_us) {
    const std::chrono::sys_time<std::chrono::microseconds> time{std::chrono::microseconds(unix_us)};
    const std::chrono::year_month_day date{std::chrono::floor<std::chrono::days>(time)};
    const unsigned month = static_cast<unsigned>(date.month());
    return std::to_string(static_cast<int>(date.year())) + (month < 10 ? "-0" : "-") +
           std::to_string(month);
}

class Measurement {
public:
    Measurement(const World& world, const RunRecord& record)
        : world_(world),
          record_(record),
          by_cluster_(world.cluster_names.size()),
          by_partition_(world.partition_names.size()),
          by_tenant_(world.tenant_names.size()),
          cluster_totals_(world.cluster_names.size()),
          active_(add_up_activity(world, record)),
          losses_{world.has_failures() || !world.checkpointing_of.empty(),
                  world.facility.is_on && world.facility.has_speeds()} {
        active_.resize(world.fleets.size());
    }

    Metrics take() {
        group_jobs();
        add_up_fleets();
        all_jobs_.report("", metrics_);
        report_totals(all_totals_, losses_, "", metrics_);
        report_run();
        report_scopes();
        if (record_.facility.is_on)
            report_facility(world_, record_, metrics_);
        else
            report_energy(world_, record_, metrics_);
        return std::move(metrics_);
    }

private:
    void group_jobs() {
        std::int64_t day_ends_us = 0;
        JobSummary* month = nullptr;
        for (std::size_t job = 0; job < world_.jobs.size(); ++job) {
            const bool waits = world_.jobs[job].submit_us >= world_.warmup_us;
            const auto add_to = [&](JobSummary& group) {
                group.add(world_, record_, job, waits);
            };
            add_to(all_jobs_);
            add_to(by_cluster_[cluster_of(job)]);
            if (!world_.partition.empty() && world_.partition[job] >= 0)
                add_to(by_partition_[static_cast<std::size_t>(world_.partition[job])]);
            if (!world_.tenant.empty() && world_.tenant[job] >= 0)
                add_to(by_tenant_[static_cast<std::size_t>(world_.tenant[job])]);
            if (!world_.has_calendar)
                continue;
            const std::int64_t submit_us = world_.start_unix_us + world_.jobs[job].submit_us;
            if (month == nullptr || submit_us >= day_ends_us) {
                month = &by_month_[month_of(submit_us)];
                day_ends_us =
                    submit_us + kDayInMicroseconds -
                    (submit_us % kDayInMicroseconds + kDayInMicroseconds) % kDayInMicroseconds;
            }
            add_to(*month);
        }
    }

    [[nodiscard]] std::size_t cluster_of(std::size_t job) const {
        const Route& route = world_.routes[world_.jobs[job].route];
        return world_.queues[route.queue.index()].cluster.index();
    }

    void add_fleet(std::size_t fleet, FleetTotals& totals) const {
        totals.gpu_time += record_.gpu_time[fleet];
        totals.active += active_[fleet];
        if (!record_.failures.totals.empty())
            totals.failures += record_.failures.totals[fleet];
        if (!record_.facility.slowed_gpu_q20.empty())
            totals.slowed_gpu_us +=
                record_.facility.slowed_gpu_q20[fleet] / static_cast<Int128>(kReferenceSpeedQ20);
    }

    void add_up_fleets() {
        for (std::size_t fleet = 0; fleet < world_.fleets.size(); ++fleet) {
            add_fleet(fleet, all_totals_.fleets);
            add_fleet(fleet, cluster_totals_[world_.fleets[fleet].cluster.index()].fleets);
        }
        for (std::size_t queue = 0; queue < world_.queues.size(); ++queue) {
            Totals& cluster = cluster_totals_[world_.queues[queue].cluster.index()];
            const bool grows = is_growing(world_, record_, QueueId(queue));
            for (Totals* totals : {&all_totals_, &cluster}) {
                totals->stranded += record_.stranded_gpu_us[queue];
                totals->is_growing = totals->is_growing || grows;
            }
        }
    }

    void report_run() {
        const auto last_end = std::max_element(record_.end_us.begin(), record_.end_us.end());
        const std::int64_t end_us = last_end == record_.end_us.end() ? 0 : *last_end;
        metrics_.push_back(
            {"makespan_s", "", static_cast<double>(std::max<std::int64_t>(end_us, 0)) / 1e6, "s"});
        metrics_.push_back({"engine.events", "", static_cast<double>(record_.events), ""});
        for (std::size_t cause = 1; cause < kWaitCauses; ++cause) {
            if (!can_be_waited_for(static_cast<WaitCause>(cause)))
                continue;
            metrics_.push_back({"wait.cause_s", std::string("cause=") + kWaitCauseNames[cause],
                                static_cast<double>(record_.wait_us_by_cause[cause]) / 1e6, "s"});
        }
    }

    [[nodiscard]] bool can_be_waited_for(WaitCause cause) const {
        switch (cause) {
            case WaitCause::kDown:
                return world_.has_failures();
            case WaitCause::kPower:
                return world_.facility.has_admission();
            case WaitCause::kCarbon:
                return !world_.release_us.empty();
            default:
                return true;
        }
    }

    void report_scopes() {
        for (std::size_t i = 0; i < world_.cluster_names.size(); ++i) {
            const std::string scope = "cluster=" + world_.cluster_names[i];
            by_cluster_[i].report(scope, metrics_);
            report_totals(cluster_totals_[i], losses_, scope, metrics_);
        }
        for (std::size_t hall = 0; hall < world_.hall_names.size(); ++hall) {
            FleetTotals totals;
            for (std::size_t fleet = 0; fleet < world_.fleets.size(); ++fleet) {
                if (world_.fleets[fleet].hall == static_cast<std::int32_t>(hall))
                    add_fleet(fleet, totals);
            }
            report_fleets(totals, losses_, "hall=" + world_.hall_names[hall], metrics_);
        }
        for (std::size_t fleet = 0; fleet < world_.fleets.size(); ++fleet) {
            FleetTotals totals;
            add_fleet(fleet, totals);
            report_fleets(totals, losses_, "fleet=" + world_.fleets[fleet].name, metrics_);
        }
        for (std::size_t i = 0; i < by_partition_.size(); ++i)
            by_partition_[i].report("partition=" + world_.partition_names[i], metrics_);
        for (std::size_t i = 0; i < by_tenant_.size(); ++i)
            by_tenant_[i].report("tenant=" + world_.tenant_names[i], metrics_);
        for (auto& [month, jobs] : by_month_) {
            if (!jobs.is_empty())
                jobs.report("month=" + month, metrics_);
        }
    }

    static constexpr std::int64_t kDayInMicroseconds = 86'400'000'000;

    const World& world_;
    const RunRecord& record_;
    Metrics metrics_;
    JobSummary all_jobs_;
    std::vector<JobSummary> by_cluster_, by_partition_, by_tenant_;
    std::map<std::string, JobSummary> by_month_;
    Totals all_totals_;
    std::vector<Totals> cluster_totals_;
    std::vector<ActiveTime> active_;  // [fleet]
    Losses losses_;
};

}  // namespace

Metrics measure(const World& world, const RunRecord& record) {
    return Measurement(world, record).take();
}

}  // namespace headroom::sim
