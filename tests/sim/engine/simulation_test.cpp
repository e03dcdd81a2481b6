// Small cases worked out on paper, one for each rule of sim/README.md. Times in seconds.

#include "sim/engine/simulation.hpp"

#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/small_world.hpp"

namespace headroom::sim {
namespace {

using testing::Each;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::int64_t kNot = -1;  // did not happen

TEST(Simulation, OfNothingIsFinishedAtZero) {
    const RunRecord record = simulate(pool_of(4, Policy::kEasy, {}).build());
    EXPECT_EQ(record.stop, StopReason::kFinished);
    EXPECT_EQ(record.stopped_at_us, 0);
    EXPECT_EQ(record.events, 0u);
    EXPECT_THAT(record.state, IsEmpty());
}

TEST(Simulation, OfOneJobCountsItsArrivalAndItsEnd) {
    const RunRecord record = simulate(pool_of(4, Policy::kEasy, {{5, 3, 10}}).build());
    EXPECT_THAT(starts(record), ElementsAre(5));
    EXPECT_THAT(ends(record), ElementsAre(15));
    EXPECT_THAT(record.state, ElementsAre(JobState::kCompleted));
    EXPECT_THAT(record.reason, ElementsAre(WaitCause::kNone));
    EXPECT_THAT(record.fleet, ElementsAre(0));
    EXPECT_EQ(record.stopped_at_us, 15 * kSecond_us);
    EXPECT_EQ(record.events, 2u);
}

TEST(Fcfs, TheHeadBlocksWhatWouldFit) {
    const RunRecord record =
        simulate(pool_of(4, Policy::kFcfs, {{0, 3, 10}, {1, 2, 5}, {2, 1, 1}}).build());
    EXPECT_THAT(starts(record), ElementsAre(0, 10, 10));
    EXPECT_THAT(record.reason,
                ElementsAre(WaitCause::kNone, WaitCause::kCapacity, WaitCause::kOrder));
}

TEST(Easy, BackfillsWhatEndsByTheReservation) {
    // S = 10. The third job ends at 10 sharp, the fourth a second later and would delay the head.
    const RunRecord record =
        simulate(pool_of(4, Policy::kEasy, {{0, 3, 10}, {1, 4, 5}, {2, 1, 8}, {2, 1, 9}}).build());
    EXPECT_THAT(starts(record), ElementsAre(0, 10, 2, 15));
    // The fourth waits 8 s for a GPU while the third runs, then 5 s while the head has all.
    EXPECT_THAT(record.reason, ElementsAre(WaitCause::kNone, WaitCause::kCapacity, WaitCause::kNone,
                                           WaitCause::kCapacity));
}

TEST(Easy, NamesTheReservationAsTheReasonOfAWait) {
    // One GPU is free all the time, but 20 s are too long for it.
    const RunRecord record =
        simulate(pool_of(4, Policy::kEasy, {{0, 3, 10}, {1, 4, 5}, {2, 1, 20}}).build());
    EXPECT_THAT(starts(record), ElementsAre(0, 10, 15));
    EXPECT_EQ(record.reason[2], WaitCause::kReservation);
}

TEST(Easy, BackfillsALongJobIntoWhatTheHeadDoesNotNeed) {
    // At S = 10 four GPUs are free and the head needs three: one may be kept for long, not two.
    const RunRecord record = simulate(
        pool_of(4, Policy::kEasy, {{0, 2, 10}, {1, 3, 5}, {2, 1, 100}, {3, 1, 100}}).build());
    EXPECT_THAT(starts(record), ElementsAre(0, 10, 2, 15));
}

TEST(Easy, TakesAJobPastItsEstimateToEndAtOnce) {
    // The first says 5 s and runs 20. From 5 on S is the next microsecond: whoever comes then may
    // only take what the head leaves.
    const RunRecord record = simulate(
        pool_of(4, Policy::kEasy, {{0, 2, 20, 5}, {1, 3, 5}, {6, 2, 1}, {7, 1, 1}}).build());
    EXPECT_THAT(starts(record), ElementsAre(0, 20, 21 + 4, 7));
}

TEST(Easy, AnOverdueJobThatIsNotNeededDoesNotMoveTheReservation) {
    // Past its estimate at 5, the first counts as ended; the head needs the second's GPU too: S
    // = 9. The job that arrives at 6 for 3 s ends by then, that at 6 for 4 s would not.
    const RunRecord record = simulate(
        pool_of(4, Policy::kEasy, {{0, 1, 20, 5}, {0, 2, 9}, {1, 4, 5}, {6, 1, 3}, {9, 1, 4}})
            .build());
    EXPECT_THAT(starts(record), ElementsAre(0, 0, 20, 6, 25));
}

TEST(Easy, AReservationThatARunningJobOutlivesIsMadeAgain) {
    // At 2 the reservation is made for 5 and refuses the long job. At 6 nothing has ended, but S is
    // now the next microsecond: a job of no length is done by then.
    const RunRecord record = simulate(
        pool_of(4, Policy::kEasy, {{0, 2, 20, 5}, {1, 3, 5}, {2, 2, 100}, {6, 2, 0}}).build());
    EXPECT_THAT(starts(record), ElementsAre(0, 20, 25, 6));
}

TEST(Easy, AnOverlongEstimateDoesNotKeepGpusPastTheEnd) {
    const RunRecord record =
        simulate(pool_of(4, Policy::kEasy, {{0, 4, 2, 100}, {1, 4, 1}, {1, 1, 50}}).build());
    EXPECT_THAT(starts(record), ElementsAre(0, 2, 3));
}

TEST(Easy, TheDepthCountsJobsThatDoNotFit) {
    const std::vector<SmallJob> jobs{{0, 3, 10}, {1, 4, 5}, {2, 4, 1}, {3, 1, 1}};
    SmallWorld small = pool_of(4, Policy::kEasy, jobs);
    small.backfill_depth = 1;
    EXPECT_THAT(starts(simulate(small.build())), ElementsAre(0, 10, 15, 16));
    small.backfill_depth = 2;
    EXPECT_THAT(starts(simulate(small.build())), ElementsAre(0, 10, 15, 3));
    small.backfill_depth = 0;
    EXPECT_THAT(starts(simulate(small.build())), ElementsAre(0, 10, 15, 16));
}

TEST(Simulation, KillsAtTheLimitOnlyWhereToldTo) {
    SmallWorld small = pool_of(4, Policy::kEasy, {{0, 4, 10, 3}, {0, 4, 3, 3}, {0, 4, 1, 5}});
    EXPECT_THAT(ends(simulate(small.build())), ElementsAre(10, 13, 14));
    small.kill_at_limit = true;
    const RunRecord record = simulate(small.build());
    EXPECT_THAT(ends(record), ElementsAre(3, 6, 7));
    EXPECT_THAT(record.state,
                ElementsAre(JobState::kKilled, JobState::kCompleted, JobState::kCompleted));
}

TEST(Simulation, RunsJobsOfNoLengthAtTheInstantTheyArrive) {
    // Each fills the fleet; the instant is repeated until all are through.
    const RunRecord record = simulate(
        pool_of(4, Policy::kFcfs, {{5, 4, 0}, {5, 4, 0}, {5, 3, 0}, {5, 4, 7}, {5, 1, 0}}).build());
    EXPECT_THAT(starts(record), ElementsAre(5, 5, 5, 5, 12));
    EXPECT_THAT(ends(record), ElementsAre(5, 5, 5, 12, 12));
    EXPECT_THAT(record.reason, ElementsAre(WaitCause::kNone, WaitCause::kNone, WaitCause::kNone,
                                           WaitCause::kNone, WaitCause::kCapacity));
}

TEST(Simulation, FreesGpusBeforeItLooksAtArrivalsOfTheSameInstant) {
    const RunRecord record = simulate(pool_of(4, Policy::kFcfs, {{0, 4, 10}, {10, 4, 5}}).build());
    EXPECT_THAT(starts(record), ElementsAre(0, 10));
}

TEST(Simulation, OpensFleetsBeforeItLooksAtArrivalsOfTheSameInstant) {
    SmallWorld small = pool_of(4, Policy::kFcfs, {{9, 4, 5}, {10, 4, 5}});
    small.fleets[0].in_service_s = 10;
    const RunRecord record = simulate(small.build());
    EXPECT_THAT(record.state, ElementsAre(JobState::kRejected, JobState::kCompleted));
    EXPECT_THAT(starts(record), ElementsAre(kNot, 10));
    EXPECT_THAT(record.fleet, ElementsAre(-1, 0));
}

TEST(Simulation, AFleetThatOpensStartsTheJobsThatWait) {
    SmallWorld small = pool_of(4, Policy::kFcfs, {{0, 4, 100}, {1, 3, 5}});
    small.fleets.push_back({.nodes = 3, .gpus_per_node = 1, .in_service_s = 30});
    const RunRecord record = simulate(small.build());
    EXPECT_THAT(starts(record), ElementsAre(0, 30));
    EXPECT_THAT(record.fleet, ElementsAre(0, 1));
    EXPECT_EQ(record.events, 5u);
}

TEST(Simulation, RejectsWhatNoFleetOfTheRouteCouldHold) {
    // Eight GPUs in all, but never more than six on one fleet.
    SmallWorld small = pool_of(6, Policy::kFcfs, {{0, 7, 5}, {0, 6, 5}, {0, 9, 5}});
    small.fleets.push_back({.nodes = 2, .gpus_per_node = 1});
    const RunRecord record = simulate(small.build());
    EXPECT_THAT(record.state,
                ElementsAre(JobState::kRejected, JobState::kCompleted, JobState::kRejected));
    EXPECT_THAT(record.reason, Each(WaitCause::kNone));
}

TEST(Simulation, RejectsWhatTheWorldBarsWhateverIsFree) {
    World world = pool_of(4, Policy::kFcfs, {{0, 1, 5}, {0, 1, 5}, {1, 1, 5}, {1, 1, 5}}).build();
    world.barred = {JobId(1), JobId(3)};
    const RunRecord record = simulate(world);
    EXPECT_THAT(record.state, ElementsAre(JobState::kCompleted, JobState::kRejected,
                                          JobState::kCompleted, JobState::kRejected));
    EXPECT_THAT(starts(record), ElementsAre(0, kNot, 1, kNot));
}

TEST(Simulation, ABarredJobThatIsAlsoTooLargeDoesNotShiftTheBarredAfterIt) {
    World world = pool_of(4, Policy::kFcfs, {{0, 9, 5}, {0, 9, 5}, {1, 1, 5}}).build();
    world.barred = {JobId(1), JobId(2)};
    EXPECT_THAT(simulate(world).state, Each(JobState::kRejected));
}

TEST(Packed, WhatAGangHoldsBlocksOthers) {
    // 9 GPUs take two nodes; the seven that are left over are nobody's.
    const RunRecord record =
        simulate(nodes_of_8(2, Policy::kFcfs, {{0, 9, 10}, {1, 1, 5}}).build());
    EXPECT_THAT(starts(record), ElementsAre(0, 10));
    EXPECT_EQ(record.reason[1], WaitCause::kCapacity);  // held is not free
    EXPECT_TRUE(record.gpu_time[0].held == Int128{7} * 10 * kSecond_us);
    EXPECT_TRUE(record.gpu_time[0].allocated == Int128{9 * 10 + 5} * kSecond_us);
    EXPECT_TRUE(record.gpu_time[0].installed == Int128{16 * 15} * kSecond_us);
}

TEST(Packed, AHeadWithoutAWholeNodeWaitsForFragmentationAndStrandsWhatIsFree) {
    // 6 on node 0, 6 on node 1: four GPUs are free, and a job of four has no node.
    const RunRecord record =
        simulate(nodes_of_8(2, Policy::kFcfs, {{0, 6, 10}, {0, 6, 20}, {0, 4, 5}}).build());
    EXPECT_THAT(starts(record), ElementsAre(0, 0, 10));
    EXPECT_EQ(record.reason[2], WaitCause::kFragmentation);
    EXPECT_TRUE(record.stranded_gpu_us[0] == Int128{4 * 10} * kSecond_us);
}

TEST(Packed, WritesRunsOfNodesInTheOrderOfTheStarts) {
    // Node 1 is taken, so the gang of 20 is on node 0 and on 2 and 3.
    const RunRecord record = simulate(
        nodes_of_8(5, Policy::kFcfs, {{0, 8, 1}, {0, 8, 9}, {2, 20, 5}, {2, 3, 5}}).build());
    ASSERT_EQ(record.placements.size(), 5u);
    EXPECT_EQ(record.placements[2].job, 2u);
    EXPECT_EQ(record.placements[2].first_node, 0u);
    EXPECT_EQ(record.placements[2].nodes, 1u);
    EXPECT_EQ(record.placements[2].gpus_on_each, 8u);
    EXPECT_EQ(record.placements[3].first_node, 2u);
    EXPECT_EQ(record.placements[3].nodes, 2u);
    EXPECT_EQ(record.placements[4].job, 3u);
    EXPECT_EQ(record.placements[4].first_node, 4u);
    EXPECT_EQ(record.placements[4].gpus_on_each, 3u);
}

TEST(Packed, WritesNoPlacementsUnlessAsked) {
    const World world = nodes_of_8(2, Policy::kFcfs, {{0, 9, 10}}).build();
    SimulateOptions options;
    options.record_placements = false;
    EXPECT_THAT(simulate(world, {}, options).placements, IsEmpty());
}

TEST(PackedEasy, ABackfilledJobMayTakeANodeOfTheHeadIfItLeavesInTime) {
    // The head needs both nodes at S = 10. Node 1 is free until then.
    const RunRecord record = simulate(
        nodes_of_8(2, Policy::kEasy, {{0, 8, 10}, {1, 16, 5}, {2, 8, 9}, {2, 8, 8}}).build());
    EXPECT_THAT(starts(record), ElementsAre(0, 10, 15, 2));
}

// Node 0 has 4 GPUs free until 100, node 1 has 3 until 10, when the head of 8 GPUs gets it. The job
// of 3 for 50 s fits best on node 1 and is refused. At 5 a short job of 3 takes that place: now the
// best fit is node 0, which the head does not need.
TEST(PackedEasy, AStartThatMovesTheBestFitOfARefusedJobBehindItLetsThatStartInTheSamePass) {
    const RunRecord record = simulate(nodes_of_8(2, Policy::kEasy,
                                                 {{0, 4, 100},
                                                  {0, 5, 10},
                                                  {1, 8, 5, -1, 0, 2},
                                                  {2, 3, 50, -1, 0, 0},
                                                  {5, 3, 5, -1, 0, 1}})
                                          .build());
    EXPECT_THAT(starts(record), ElementsAre(0, 0, 10, 5, 5));
}

TEST(PackedEasy, AStartThatMovesTheBestFitOfARefusedJobBeforeItLetsThatStartInTheNextPass) {
    // As above with one priority: the pass at 5 is past the job of 3 when the short one starts.
    const RunRecord record =
        simulate(nodes_of_8(2, Policy::kEasy,
                            {{0, 4, 100}, {0, 5, 10}, {1, 8, 5}, {2, 3, 50}, {5, 3, 5}, {7, 16, 1}})
                     .build());
    EXPECT_THAT(starts(record), ElementsAre(0, 0, 10, 7, 5, 100));
}

}  // namespace
}  // namespace headroom::sim
