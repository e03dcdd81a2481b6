// Waiting for power and for cleaner electricity, and what is metered, worked out by hand.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/engine/simulation.hpp"
#include "tests/support/hand_facility.hpp"

namespace headroom::sim {
namespace {

using testing::ElementsAre;

std::int64_t wait_us(const RunRecord& record, WaitCause cause) {
    return static_cast<std::int64_t>(record.wait_us_by_cause.at(static_cast<std::size_t>(cause)));
}

PowerCap admission_at(std::int64_t cap_uw) {
    PowerCap cap;
    cap.policy = CapPolicy::kAdmission;
    cap.always_uw = cap_uw;
    return cap;
}

// Power for 15 of 16 GPUs. B (8 GPUs) waits for the end of A (8) at 100 s. C (4, 20 s) ends before;
// D (4, 200 s) has no power beside A and C, but from 40 s on beside A, and at 100 s beside B.
TEST(FacilityAdmission, AJobWaitsForPowerAndOthersGoAheadWhereTheHeadKeepsIts) {
    World world = with_facility(
        nodes_of_8(3, Policy::kEasy, {{0, 8, 100}, {10, 8, 50}, {20, 4, 20}, {30, 4, 200}}));
    world.facility.halls[0].hall.cap = admission_at((3000 + 16 * 400) * kWatt_uw - 1);
    const RunRecord record = simulate(world);
    EXPECT_THAT(starts(record), ElementsAre(0, 100, 20, 40));
    EXPECT_THAT(ends(record), ElementsAre(100, 150, 40, 240));
    EXPECT_EQ(record.reason[1], WaitCause::kPower);
    EXPECT_EQ(record.reason[3], WaitCause::kPower);
    EXPECT_EQ(wait_us(record, WaitCause::kPower), (90 + 10) * kSecond_us);
    EXPECT_TRUE(record.facility.slowed_gpu_q20[0] == 0);
}

// The head would start at 100 s, when A ends; a job of 4 GPUs beside it would take its power.
TEST(FacilityAdmission, AJobThatWouldTakeTheHeadsPowerDoesNotStart) {
    World world = with_facility(
        nodes_of_8(3, Policy::kEasy, {{0, 8, 100}, {10, 12, 50}, {20, 4, 200}, {20, 3, 200}}));
    world.facility.halls[0].hall.cap = admission_at((3000 + 15 * 400) * kWatt_uw);
    const RunRecord record = simulate(world);
    EXPECT_THAT(starts(record), ElementsAre(0, 100, 150, 20));
    EXPECT_EQ(record.reason[2], WaitCause::kReservation);
}

TEST(FacilityAdmission, AQueueSeesThePowerThatAnotherQueueTook) {
    World world =
        with_facility({.placement = Placement::kPacked,
                       .fleets = {{.nodes = 1}, {.nodes = 1}},
                       .partitions = {{0}, {1}},
                       .jobs = {{0, 8, 50, -1, 1}, {10, 8, 20, -1, 0}, {10, 4, 20, -1, 1}}});
    world.facility.halls[0].hall.cap = admission_at((2000 + 8 * 400) * kWatt_uw);
    // Both queues look at 50 s; the first one takes the power, the second has to wait for it.
    EXPECT_THAT(starts(simulate(world)), ElementsAre(0, 50, 70));
}

// Nothing can ever let it in, but the hours of the weather go on.
TEST(FacilityAdmission, WhoIsNotLetInFor400DaysIsGivenUp) {
    World world = with_facility(nodes_of_8(1, Policy::kEasy, {{0, 1, 10}, {0, 8, 10}}));
    world.facility.halls[0].hall.cap = admission_at((1000 + 7 * 400) * kWatt_uw);
    world.facility.halls[0].site = 0;
    world.facility.sites.resize(1);
    world.facility.sites[0].weather = WeatherSeries{constant_series(20), constant_series(10)};
    world.series_step_us = 86'400 * kSecond_us;
    for (const bool fails : {false, true}) {
        if (fails)
            add_failures(world, 86'400 * 10, 60);
        const RunRecord record = simulate(world);
        EXPECT_EQ(record.state[1], JobState::kWaiting);
        EXPECT_EQ(record.reason[1], WaitCause::kPower);
        EXPECT_NEAR(static_cast<double>(record.stopped_at_us), 400 * 86'400e6, 3600e6);
    }
}

TEST(FacilityCarbon, AJobThatIsHeldStartsAtItsReleaseAndWaitedForCarbon) {
    World world = with_facility(nodes_of_8(1, Policy::kEasy, {{10, 8, 10}, {20, 8, 10}}));
    world.release_us = {50 * kSecond_us, 20 * kSecond_us};
    const RunRecord record = simulate(world);
    EXPECT_THAT(starts(record), ElementsAre(50, 20));
    EXPECT_EQ(record.reason[0], WaitCause::kCarbon);
    EXPECT_EQ(record.reason[1], WaitCause::kNone);
    EXPECT_EQ(wait_us(record, WaitCause::kCarbon), 40 * kSecond_us);
}

TEST(FacilityCarbon, AJobThatIsReleasedGoesToItsOldPlaceInTheQueue) {
    World world =
        with_facility(nodes_of_8(1, Policy::kFcfs, {{0, 8, 100}, {1, 8, 10}, {2, 8, 10}}));
    world.release_us = {0, 50 * kSecond_us, 2 * kSecond_us};
    EXPECT_THAT(starts(simulate(world)), ElementsAre(0, 100, 110));
}

// An hour of one node and 500 W of other load, with 8 GPUs busy from 600 s to 1800 s.
World hour_of_one_node() {
    World world = with_facility(nodes_of_8(1, Policy::kEasy, {{600, 8, 1200}}));
    world.facility.halls[0].other_uw = 500 * kWatt_uw;
    world.horizon_us = 3600 * kSecond_us;
    world.series_step_us = 1000 * kSecond_us;
    return world;
}

TEST(FacilityMeters, TheEnergyOfAnHourIsExactToThePicojoule) {
    const FacilityRecord record = simulate(hour_of_one_node()).facility;
    const HallRecord& hall = record.halls[0];
    const Wide watt_seconds = Wide{kWatt_uw} * kSecond_us;
    EXPECT_TRUE(hall.facility.energy_pj == watt_seconds * (1500 * 3600 + 3200 * 1200));
    EXPECT_TRUE(hall.it_pj == watt_seconds * (1000 * 3600 + 3200 * 1200));
    EXPECT_TRUE(hall.other_pj == watt_seconds * 500 * 3600);
    EXPECT_TRUE(hall.loss_pj == 0 && hall.cooling_pj == 0);
    EXPECT_EQ(hall.facility.peak_uw, 4700 * kWatt_uw);
    EXPECT_EQ(hall.it_peak_uw, 4200 * kWatt_uw);
    EXPECT_THAT(hall.facility_w, ElementsAre(1500 + 1280, 1500 + 2560, 1500, 1500));
    EXPECT_THAT(hall.quarter_hours_w,
                ElementsAre(testing::DoubleEq(1500 + 3200 / 3.0), 4700, 1500, 1500));
    EXPECT_TRUE(record.fleets[0].energy_pj == hall.it_pj);
    EXPECT_TRUE(record.run.energy_pj == hall.facility.energy_pj);
}

TEST(FacilityMeters, TotalsCountFromTheWarmUpAndSeriesTheWholeRun) {
    World world = hour_of_one_node();
    world.warmup_us = 1500 * kSecond_us;
    world.facility.halls[0].hall.limit_uw = 4000 * kWatt_uw;
    const HallRecord hall = simulate(world).facility.halls[0];
    EXPECT_TRUE(hall.facility.energy_pj ==
                Wide{kWatt_uw} * kSecond_us * (1500 * 2100 + 3200 * 300));
    EXPECT_EQ(hall.feed.over_limit_us, 300 * kSecond_us);
    EXPECT_EQ(hall.facility_w.size(), 4u);
    EXPECT_DOUBLE_EQ(hall.facility_w[0], 1500 + 1280);
}

TEST(FacilityMeters, TheLimitOfAHallIsOfItsFeedWithoutCooling) {
    World world = hour_of_one_node();
    world.facility.halls[0].cooling.emplace();
    world.facility.halls[0].cooling->design_heat_w = 5000;
    world.facility.halls[0].hall.limit_uw = 4700 * kWatt_uw;
    const HallRecord hall = simulate(world).facility.halls[0];
    EXPECT_GT(hall.facility.peak_uw, 4700 * kWatt_uw);
    EXPECT_EQ(hall.feed.over_limit_us, 0);
}

// 12 GPUs start at once, 4 end, a job of no length flickers, the rest ends.
TEST(FacilityMeters, TheLargestStepIsBetweenPowersThatWereHeld) {
    World world = with_facility(nodes_of_8(
        4, Policy::kEasy, {{5, 20, 0}, {10, 4, 10}, {10, 6, 20}, {15, 20, 0}, {40, 2, 1}}));
    EXPECT_EQ(simulate(world).facility.largest_step_uw, 10 * 400 * kWatt_uw);
    world.warmup_us = 12 * kSecond_us;
    EXPECT_EQ(simulate(world).facility.largest_step_uw, 6 * 400 * kWatt_uw);
}

}  // namespace
}  // namespace headroom::sim
