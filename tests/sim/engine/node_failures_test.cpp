// Failures worked out by hand on one node, and against closed forms over long runs.

#include <cmath>
#include <numeric>

#include <gtest/gtest.h>

#include "sim/base/entity.hpp"
#include "sim/engine/simulation.hpp"
#include "tests/support/random_world.hpp"
#include "tests/support/small_world.hpp"

namespace headroom::sim {
namespace {

constexpr double kMtbf_s = 1000;
constexpr double kRepair_s = 250;

Distribution constant(double value) {
    Distribution law;
    law.a = value;
    return law;
}

void let_fail(World& world, double mtbf_s, double repair_s) {
    for (Fleet& fleet : world.fleets) {
        fleet.failures.mtbf_us = std::llround(mtbf_s * 1e6);
        fleet.failures.repair = constant(repair_s);
        fleet.failures.entity_prefix = entity_prefix("fleet." + fleet.name);
    }
}

// `nodes` of one GPU each, that fail, for so long.
World idle_world(std::uint32_t nodes, double horizon_s) {
    World world = single_fleet_world(nodes, 1, Policy::kEasy, Placement::kPacked);
    world.horizon_us = std::llround(horizon_s * 1e6);
    let_fail(world, kMtbf_s, kRepair_s);
    return world;
}

// One node of 8, one job after the other of this length; each begins when the last has ended.
World job_world(std::size_t jobs, std::int64_t work_s, Checkpointing rule) {
    World world = single_fleet_world(1, 8, Policy::kFcfs, Placement::kPacked);
    for (std::size_t job = 0; job < jobs; ++job)
        add_job(world, {.work_us = work_s * kSecond_us, .estimate_us = 1, .gpus = 8});
    order_queues(world);
    world.checkpointing = {rule};
    world.checkpointing_of.assign(jobs, 0);
    let_fail(world, kMtbf_s, kRepair_s);
    return world;
}

TEST(NodeFailures, AnIdleNodeIsUpForItsMtbfOfEachCycle) {
    const World world = idle_world(100, 1e6);
    const RunRecord record = simulate(world);
    const GpuTime& time = record.gpu_time[0];
    const double up = 1 - static_cast<double>(time.down) / static_cast<double>(time.installed);
    // 80,000 cycles of which only the time up varies, by its mean: the share varies by
    // 0.8 · 0.2 / √80,000 = 0.0006; four of them, and 0.0002 for starting up rather than at random.
    EXPECT_NEAR(up, kMtbf_s / (kMtbf_s + kRepair_s), 0.0026);
}

TEST(NodeFailures, ComeAsAPoissonProcessWhereRepairTakesNoTime) {
    World world = idle_world(400, 20'000);
    world.fleets[0].failures.repair = constant(0);
    std::vector<double> failures(400, 0);
    for (const OutageRow& outage : simulate(world).failures.outages)
        ++failures[outage.node];
    const double mean = std::accumulate(failures.begin(), failures.end(), 0.0) / 400;
    double variance = 0;
    for (const double count : failures)
        variance += (count - mean) * (count - mean) / 399;
    // Poisson of 20: the mean of 400 nodes has the error √(20 / 400) = 0.22, the variance
    // 20 √(2 / 399) · √(1 + 1 / 40) = 1.43; four of each.
    EXPECT_NEAR(mean, 20, 0.9);
    EXPECT_NEAR(variance, 20, 5.7);
}

// Ends of jobs that follow each other without a pause, in seconds of mean time each.
double mean_wall_s(const World& world) {
    const RunRecord record = simulate(world);
    return static_cast<double>(record.stopped_at_us) / 1e6 / static_cast<double>(world.jobs.size());
}

// Daly, "A higher order estimate of the optimum checkpoint interval", Future Generation Computer
// Systems 22 (2006): a span τ that must pass without a failure takes M (e^(τ/M) - 1) on average,
// besides repairs; (e^(τ/M) - 1) failures come on the way. Here each failure costs a repair, and
// each attempt after the first begins with the restart.
double expected_span_s(double span_s) {
    return (kMtbf_s + kRepair_s) * (std::exp(span_s / kMtbf_s) - 1);
}

TEST(NodeFailures, AJobWithoutCheckpointsTakesTheTimeToASpanWithoutFailure) {
    constexpr double kWork_s = 800;
    const double wall_s = mean_wall_s(job_world(20'000, 800, {}));
    // The time of a job varies by about 1.6 times its mean: 1.2 % over 20,000; four of them.
    EXPECT_NEAR(wall_s / expected_span_s(kWork_s), 1.0, 0.046);
}

// With a restart R and n spans of τ each: the first attempt at the first span needs τ, an attempt
// after a failure needs R + τ to save one span, and the memory of the exponential makes the rest of
// an attempt that has saved a span as new. Per span: with p = e^(-τ/M) it passes at once, else the
// next success needs R + τ without a failure.
TEST(NodeFailures, CheckpointsBoundWhatAFailureCosts) {
    constexpr double kEvery_s = 200;
    constexpr double kRestart_s = 50;
    constexpr int kSpans = 4;
    const double fails = 1 - std::exp(-kEvery_s / kMtbf_s);
    // E[min(T, τ)] = M (1 - e^(-τ/M)) of the first try at a span.
    const double span_s =
        kMtbf_s * fails + fails * (kRepair_s + expected_span_s(kRestart_s + kEvery_s));
    const Checkpointing rule{.every_us = 200 * kSecond_us, .restart_us = 50 * kSecond_us};
    const double wall_s = mean_wall_s(job_world(20'000, 800, rule));
    // The time of a span varies by about 1.2 times its mean: 0.4 % over 80,000; four of them.
    EXPECT_NEAR(wall_s / (kSpans * span_s), 1.0, 0.017);
    EXPECT_LT(wall_s, expected_span_s(800));
}

TEST(NodeFailures, AnInterruptedJobGoesBackToItsPlaceAndMakesUpForWhatItLost) {
    World world = job_world(2, 5000, {.every_us = 100 * kSecond_us, .restart_us = 7 * kSecond_us});
    const RunRecord record = simulate(world);
    const FailureRecord& failures = record.failures;
    ASSERT_GE(failures.interruptions.size(), 2u);
    const InterruptionRow& first = failures.interruptions[0];
    EXPECT_EQ(first.job, 0u);
    EXPECT_EQ(first.start_us, 0);
    EXPECT_EQ(first.end_us, failures.outages[0].start_us);
    EXPECT_EQ(first.saved_us, first.end_us / (100 * kSecond_us) * (100 * kSecond_us));
    // It restarts at the repair: the second job waits behind it though it came with it.
    EXPECT_EQ(failures.interruptions[1].start_us, failures.outages[0].end_us);
    EXPECT_EQ(failures.interruptions[1].job, 0u);
    EXPECT_EQ(record.start_us[0], 0);
    EXPECT_GE(record.start_us[1], record.end_us[0]);
    for (std::size_t job = 0; job < 2; ++job) {
        const std::int64_t run_us = [&] {
            std::int64_t sum_us = record.end_us[job] - failures.last_start_us[job];
            for (const InterruptionRow& row : failures.interruptions)
                sum_us += row.job == job ? row.end_us - row.start_us : 0;
            return sum_us;
        }();
        EXPECT_EQ(run_us, 5000 * kSecond_us + failures.lost_us[job]) << "job " << job;
    }
}

TEST(NodeFailures, DoNotProlongARunWhoseJobsHaveEnded) {
    World world = job_world(1, 1, {});
    let_fail(world, 1e6, 1);
    const RunRecord record = simulate(world);
    EXPECT_EQ(record.stopped_at_us, kSecond_us);
    EXPECT_TRUE(record.failures.outages.empty());
}

TEST(NodeFailures, AJobThatCouldRunOnANodeThatIsDownWaitsForItsRepair) {
    World world = job_world(1, 1, {});
    const std::int64_t fails_us = simulate(idle_world(1, 1e5)).failures.outages[0].start_us;
    world.jobs[0].submit_us = fails_us + 1;
    const RunRecord record = simulate(world);
    EXPECT_EQ(record.state[0], JobState::kCompleted);
    EXPECT_EQ(record.reason[0], WaitCause::kDown);
    EXPECT_EQ(record.start_us[0], fails_us + std::llround(kRepair_s * 1e6));
    EXPECT_EQ(record.wait_us_by_cause[static_cast<std::size_t>(WaitCause::kDown)],
              std::llround(kRepair_s * 1e6) - 1);
}

TEST(NodeFailures, TrialsDrawTheirOwnAndAFleetThatGrowsKeepsThoseOfItsNodes) {
    const auto first_failure_of = [](const World& world, std::uint32_t node) {
        for (const OutageRow& outage : simulate(world).failures.outages) {
            if (outage.node == node)
                return outage.start_us;
        }
        return std::int64_t{-1};
    };
    World world = idle_world(3, 1e5);
    const std::int64_t before = first_failure_of(world, 2);
    world.fleets[0].nodes = 30;
    EXPECT_EQ(first_failure_of(world, 2), before);
    world.trial = 1;
    EXPECT_NE(first_failure_of(world, 2), before);
}

}  // namespace
}  // namespace headroom::sim
