// Metrics of records written by hand: every number is worked out in the comments.

#include <algorithm>
#include <cmath>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/engine/simulation.hpp"
#include "sim/model/metrics.hpp"
#include "tests/support/small_facility.hpp"
#include "tests/support/small_world.hpp"

namespace headroom::sim {
namespace {

constexpr std::int64_t kHour_us = 3600 * kSecond_us;
constexpr std::int64_t kDay_us = 24 * kHour_us;
constexpr std::int64_t kJanuary2027_us = 1'798'761'600 * kSecond_us;  // 2027-01-01T00:00:00Z

std::optional<double> find(const Metrics& metrics, const std::string& full_name) {
    for (const Metric& metric : metrics) {
        if (metric.full_name() == full_name)
            return metric.value;
    }
    return std::nullopt;
}

bool has_scope(const Metrics& metrics, const std::string& scope) {
    return std::any_of(metrics.begin(), metrics.end(),
                       [&](const Metric& metric) { return metric.scope == scope; });
}

// What a run of the world would have written if nothing had happened in it.
RunRecord empty_record(const World& world) {
    RunRecord record;
    record.start_us.assign(world.jobs.size(), -1);
    record.end_us.assign(world.jobs.size(), -1);
    record.state.assign(world.jobs.size(), JobState::kPending);
    record.reason.assign(world.jobs.size(), WaitCause::kNone);
    record.fleet.assign(world.jobs.size(), -1);
    record.fleet_series.resize(world.fleets.size());
    record.queue_series.resize(world.queues.size());
    record.gpu_time.resize(world.fleets.size());
    record.stranded_gpu_us.resize(world.queues.size());
    return record;
}

void complete(RunRecord& record, std::size_t job, std::int64_t start_s, std::int64_t end_s) {
    record.state[job] = JobState::kCompleted;
    record.start_us[job] = start_s * kSecond_us;
    record.end_us[job] = end_s * kSecond_us;
}

// Seven jobs, one of each fate and a second one completed; stopped at 100.
class MeasureOfSevenJobs : public testing::Test {
protected:
    MeasureOfSevenJobs()
        : world(pool_of(4,
                        Policy::kFcfs,
                        {{0, 1, 2},
                         {10, 1, 40},
                         {20, 1, 50},
                         {30, 9, 1},
                         {40, 1, 90},
                         {50, 1, 1},
                         {200, 1, 1}})
                    .build()),
          record(empty_record(world)) {
        complete(record, 0, 0, 2);    // waits 0, runs 2: slowdown 1
        complete(record, 1, 30, 70);  // waits 20, runs 40: slowdown 60/40
        complete(record, 2, 25, 30);  // waits 5, runs 5 of 50: slowdown 10/10
        record.state[2] = JobState::kKilled;
        record.state[3] = JobState::kRejected;
        record.state[4] = JobState::kRunning;  // waits 30
        record.start_us[4] = 70 * kSecond_us;
        record.state[5] = JobState::kWaiting;  // has waited 50 when the run stops
        record.stopped_at_us = 100 * kSecond_us;
        record.stop = StopReason::kHorizon;
        record.events = 12;
    }

    World world;
    RunRecord record;
};

TEST_F(MeasureOfSevenJobs, CountsEachByItsFate) {
    const Metrics metrics = measure(world, record);
    EXPECT_EQ(find(metrics, "jobs.submitted"), 6);
    EXPECT_EQ(find(metrics, "jobs.completed"), 2);
    EXPECT_EQ(find(metrics, "jobs.killed"), 1);
    EXPECT_EQ(find(metrics, "jobs.rejected"), 1);
    EXPECT_EQ(find(metrics, "jobs.running_at_end"), 1);
    EXPECT_EQ(find(metrics, "jobs.waiting_at_end"), 1);
}

TEST_F(MeasureOfSevenJobs, CountsTheWaitSoFarOfAJobThatStillWaits) {
    const Metrics metrics = measure(world, record);
    // 0, 5, 20, 30, 50; the rejected and the pending do not wait.
    EXPECT_EQ(find(metrics, "wait.sum_s"), 105);
    EXPECT_EQ(find(metrics, "wait.mean_s"), 21);
    EXPECT_EQ(find(metrics, "wait.p50_s"), 20);
    EXPECT_EQ(find(metrics, "wait.p95_s"), 50);
    EXPECT_EQ(find(metrics, "wait.p99_s"), 50);
    EXPECT_EQ(find(metrics, "wait.max_s"), 50);
}

TEST_F(MeasureOfSevenJobs, BoundsTheSlowdownAtTenSecondsAndAtOne) {
    // (1 + 1.5 + 1) / 3 over the jobs that ended; rounded in the last place.
    EXPECT_DOUBLE_EQ(find(measure(world, record), "slowdown.bounded_mean").value(), 3.5 / 3);
}

TEST_F(MeasureOfSevenJobs, SaysWhenTheLastJobEnded) {
    const Metrics metrics = measure(world, record);
    EXPECT_EQ(find(metrics, "makespan_s"), 70);
    EXPECT_EQ(find(metrics, "engine.events"), 12);
}

TEST_F(MeasureOfSevenJobs, CountsWaitsFromTheWarmUpAndJobsFromTheStart) {
    world.warmup_us = 20 * kSecond_us;
    const Metrics metrics = measure(world, record);
    EXPECT_EQ(find(metrics, "jobs.submitted"), 6);
    EXPECT_EQ(find(metrics, "wait.sum_s"), 85);  // 5, 30, 50
    EXPECT_EQ(find(metrics, "wait.p50_s"), 30);
    EXPECT_EQ(find(metrics, "slowdown.bounded_mean"), 1);
}

TEST_F(MeasureOfSevenJobs, NamesNoWaitWhereNobodyCounts) {
    world.warmup_us = 1000 * kSecond_us;
    const Metrics metrics = measure(world, record);
    EXPECT_EQ(find(metrics, "wait.p95_s"), std::nullopt);
    EXPECT_EQ(find(metrics, "slowdown.bounded_mean"), std::nullopt);
}

TEST_F(MeasureOfSevenJobs, SumsTheCausesOfTheWaits) {
    record.wait_us_by_cause[static_cast<std::size_t>(WaitCause::kCapacity)] = 90 * kSecond_us;
    record.wait_us_by_cause[static_cast<std::size_t>(WaitCause::kReservation)] = 15 * kSecond_us;
    const Metrics metrics = measure(world, record);
    EXPECT_EQ(find(metrics, "wait.cause_s[cause=capacity]"), 90);
    EXPECT_EQ(find(metrics, "wait.cause_s[cause=fragmentation]"), 0);
    EXPECT_EQ(find(metrics, "wait.cause_s[cause=reservation]"), 15);
    EXPECT_FALSE(has_scope(metrics, "cause=none"));
}

TEST_F(MeasureOfSevenJobs, EveryNameIsDescribedWithItsUnit) {
    std::set<std::string> described;
    for (const MetricDescription& description : metric_descriptions()) {
        EXPECT_FALSE(description.help.empty()) << description.name;
        // A study measures the headroom; its own test looks at the names.
        if (!description.name.starts_with("headroom.")) {
            EXPECT_TRUE(described.insert(std::string(description.name)).second) << description.name;
        }
    }
    record.gpu_time[0] = {.installed = 100, .allocated = 50};
    record.fleet.assign(world.jobs.size(), 0);
    world.activity.assign(world.jobs.size(), {500'000, false});
    world.checkpointing_of.assign(world.jobs.size(), 0);
    world.fleets[0].power.is_known = true;
    record.peaks = {{1}, {}, 1};
    Metrics metrics = measure(world, record);
    const World facility = facility_of_everything();
    for (const Metric& metric : measure(facility, simulate(facility)))
        metrics.push_back(metric);
    std::set<std::string> measured;
    for (const Metric& metric : metrics) {
        measured.insert(metric.name);
        const auto found = std::find_if(
            metric_descriptions().begin(), metric_descriptions().end(),
            [&](const MetricDescription& description) { return description.name == metric.name; });
        ASSERT_NE(found, metric_descriptions().end()) << metric.name;
        EXPECT_EQ(found->unit, metric.unit) << metric.name;
    }
    EXPECT_EQ(measured, described);
}

TEST_F(MeasureOfSevenJobs, NamesEachMetricOfAScopeOnce) {
    std::set<std::string> names;
    for (const Metric& metric : measure(world, record))
        EXPECT_TRUE(names.insert(metric.full_name()).second) << metric.full_name();
}

// Two fleets in two halls and two clusters of one queue each.
World two_clusters(std::vector<SmallJob> jobs) {
    World world = SmallWorld{.policy = Policy::kFcfs,
                             .fleets = {{}, {}},
                             .partitions = {{0}, {1}},
                             .jobs = std::move(jobs)}
                      .build();
    world.cluster_names = {"east", "west"};
    world.hall_names = {"a", "b"};
    world.fleets[1].cluster = ClusterId(1);
    world.fleets[0].hall = 1;
    world.queues[1].cluster = ClusterId(1);
    return world;
}

TEST(MeasureGpuTime, AddsUpFleetsHallsClustersAndTheRun) {
    const World world = two_clusters({});
    RunRecord record = empty_record(world);
    record.gpu_time[0] = {.installed = Int128{80} * kHour_us,
                          .allocated = Int128{30} * kHour_us,
                          .held = Int128{10} * kHour_us,
                          .down = Int128{20} * kHour_us};
    record.gpu_time[1] = {.installed = Int128{40} * kHour_us, .allocated = Int128{30} * kHour_us};
    record.stranded_gpu_us = {Int128{5} * kHour_us, Int128{2} * kHour_us};
    const Metrics metrics = measure(world, record);
    EXPECT_EQ(find(metrics, "gpu.available_gpu_h"), 100);
    EXPECT_EQ(find(metrics, "gpu.allocated_gpu_h"), 60);
    EXPECT_EQ(find(metrics, "gpu.held_gpu_h"), 10);
    EXPECT_EQ(find(metrics, "gpu.allocated"), 0.6);
    EXPECT_EQ(find(metrics, "gpu.stranded_gpu_h"), 7);
    EXPECT_EQ(find(metrics, "gpu.allocated[cluster=east]"), 0.5);
    EXPECT_EQ(find(metrics, "gpu.stranded_gpu_h[cluster=west]"), 2);
    EXPECT_EQ(find(metrics, "gpu.allocated[fleet=fleet1]"), 0.75);
    EXPECT_EQ(find(metrics, "gpu.allocated[hall=b]"), 0.5);
    EXPECT_EQ(find(metrics, "gpu.available_gpu_h[hall=a]"), 0);
    EXPECT_EQ(find(metrics, "gpu.allocated[hall=a]"), std::nullopt);  // a share of nothing
}

TEST(MeasureScopes, PutEachJobWhereItBelongs) {
    World world = two_clusters({{0, 1, 1}, {0, 1, 1, -1, 1}, {0, 1, 1, -1, 1}, {0, 1, 1}});
    world.partition_names = {"long", "short"};
    world.partition = {0, 1, 1, -1};
    world.tenant_names = {"nlp", "vision"};
    world.tenant = {0, 0, -1, 1};
    RunRecord record = empty_record(world);
    for (std::size_t job = 0; job < 4; ++job)
        complete(record, job, static_cast<std::int64_t>(job), 100);
    const Metrics metrics = measure(world, record);
    EXPECT_EQ(find(metrics, "wait.sum_s"), 6);
    EXPECT_EQ(find(metrics, "wait.sum_s[cluster=east]"), 3);
    EXPECT_EQ(find(metrics, "wait.sum_s[cluster=west]"), 3);
    EXPECT_EQ(find(metrics, "jobs.submitted[partition=long]"), 1);
    EXPECT_EQ(find(metrics, "jobs.submitted[partition=short]"), 2);
    EXPECT_EQ(find(metrics, "wait.max_s[partition=short]"), 2);
    EXPECT_EQ(find(metrics, "wait.sum_s[tenant=nlp]"), 1);
    EXPECT_EQ(find(metrics, "wait.sum_s[tenant=vision]"), 3);
}

TEST(MeasureScopes, StandInAFixedOrder) {
    World world = two_clusters({{0, 1, 1}});
    world.partition_names = {"long"};
    world.partition = {0};
    world.tenant_names = {"nlp"};
    world.tenant = {0};
    world.has_calendar = true;
    world.start_unix_us = kJanuary2027_us;
    RunRecord record = empty_record(world);
    complete(record, 0, 0, 1);
    std::vector<std::string> kinds;
    for (const Metric& metric : measure(world, record)) {
        const std::string kind = metric.scope.substr(0, metric.scope.find('='));
        if (kinds.empty() || kinds.back() != kind)
            kinds.push_back(kind);
    }
    EXPECT_THAT(kinds, testing::ElementsAre("", "cause", "cluster", "hall", "fleet", "partition",
                                            "tenant", "month"));
}

TEST(MeasureMonths, BeginAtTheirFirstMicrosecond) {
    World world = pool_of(4, Policy::kFcfs, {{}, {}, {}, {}, {}, {}}).build();
    world.has_calendar = true;
    world.start_unix_us = kJanuary2027_us + 6 * kHour_us;  // the run begins at six in the morning
    const std::int64_t february_us = 31 * kDay_us - 6 * kHour_us;
    const std::int64_t march_us = february_us + 28 * kDay_us;
    world.jobs[1].submit_us = february_us - 1;
    world.jobs[2].submit_us = february_us;
    world.jobs[3].submit_us = march_us - 1;
    world.jobs[4].submit_us = march_us;
    world.jobs[5].submit_us = march_us + 306 * kDay_us;  // 2028-01-01
    RunRecord record = empty_record(world);
    for (std::size_t job = 0; job < world.jobs.size(); ++job) {
        record.state[job] = JobState::kCompleted;
        record.start_us[job] = record.end_us[job] = world.jobs[job].submit_us;
    }
    const Metrics metrics = measure(world, record);
    EXPECT_EQ(find(metrics, "jobs.submitted[month=2027-01]"), 2);
    EXPECT_EQ(find(metrics, "jobs.submitted[month=2027-02]"), 2);
    EXPECT_EQ(find(metrics, "jobs.submitted[month=2027-03]"), 1);
    EXPECT_EQ(find(metrics, "jobs.submitted[month=2028-01]"), 1);
    EXPECT_FALSE(has_scope(metrics, "month=2027-04"));
}

TEST(MeasureMonths, KnowTheCalendarBefore1970) {
    World world = pool_of(4, Policy::kFcfs, {{0, 1, 0}, {1, 1, 0}}).build();
    world.has_calendar = true;
    world.start_unix_us = -kSecond_us;
    RunRecord record = empty_record(world);
    complete(record, 0, 0, 0);
    complete(record, 1, 1, 1);
    const Metrics metrics = measure(world, record);
    EXPECT_EQ(find(metrics, "jobs.submitted[month=1969-12]"), 1);
    EXPECT_EQ(find(metrics, "jobs.submitted[month=1970-01]"), 1);
}

TEST(MeasureMonths, AreLeftOutWithoutACalendar) {
    const World world = pool_of(4, Policy::kFcfs, {{0, 1, 0}}).build();
    RunRecord record = empty_record(world);
    complete(record, 0, 0, 0);
    EXPECT_FALSE(has_scope(measure(world, record), "month=1970-01"));
}

TEST(MeasurePercentiles, AreTheNearestRankOfAnyNumberOfJobs) {
    // N jobs wait 1 … N seconds in mixed order: the p-th percentile is ⌈p·N⌉, in integers.
    for (std::int64_t n = 1; n <= 300; ++n) {
        const World world =
            pool_of(4, Policy::kFcfs, std::vector<SmallJob>(static_cast<std::size_t>(n))).build();
        RunRecord record = empty_record(world);
        for (std::int64_t job = 0; job < n; ++job) {
            const std::int64_t wait_s = (job * 7919) % n + 1;  // 7919 is prime
            complete(record, static_cast<std::size_t>(job), wait_s, wait_s);
        }
        const Metrics metrics = measure(world, record);
        ASSERT_EQ(find(metrics, "wait.p50_s"), (50 * n + 99) / 100) << n;
        ASSERT_EQ(find(metrics, "wait.p95_s"), (95 * n + 99) / 100) << n;
        ASSERT_EQ(find(metrics, "wait.p99_s"), (99 * n + 99) / 100) << n;
        ASSERT_EQ(find(metrics, "wait.max_s"), n) << n;
    }
}

TEST(Measure, OfAWorldWithoutJobsIsZeroWhereItIsAnything) {
    const World world = pool_of(4, Policy::kFcfs, {}).build();
    const Metrics metrics = measure(world, empty_record(world));
    EXPECT_EQ(find(metrics, "jobs.submitted"), 0);
    EXPECT_EQ(find(metrics, "makespan_s"), 0);
    EXPECT_EQ(find(metrics, "queue.growing"), 0);
    EXPECT_EQ(find(metrics, "wait.mean_s"), std::nullopt);
    for (const Metric& metric : metrics)
        EXPECT_TRUE(std::isfinite(metric.value)) << metric.full_name();
}

TEST(Measure, OfAGrowingQueueSaysSoForItsClusterAndTheRun) {
    // One job of four GPUs a second on a fleet of eight, each four seconds long: twice the
    // capacity.
    std::vector<SmallJob> jobs;
    for (std::int64_t second = 0; second < 400; ++second)
        jobs.push_back({second, 4, 4, -1, 1});
    const World world = two_clusters(jobs);
    RunRecord record = empty_record(world);
    for (std::size_t job = 0; job < jobs.size(); ++job) {
        const auto start_s = static_cast<std::int64_t>(job) / 2 * 4;
        complete(record, job, start_s, start_s + 4);
    }
    record.stopped_at_us = 800 * kSecond_us;
    const Metrics metrics = measure(world, record);
    EXPECT_EQ(find(metrics, "queue.growing"), 1);
    EXPECT_EQ(find(metrics, "queue.growing[cluster=east]"), 0);
    EXPECT_EQ(find(metrics, "queue.growing[cluster=west]"), 1);
}

}  // namespace
}  // namespace headroom::sim
