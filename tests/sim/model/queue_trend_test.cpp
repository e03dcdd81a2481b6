#include "sim/model/queue_trend.hpp"

#include <cmath>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "sim/engine/simulation.hpp"
#include "tests/support/random_world.hpp"
#include "tests/support/small_world.hpp"

namespace headroom::sim {
namespace {

constexpr std::int64_t kGpus = 16;

// Poisson arrivals and exponential lengths with a mean of 100 s on a pool of 16 GPUs, one GPU a
// job; `load_at(share of the run)` of the fleet is asked for.
template <class Load>
World random_queue(std::uint64_t seed, std::int64_t jobs, Load&& load_at) {
    constexpr double kMeanLength_s = 100;
    const double mean_gap_s = kMeanLength_s / static_cast<double>(kGpus);
    World world = single_fleet_world(kGpus, 1, Policy::kFcfs, Placement::kPool);
    Dice dice(seed);
    const auto exponential_us = [&](double mean_s) {
        return static_cast<std::int64_t>(-std::log(1 - dice.uniform()) * mean_s * 1e6);
    };
    std::int64_t submit_us = 0;
    for (std::int64_t i = 0; i < jobs; ++i) {
        const double share = static_cast<double>(i) / static_cast<double>(jobs);
        submit_us += exponential_us(mean_gap_s / load_at(share));
        Job job;
        job.submit_us = submit_us;
        job.work_us = job.estimate_us = exponential_us(kMeanLength_s);
        job.gpus = 1;
        add_job(world, job);
    }
    order_queues(world);
    return world;
}

int runs_that_grow(double load) {
    int growing = 0;
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        const World world = random_queue(seed, 8000, [&](double) { return load; });
        growing += is_growing(world, simulate(world), QueueId(0)) ? 1 : 0;
    }
    return growing;
}

TEST(QueueTrend, OfAStableQueueIsNotGrowing) {
    EXPECT_EQ(runs_that_grow(0.5), 0);
    EXPECT_EQ(runs_that_grow(0.8), 0);
    // A busy queue drifts for long: one false alarm in twenty is allowed.
    EXPECT_LE(runs_that_grow(0.9), 1);
}

TEST(QueueTrend, OfAnOverloadedQueueIsGrowing) {
    EXPECT_EQ(runs_that_grow(1.2), 20);
    EXPECT_EQ(runs_that_grow(2), 20);
}

TEST(QueueTrend, OfABurstThatDrainsIsNotGrowing) {
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        // A tenth of the jobs comes at four times the capacity, in the middle.
        const World world = random_queue(
            seed, 8000, [](double share) { return share > 0.45 && share < 0.55 ? 4.0 : 0.5; });
        EXPECT_FALSE(is_growing(world, simulate(world), QueueId(0))) << seed;
    }
}

TEST(QueueTrend, LooksFromTheWarmUpOn) {
    // The queue fills in the first quarter and stays as long for the rest.
    const auto load = [](double share) {
        return share < 0.25 ? 2.0 : 1.0;
    };
    World world = random_queue(3, 8000, load);
    const RunRecord record = simulate(world);
    world.warmup_us = world.jobs.back().submit_us / 2;
    EXPECT_FALSE(is_growing(world, record, QueueId(0)));
}

TEST(QueueTrend, WithoutJobsAfterTheWarmUpIsNotGrowing) {
    World world = pool_of(4, Policy::kFcfs, {{0, 4, 10}, {1, 4, 10}}).build();
    world.warmup_us = kSecond_us;
    EXPECT_FALSE(is_growing(world, simulate(world), QueueId(0)));
    const World empty = pool_of(4, Policy::kFcfs, {}).build();
    EXPECT_FALSE(is_growing(empty, simulate(empty), QueueId(0)));
}

// Of one segment, from its sum.
double mean_gpus(const QueueTrend& trend, std::uint32_t segment) {
    return static_cast<double>(trend.sum(segment)) /
           static_cast<double>(trend.begin_us(segment + 1) - trend.begin_us(segment));
}

TEST(WaitingGpus, AreSummedOverEachSegment) {
    // Sixteen segments of 10 s. Three GPUs wait from 5 to 25, two more from 20 to the end.
    const World world =
        pool_of(4, Policy::kFcfs, {{5, 3, 10}, {20, 2, 10}, {30, 4, 10}, {40, 1, 10}}).build();
    RunRecord record;
    record.state = {JobState::kCompleted, JobState::kWaiting, JobState::kRejected,
                    JobState::kPending};
    record.start_us = {25 * kSecond_us, -1, -1, -1};
    record.stopped_at_us = 160 * kSecond_us;
    const QueueTrend trend = sum_waiting_gpus(world, record, QueueId(0), 0, 160 * kSecond_us);
    EXPECT_DOUBLE_EQ(mean_gpus(trend, 0), 1.5);
    EXPECT_DOUBLE_EQ(mean_gpus(trend, 1), 3);
    EXPECT_DOUBLE_EQ(mean_gpus(trend, 2), 1.5 + 2);
    for (std::uint32_t segment = 3; segment < kTrendSegments; ++segment)
        EXPECT_DOUBLE_EQ(mean_gpus(trend, segment), 2);
}

TEST(WaitingGpus, AreCutToTheWindow) {
    const World world = pool_of(4, Policy::kFcfs, {{0, 1, 10}}).build();
    RunRecord record;
    record.state = {JobState::kWaiting};
    record.start_us = {-1};
    record.stopped_at_us = 1000 * kSecond_us;
    const QueueTrend trend =
        sum_waiting_gpus(world, record, QueueId(0), 100 * kSecond_us, 260 * kSecond_us);
    for (std::uint32_t segment = 0; segment < kTrendSegments; ++segment)
        EXPECT_DOUBLE_EQ(mean_gpus(trend, segment), 1);
}

TEST(WaitingGpus, OfAWindowThatSixteenDoesNotDivideAddUp) {
    QueueTrend trend(3, 103);
    trend.add(0, 1000, 7);
    QueueTrend::Sum sum = 0;
    for (std::uint32_t segment = 0; segment < kTrendSegments; ++segment)
        sum += trend.sum(segment);
    EXPECT_EQ(static_cast<std::uint64_t>(sum), 700u);
    EXPECT_EQ(trend.begin_us(kTrendSegments), 103);
}

// Segments of 1 s.
QueueTrend trend_of(const std::vector<std::int64_t>& gpus) {
    QueueTrend trend(0, kTrendSegments * kSecond_us);
    for (std::size_t k = 0; k < gpus.size(); ++k)
        trend.sum(static_cast<std::uint32_t>(k)) = static_cast<std::uint64_t>(gpus[k] * kSecond_us);
    return trend;
}

QueueTrend ramp(std::int64_t first, std::int64_t rise) {
    std::vector<std::int64_t> gpus;
    for (std::int64_t i = 0; i < kTrendSegments; ++i)
        gpus.push_back(first + rise * i);
    return trend_of(gpus);
}

TEST(IsRising, OfARampIsTrueWhereItIsSteepAndHighEnough) {
    EXPECT_TRUE(ramp(0, 1).is_rising(100));
    EXPECT_FALSE(ramp(0, 0).is_rising(100));
    EXPECT_FALSE(ramp(15, -1).is_rising(100));
    EXPECT_FALSE(ramp(100, 1).is_rising(100));  // the last quarter is not twice the first half
    EXPECT_FALSE(ramp(0, 1).is_rising(1000));   // 13.5 of 1,000 GPUs are less than 5 %
}

TEST(IsRising, OfOneLateBurstIsFalse) {
    std::vector<std::int64_t> gpus(kTrendSegments, 0);
    gpus[13] = gpus[14] = 1000;
    EXPECT_FALSE(trend_of(gpus).is_rising(10));
}

}  // namespace
}  // namespace headroom::sim
