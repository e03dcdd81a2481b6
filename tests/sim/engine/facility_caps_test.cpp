// What caps do to jobs, worked out by hand: levels, speeds and ends.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/engine/simulation.hpp"
#include "tests/support/hand_facility.hpp"
#include "tests/support/random_facility.hpp"

namespace headroom::sim {
namespace {

using testing::ElementsAre;

TEST(FacilityCaps, OneJobUnderAUniformCapEndsByTheSpeedOfItsLevel) {
    World world = with_facility(nodes_of_8(1, Policy::kEasy, {{0, 8, 100}}));
    world.facility.halls[0].hall.cap.always_uw = (1000 + 8 * 250) * kWatt_uw;
    const RunRecord record = simulate(world);
    EXPECT_EQ(record.end_us[0], 133'333'334);  // 100 s at 3/4
    EXPECT_TRUE(record.facility.halls[0].facility.energy_pj == Wide{3000 * kWatt_uw} * 133'333'334);
    EXPECT_TRUE(record.facility.slowed_gpu_q20[0] == Wide{8} * (1 << 18) * 133'333'334);
    EXPECT_EQ(record.facility.halls[0].feed.over_cap_us, 0);
}

TEST(FacilityCaps, OneMicrowattLessIsOneLevelLess) {
    World world = with_facility(nodes_of_8(1, Policy::kEasy, {{0, 8, 100}}));
    world.facility.halls[0].hall.cap.always_uw = (1000 + 8 * 250) * kWatt_uw - 1;
    EXPECT_EQ(simulate(world).end_us[0], slow_time_us(100, 29));
}

TEST(FacilityCaps, ACapThatNoLevelMeetsHoldsAllAtLevelZeroAndIsCounted) {
    World world = with_facility(nodes_of_8(1, Policy::kEasy, {{0, 8, 100}}));
    world.facility.halls[0].hall.cap.always_uw = 1500 * kWatt_uw;
    const RunRecord record = simulate(world);
    EXPECT_EQ(record.end_us[0], 200 * kSecond_us);
    EXPECT_EQ(record.facility.halls[0].facility.peak_uw, 1800 * kWatt_uw);
    EXPECT_EQ(record.facility.halls[0].feed.over_cap_us, 200 * kSecond_us);
}

// A and B fill two nodes. From 20 s to 60 s the hall may draw 3600 W: both at half speed until B
// ends at 40 s, then A at level 20.
TEST(FacilityCaps, TwoJobsFollowACapEventAndWhatTheOtherLeaves) {
    World world = with_facility(nodes_of_8(2, Policy::kEasy, {{0, 8, 100}, {0, 8, 30}}));
    world.facility.halls[0].hall.cap.events = {
        {20 * kSecond_us, 60 * kSecond_us, (2000 + 16 * 100) * kWatt_uw}};
    const RunRecord record = simulate(world);
    EXPECT_EQ(record.end_us[1], 40 * kSecond_us);
    const Wide left_q20 = (Wide{100 - 20 - 10} * kSecond_us << 20) -
                          Wide{20 * kSecond_us} * even_ladder()[20].speed_q20;
    EXPECT_EQ(record.end_us[0], 60 * kSecond_us + time_for(left_q20, kReferenceSpeedQ20));
}

// Interactive job 0 and deferrable job 1 of 4 GPUs each on one node: uncapped they need 4200 W.
struct PriorityCase {
    std::int64_t cap_w;
    int level_of_other;
    int level_of_deferrable;
};
class FacilityPriority : public testing::TestWithParam<PriorityCase> {};

TEST_P(FacilityPriority, SlowsDeferrableWorkFirstThenOtherThenBoth) {
    World world = with_facility(nodes_of_8(1, Policy::kEasy, {{0, 4, 60}, {0, 4, 60}}));
    world.facility.kinds = {{"interactive", false}, {"batch", true}};
    world.facility.ladders.push_back(even_ladder());
    world.load_kind = {0, 1};
    PowerCap& cap = world.facility.halls[0].hall.cap;
    cap.policy = CapPolicy::kPriority;
    cap.first = 0.75;  // exact in binary, as the second
    cap.second = 0.875;
    cap.low_level = 20;
    cap.high_level = 40;
    cap.always_uw = GetParam().cap_w * kWatt_uw;
    world.horizon_us = kSecond_us;
    const RunRecord record = simulate(world);
    const CapLadder ladder = even_ladder();
    const CapLevel& other = ladder.at(static_cast<std::size_t>(GetParam().level_of_other));
    const CapLevel& deferrable =
        ladder.at(static_cast<std::size_t>(GetParam().level_of_deferrable));
    EXPECT_EQ(record.facility.halls[0].facility.peak_uw,
              kNodeIdle_uw + 4 * (other.gpu_uw + deferrable.gpu_uw));
    EXPECT_TRUE(record.facility.slowed_gpu_q20[0] ==
                Wide{4} * kSecond_us *
                    (2 * kReferenceSpeedQ20 - other.speed_q20 - deferrable.speed_q20));
}
INSTANTIATE_TEST_SUITE_P(
    ,
    FacilityPriority,
    testing::Values(PriorityCase{5600, 60, 60},  // 4200 = 0.75 · 5600
                    PriorityCase{5599, 60, 20},  // beyond the first threshold
                    PriorityCase{3886, 60, 20},  // 3400 <= 0.875 · 3886 = 3400.25
                    PriorityCase{3885, 40, 20},  // beyond the second
                    PriorityCase{3000, 40, 20},  // just met
                    PriorityCase{2800, 30, 20},  // both lower together: 30 is below 40 only
                    PriorityCase{2000, 5, 5},
                    PriorityCase{1000, 0, 0}));

// Racks of two nodes. A is on node 0, B on nodes 1 and 2: rack 0 holds both at level 30, and the
// half of B in rack 1 waits for the other.
TEST(FacilityCaps, AJobInTwoRacksIsAsSlowAsTheSlowerOfThem) {
    World world = with_facility(nodes_of_8(4, Policy::kEasy, {{0, 8, 75}, {0, 16, 100}}));
    add_racks(world, 0, 2);
    world.facility.halls[0].rack.cap.always_uw = (2000 + 16 * 250) * kWatt_uw;
    const RunRecord record = simulate(world);
    EXPECT_EQ(record.end_us[0], 100 * kSecond_us);
    EXPECT_EQ(record.end_us[1], 125 * kSecond_us) << "25 s are left when A ends, at full speed";
    EXPECT_EQ(record.facility.racks[0].peak_uw, 6000 * kWatt_uw);
    EXPECT_TRUE(record.facility.racks[1].energy_pj ==
                Wide{kWatt_uw} * kSecond_us * (4000 * 100 + (2000 + 8 * 400) * 25));
}

TEST(FacilityCaps, AJobThatComesToARackWhoseLastJobWasSlowRunsAtFullSpeed) {
    World world =
        with_facility(nodes_of_8(1, Policy::kEasy, {{0, 8, 75}, {200, 4, 50}, {300, 8, 75}}));
    add_racks(world, 0, 1);
    world.facility.halls[0].rack.cap.always_uw = (1000 + 8 * 250) * kWatt_uw;
    EXPECT_THAT(ends(simulate(world)), ElementsAre(100, 250, 400));
}

TEST(FacilityCaps, AJobThatDoesNothingIsSlowedWithItsRack) {
    World world = with_facility(nodes_of_8(1, Policy::kEasy, {{0, 4, 100}, {0, 4, 30}}));
    add_racks(world, 0, 1);
    world.activity = {{0, false}, {1'000'000, false}};
    world.facility.halls[0].rack.cap.always_uw = (1000 + 4 * 250) * kWatt_uw;
    // Job 1 is at 3/4 until it ends at 40 s; job 0 has then 70 s left and the rack for itself.
    EXPECT_THAT(ends(simulate(world)), ElementsAre(110, 40));
}

TEST(FacilityCaps, TheCapOfASiteHoldsBothItsHalls) {
    World world = with_facility({.placement = Placement::kPacked,
                                 .fleets = {{.nodes = 1}, {.nodes = 1}},
                                 .partitions = {{0}, {1}},
                                 .jobs = {{0, 8, 75, -1, 0}, {0, 8, 30, -1, 1}}});
    world.hall_names = {"a", "b"};
    world.facility.halls.resize(3);
    world.fleets[1].hall = 1;
    world.facility.sites.resize(1);
    world.facility.halls[0].site = world.facility.halls[1].site = 0;
    world.facility.sites[0].grid.cap.always_uw = (2000 + 16 * 250) * kWatt_uw;
    const RunRecord record = simulate(world);
    EXPECT_EQ(record.end_us[1], 40 * kSecond_us);
    EXPECT_EQ(record.end_us[0], 40 * kSecond_us + 45 * kSecond_us) << "the whole site for itself";
    EXPECT_EQ(record.facility.sites[0].grid.peak_uw, 6000 * kWatt_uw);
}

// India is half an hour off: its hour 1 of Monday begins at 00:30 there, here an hour of a zone
// that is 30 minutes east.
TEST(FacilityCaps, HoursOfTheWeekBeginInTheirOwnZone) {
    World world = with_facility(nodes_of_8(1, Policy::kEasy, {{0, 8, 7200}}));
    world.start_unix_us = 1'767'571'200'000'000;  // Monday 5 January 2026
    PowerCap& cap = world.facility.halls[0].hall.cap;
    cap.east_of_utc_us = 1800 * kSecond_us;
    cap.weekly_uw.assign(168, kNoLimit);
    cap.weekly_uw[1] = (1000 + 8 * 100) * kWatt_uw;
    world.series_step_us = 1800 * kSecond_us;
    const RunRecord record = simulate(world);
    EXPECT_EQ(record.end_us[0], 9000 * kSecond_us) << "an hour at half speed";
    EXPECT_THAT(record.facility.halls[0].facility_w, ElementsAre(4200, 1800, 1800, 4200, 4200));
}

TEST(FacilityCaps, AJobThatIsDoneAtItsLimitHasCompletedAndOneThatIsNotIsKilled) {
    World world = with_facility({.placement = Placement::kPacked,
                                 .fleets = {{.nodes = 1}},
                                 .jobs = {{0, 4, 60, 120}, {0, 4, 100, 120}},
                                 .kill_at_limit = true});
    world.facility.halls[0].hall.cap.always_uw = (1000 + 8 * 100) * kWatt_uw;
    world.facility.ladders[0].fill({100 * kWatt_uw, kReferenceSpeedQ20 / 2});  // its own cap, too
    const RunRecord record = simulate(world);
    EXPECT_THAT(ends(record), ElementsAre(120, 120));
    EXPECT_EQ(record.state[0], JobState::kCompleted);
    EXPECT_EQ(record.state[1], JobState::kKilled);
}

TEST(FacilityCaps, AnInterruptedJobKeepsTheCheckpointsOfItsSlowClock) {
    World world = with_facility(nodes_of_8(1, Policy::kEasy, {{0, 8, 1000}}));
    world.facility.halls[0].hall.cap.always_uw = kWatt_uw;  // half speed throughout
    world.checkpointing = {{7 * kSecond_us, 3 * kSecond_us}};
    world.checkpointing_of = {0};
    add_failures(world, 400, 5);
    const RunRecord record = simulate(world);
    ASSERT_GT(record.failures.interruptions.size(), 1u);
    std::int64_t saved_us = 0;
    bool is_restart = false;
    for (const InterruptionRow& row : record.failures.interruptions) {
        const std::int64_t restart_us = is_restart ? 3 * kSecond_us : 0;
        const std::int64_t progress_us =
            std::max<std::int64_t>(0, (row.end_us - row.start_us) / 2 - restart_us);
        EXPECT_EQ(row.saved_us, progress_us / (7 * kSecond_us) * (7 * kSecond_us));
        saved_us += row.saved_us;
        is_restart = true;
    }
    EXPECT_GT(saved_us, 0);
    EXPECT_EQ(record.end_us[0] - record.failures.last_start_us[0],
              2 * (1003 * kSecond_us - saved_us));
}

}  // namespace
}  // namespace headroom::sim
