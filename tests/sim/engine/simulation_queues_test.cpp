// Who competes with whom: priorities, partitions, routes. Times in seconds.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/engine/simulation.hpp"
#include "tests/support/random_world.hpp"
#include "tests/support/small_world.hpp"

namespace headroom::sim {
namespace {

using testing::ElementsAre;
using testing::SizeIs;

SmallJob with_priority(int priority, SmallJob job) {
    job.priority = priority;
    return job;
}

SmallJob in_partition(std::size_t partition, SmallJob job) {
    job.partition = partition;
    return job;
}

TEST(Priority, TheHigherGoesFirstWhenBothWait) {
    const RunRecord record =
        simulate(pool_of(4, Policy::kFcfs,
                         {{0, 4, 10}, with_priority(0, {1, 4, 5}), with_priority(1, {2, 4, 5})})
                     .build());
    EXPECT_THAT(starts(record), ElementsAre(0, 15, 10));
}

TEST(Priority, AnArrivalOfHigherPriorityBecomesTheHeadAndBlocks) {
    // The two of priority 0 would fit at 2, when a job that does not fit is put before them.
    const RunRecord record = simulate(pool_of(4, Policy::kFcfs,
                                              {{0, 3, 10},
                                               with_priority(0, {1, 2, 5}),
                                               with_priority(0, {2, 1, 5}),
                                               with_priority(5, {2, 4, 5})})
                                          .build());
    EXPECT_THAT(starts(record), ElementsAre(0, 15, 15, 10));
}

TEST(Priority, AWaitBehindAMoreUrgentJobHasThatReason) {
    const RunRecord record = simulate(
        pool_of(4, Policy::kFcfs,
                {{0, 3, 10}, with_priority(1, {1, 2, 5}), {2, 1, 50}, with_priority(1, {2, 1, 50})})
            .build());
    EXPECT_THAT(starts(record), ElementsAre(0, 10, 10, 10));
    EXPECT_EQ(record.reason[1], WaitCause::kCapacity);
    EXPECT_EQ(record.reason[2], WaitCause::kPriority);
    EXPECT_EQ(record.reason[3], WaitCause::kOrder);
}

TEST(Priority, NeverPreempts) {
    const RunRecord record =
        simulate(pool_of(4, Policy::kEasy, {{0, 4, 10}, with_priority(9, {1, 1, 5})}).build());
    EXPECT_THAT(starts(record), ElementsAre(0, 10));
    EXPECT_THAT(ends(record), ElementsAre(10, 15));
}

TEST(Priority, OfAJobThatFitsBeforeABlockedHeadStartsIt) {
    // The head of priority 0 waits for all GPUs; a more urgent job of one GPU starts in order, and
    // the reservation moves behind it.
    const RunRecord record = simulate(
        pool_of(4, Policy::kEasy, {{0, 3, 10}, {1, 4, 5}, with_priority(1, {2, 1, 100})}).build());
    EXPECT_THAT(starts(record), ElementsAre(0, 102, 2));
}

TEST(Priority, OfABlockedArrivalMovesTheReservationToIt) {
    // At 2 a reservation is made for the head of 3, which would leave one GPU. At 3 a job of 4
    // becomes the head, which leaves none: the last one has to wait.
    const RunRecord record = simulate(
        pool_of(4, Policy::kEasy,
                {{0, 2, 100}, {1, 3, 5}, {2, 2, 200}, with_priority(1, {3, 4, 5}), {3, 1, 500}})
            .build());
    EXPECT_THAT(starts(record), ElementsAre(0, 105, 110, 100, 105));
}

SmallWorld two_fleets(std::vector<std::vector<std::size_t>> partitions,
                      std::vector<SmallJob> jobs) {
    return {.policy = Policy::kFcfs,
            .placement = Placement::kPool,
            .fleets = {{.nodes = 4, .gpus_per_node = 1}, {.nodes = 4, .gpus_per_node = 1}},
            .partitions = std::move(partitions),
            .jobs = std::move(jobs)};
}

TEST(Partitions, OfDisjointFleetsNeverBlockEachOther) {
    const World world =
        two_fleets({{0}, {1}}, {in_partition(0, {0, 4, 100}), in_partition(0, {1, 4, 100}),
                                in_partition(1, {2, 4, 5}), in_partition(1, {3, 4, 5})})
            .build();
    ASSERT_THAT(world.queues, SizeIs(2));
    const RunRecord record = simulate(world);
    EXPECT_THAT(starts(record), ElementsAre(0, 100, 2, 7));
    EXPECT_THAT(record.fleet, ElementsAre(0, 0, 1, 1));
}

TEST(Partitions, ThatShareAFleetShareOneQueue) {
    // The head may use fleet 0 only, which is full; the second may use both and is behind it.
    const World world =
        two_fleets({{0}, {0, 1}}, {in_partition(0, {0, 4, 100}), in_partition(0, {1, 4, 5}),
                                   in_partition(1, {2, 4, 5})})
            .build();
    ASSERT_THAT(world.queues, SizeIs(1));
    EXPECT_THAT(starts(simulate(world)), ElementsAre(0, 100, 100));
}

TEST(Partitions, JoinedThroughAThirdShareOneQueue) {
    const World world =
        two_fleets({{0}, {1}, {1, 0}}, {in_partition(0, {0, 4, 10}), in_partition(0, {1, 4, 5}),
                                        in_partition(1, {2, 4, 5})})
            .build();
    ASSERT_THAT(world.queues, SizeIs(1));
    EXPECT_THAT(starts(simulate(world)), ElementsAre(0, 10, 10));
}

TEST(Partitions, EasyFillsTheFleetThatTheHeadCannotUse) {
    SmallWorld small = two_fleets(
        {{0}, {0, 1}},
        {in_partition(0, {0, 4, 100}), in_partition(0, {1, 4, 5}), in_partition(1, {2, 4, 500})});
    small.policy = Policy::kEasy;
    const RunRecord record = simulate(small.build());
    EXPECT_THAT(starts(record), ElementsAre(0, 100, 2));
    EXPECT_THAT(record.fleet, ElementsAre(0, 0, 1));
}

TEST(Partitions, EasyReservesTheHeadOnWhicheverFleetIsFirstReady) {
    // The head of 3 fits on fleet 1 at 50. A long job of one GPU may take fleet 0, and not fleet 1.
    SmallWorld small =
        two_fleets({{0, 1}, {1}}, {in_partition(0, {0, 3, 100}), in_partition(1, {0, 2, 50}),
                                   in_partition(0, {1, 3, 5}), in_partition(1, {2, 2, 500}),
                                   in_partition(0, {3, 1, 500})});
    small.policy = Policy::kEasy;
    const RunRecord record = simulate(small.build());
    EXPECT_THAT(starts(record), ElementsAre(0, 0, 50, 55, 3));
    EXPECT_THAT(record.fleet, ElementsAre(0, 1, 1, 1, 0));
}

TEST(Routes, AreTriedInTheOrderOfThePartition) {
    const RunRecord record =
        simulate(two_fleets({{1, 0}}, {{0, 3, 10}, {0, 2, 10}, {0, 1, 10}}).build());
    EXPECT_THAT(record.fleet, ElementsAre(1, 0, 1));
}

TEST(Routes, AJobNeverSpansTwoFleets) {
    const RunRecord record =
        simulate(two_fleets({{0, 1}}, {{0, 2, 10}, {0, 3, 20}, {1, 3, 5}, {1, 8, 5}}).build());
    EXPECT_THAT(starts(record), ElementsAre(0, 0, 10, -1));
    EXPECT_EQ(record.reason[2], WaitCause::kFragmentation);  // three are free, on two fleets
    EXPECT_EQ(record.state[3], JobState::kRejected);
}

TEST(Routes, WithoutAFleetRejectItsJobs) {
    World world = two_fleets({{0}}, {{0, 1, 10}}).build();
    world.routes[0].fleets.clear();  // no fleet has the GPU model that the job asks for
    EXPECT_THAT(simulate(world).state, ElementsAre(JobState::kRejected));
}

TEST(Fleets, InNoQueueAreInstalledAndTouchNobody) {
    // Both fleets that no partition names, the one there from the start and the late one, count as
    // installed. The late one's opening is no event of the queue of fleet 0.
    SmallWorld small = two_fleets({{0}}, {{0, 4, 100}, {1, 4, 5}});
    small.fleets.push_back({.nodes = 2, .gpus_per_node = 1, .in_service_s = 50});
    const RunRecord record = simulate(small.build());
    EXPECT_THAT(starts(record), ElementsAre(0, 100));
    EXPECT_TRUE(record.gpu_time[1].installed == Int128{4 * 105} * kSecond_us);
    EXPECT_TRUE(record.gpu_time[2].installed == Int128{2 * 55} * kSecond_us);
}

TEST(Fleets, OpenInAWorldWithoutQueues) {
    World world;
    world.cluster_names = {"cluster"};
    Fleet fleet;
    fleet.nodes = 2;
    fleet.in_service_us = 5 * kSecond_us;
    world.fleets = {fleet};
    world.horizon_us = 10 * kSecond_us;
    world.series_step_us = kSecond_us;
    const RunRecord record = simulate(world);
    EXPECT_TRUE(record.gpu_time[0].installed == Int128{16 * 5} * kSecond_us);
}

}  // namespace
}  // namespace headroom::sim
