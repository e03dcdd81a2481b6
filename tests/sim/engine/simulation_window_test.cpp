// Where a run begins to count and where it stops: warm-up, horizon, series. Times in seconds.

#include <numeric>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/engine/simulation.hpp"
#include "tests/support/small_world.hpp"

namespace headroom::sim {
namespace {

using testing::Each;
using testing::ElementsAre;
using testing::IsEmpty;

// Level × seconds.
std::vector<std::int64_t> gpu_seconds(const std::vector<std::int64_t>& bins) {
    std::vector<std::int64_t> seconds;
    for (const std::int64_t bin : bins)
        seconds.push_back(bin / kSecond_us);
    return seconds;
}

std::int64_t gpu_seconds(Int128 gpu_us) {
    return static_cast<std::int64_t>(gpu_us / kSecond_us);
}

TEST(Horizon, CompletesWhatEndsThereAndLeavesTheRestAsItIs) {
    SmallWorld small =
        pool_of(4, Policy::kFcfs, {{0, 2, 20}, {0, 2, 21}, {5, 4, 5}, {20, 1, 0}, {21, 1, 1}});
    small.horizon_s = 20;
    const RunRecord record = simulate(small.build());
    EXPECT_EQ(record.stop, StopReason::kHorizon);
    EXPECT_EQ(record.stopped_at_us, 20 * kSecond_us);
    EXPECT_THAT(record.state,
                ElementsAre(JobState::kCompleted, JobState::kRunning, JobState::kWaiting,
                            JobState::kPending, JobState::kPending));
    EXPECT_THAT(starts(record), ElementsAre(0, 0, -1, -1, -1));
    EXPECT_THAT(ends(record), ElementsAre(20, -1, -1, -1, -1));
    EXPECT_EQ(record.reason[2], WaitCause::kCapacity);
    EXPECT_EQ(record.events, 4u);
}

TEST(Horizon, StartsNothingOnTheGpusThatBecomeFreeThere) {
    SmallWorld small = pool_of(4, Policy::kEasy, {{0, 4, 20}, {1, 1, 1}});
    small.horizon_s = 20;
    EXPECT_THAT(simulate(small.build()).state,
                ElementsAre(JobState::kCompleted, JobState::kWaiting));
}

TEST(Horizon, BeyondTheLastEndIsRunUpTo) {
    SmallWorld small = pool_of(4, Policy::kFcfs, {{0, 2, 5}});
    small.horizon_s = 25;
    const RunRecord record = simulate(small.build());
    EXPECT_EQ(record.stop, StopReason::kHorizon);
    EXPECT_EQ(gpu_seconds(record.gpu_time[0].installed), 100);
    EXPECT_EQ(gpu_seconds(record.gpu_time[0].allocated), 10);
    EXPECT_THAT(gpu_seconds(record.fleet_series[0].installed), ElementsAre(40, 40, 20));
    EXPECT_THAT(gpu_seconds(record.fleet_series[0].allocated), ElementsAre(10, 0, 0));
}

TEST(Horizon, OfZeroRunsNothing) {
    SmallWorld small = pool_of(4, Policy::kFcfs, {{0, 2, 5}});
    small.horizon_s = 0;
    const RunRecord record = simulate(small.build());
    EXPECT_EQ(record.stop, StopReason::kHorizon);
    EXPECT_THAT(record.state, Each(JobState::kPending));
    EXPECT_THAT(record.fleet_series[0].installed, IsEmpty());
}

TEST(Horizon, OpensNoFleetAtIt) {
    SmallWorld small = pool_of(4, Policy::kFcfs, {});
    small.fleets.push_back({.nodes = 4, .gpus_per_node = 1, .in_service_s = 19});
    small.fleets.push_back({.nodes = 4, .gpus_per_node = 1, .in_service_s = 20});
    small.horizon_s = 20;
    const RunRecord record = simulate(small.build());
    EXPECT_EQ(gpu_seconds(record.gpu_time[1].installed), 4);
    EXPECT_EQ(gpu_seconds(record.gpu_time[2].installed), 0);
    EXPECT_EQ(record.events, 1u);
}

TEST(Series, AreIntegralsOverEachStep) {
    // 9 of 16 GPUs from 5 to 15, which hold 7; then one job of 16 that has waited since 8.
    SmallWorld small = nodes_of_8(2, Policy::kFcfs, {{5, 9, 10}, {8, 16, 7}});
    const RunRecord record = simulate(small.build());
    EXPECT_THAT(gpu_seconds(record.fleet_series[0].installed), ElementsAre(160, 160, 32));
    EXPECT_THAT(gpu_seconds(record.fleet_series[0].allocated), ElementsAre(45, 45 + 80, 32));
    EXPECT_THAT(gpu_seconds(record.fleet_series[0].held), ElementsAre(35, 35, 0));
    EXPECT_THAT(gpu_seconds(record.fleet_series[0].down), ElementsAre(0, 0, 0));
    EXPECT_THAT(gpu_seconds(record.queue_series[0].waiting_jobs), ElementsAre(2, 5, 0));
    EXPECT_THAT(gpu_seconds(record.queue_series[0].waiting_gpus), ElementsAre(32, 80, 0));
    EXPECT_THAT(gpu_seconds(record.queue_series[0].stranded_gpus), ElementsAre(0, 0, 0));
}

TEST(Series, GpusThatAreTooFewForTheHeadAreNotStranded) {
    const RunRecord record = simulate(pool_of(4, Policy::kFcfs, {{0, 3, 10}, {0, 2, 5}}).build());
    EXPECT_EQ(gpu_seconds(record.stranded_gpu_us[0]), 0);
}

TEST(WarmUp, CutsTheTotalsInTheMiddleOfAJobAndLeavesTheSeriesWhole) {
    SmallWorld small = nodes_of_8(2, Policy::kFcfs, {{0, 9, 20}, {1, 8, 4}});
    small.warmup_s = 12;
    const RunRecord record = simulate(small.build());
    EXPECT_EQ(gpu_seconds(record.gpu_time[0].installed), 16 * 12);
    EXPECT_EQ(gpu_seconds(record.gpu_time[0].allocated), 9 * 8 + 8 * 4);
    EXPECT_EQ(gpu_seconds(record.gpu_time[0].held), 7 * 8);
    EXPECT_EQ(gpu_seconds(record.gpu_time[0].free()), 8 * 4);
    EXPECT_THAT(gpu_seconds(record.fleet_series[0].installed), ElementsAre(160, 160, 64));
}

TEST(WarmUp, CutsWhatIsStranded) {
    // Four GPUs are stranded from 0 to 10.
    SmallWorld small = nodes_of_8(2, Policy::kFcfs, {{0, 6, 10}, {0, 6, 20}, {0, 4, 5}});
    small.warmup_s = 7;
    EXPECT_EQ(gpu_seconds(simulate(small.build()).stranded_gpu_us[0]), 4 * 3);
}

TEST(WarmUp, CountsTheCausesOfJobsSubmittedFromThenOn) {
    // Three jobs wait for the first until 10: submitted before, at and after the warm-up.
    SmallWorld small = pool_of(4, Policy::kFcfs, {{0, 4, 10}, {1, 1, 1}, {2, 1, 1}, {3, 1, 1}});
    small.warmup_s = 2;
    const RunRecord record = simulate(small.build());
    EXPECT_EQ(gpu_seconds(record.wait_us_by_cause[static_cast<std::size_t>(WaitCause::kCapacity)]),
              8 + 7);
    EXPECT_THAT(record.reason, ElementsAre(WaitCause::kNone, WaitCause::kCapacity,
                                           WaitCause::kCapacity, WaitCause::kCapacity));
}

TEST(WarmUp, BeyondTheEndLeavesNothingToCount) {
    SmallWorld small = pool_of(4, Policy::kFcfs, {{0, 4, 10}});
    small.warmup_s = 100;
    const RunRecord record = simulate(small.build());
    EXPECT_EQ(gpu_seconds(record.gpu_time[0].installed), 0);
    EXPECT_EQ(gpu_seconds(record.gpu_time[0].allocated), 0);
}

TEST(WarmUp, UpToTheHorizonLeavesNothingToCount) {
    SmallWorld small = pool_of(4, Policy::kFcfs, {{0, 4, 100}});
    small.warmup_s = 20;
    small.horizon_s = 20;
    EXPECT_EQ(gpu_seconds(simulate(small.build()).gpu_time[0].allocated), 0);
}

TEST(InService, CountsAsInstalledFromThenOn) {
    SmallWorld small = pool_of(4, Policy::kFcfs, {{0, 4, 30}});
    small.fleets.push_back({.nodes = 2, .gpus_per_node = 3, .in_service_s = 12});
    small.fleets.push_back({.nodes = 1, .gpus_per_node = 1, .in_service_s = -5});
    const RunRecord record = simulate(small.build());
    EXPECT_THAT(gpu_seconds(record.fleet_series[1].installed), ElementsAre(0, 48, 60));
    EXPECT_THAT(gpu_seconds(record.fleet_series[2].installed), ElementsAre(10, 10, 10));
    EXPECT_EQ(gpu_seconds(record.gpu_time[1].installed), 108);
}

TEST(InService, AfterTheLastEndIsNotWaitedFor) {
    SmallWorld small = pool_of(4, Policy::kFcfs, {{0, 4, 30}});
    small.fleets.push_back({.nodes = 2, .gpus_per_node = 3, .in_service_s = 1000});
    const RunRecord record = simulate(small.build());
    EXPECT_EQ(record.stop, StopReason::kFinished);
    EXPECT_EQ(record.stopped_at_us, 30 * kSecond_us);
}

}  // namespace
}  // namespace headroom::sim
