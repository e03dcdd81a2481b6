#include "sim/model/power/cap_choice.hpp"

#include <gtest/gtest.h>

#include "sim/model/power/cap_curve.hpp"
#include "tests/support/cap_tables.hpp"

namespace headroom::sim {
namespace {

const std::vector<CapOption> kOptions{
    {250, 100, 22000}, {100, 180, 17000}, {150, 118, 16900}, {200, 105, 19300}};

std::size_t choose(CapChoice choice) {
    return choose_cap(kOptions, choice);
}

TEST(CapChoice, FindsLeastEnergyAndLeastTime) {
    EXPECT_EQ(choose({.goal = CapGoal::kEnergy}), 2U);
    EXPECT_EQ(choose({.goal = CapGoal::kTime}), 0U);
}

TEST(CapChoice, CostGoesFromTimeToEnergyWithItsWeight) {
    EXPECT_EQ(choose({.goal = CapGoal::kCost, .energy_weight = 0}), 0U);
    EXPECT_EQ(choose({.goal = CapGoal::kCost, .energy_weight = 1}), 2U);
    // 0.7·E + 0.3·250·t: 22,900; 25,400; 20,680; 21,385
    EXPECT_EQ(choose({.goal = CapGoal::kCost, .energy_weight = 0.7}), 2U);
    // 0.3·E + 0.7·250·t: 24,100; 36,600; 25,720; 24,165
    EXPECT_EQ(choose({.goal = CapGoal::kCost, .energy_weight = 0.3}), 0U);
}

TEST(CapChoice, SlowdownIsAgainstTheHighestCap) {
    EXPECT_EQ(choose({.goal = CapGoal::kSlowdown, .slowdown = 1}), 0U);
    EXPECT_EQ(choose({.goal = CapGoal::kSlowdown, .slowdown = 1.05}), 3U);
    EXPECT_EQ(choose({.goal = CapGoal::kSlowdown, .slowdown = 1.2}), 2U);
    EXPECT_EQ(choose({.goal = CapGoal::kSlowdown, .slowdown = 2}), 1U);
}

TEST(CapChoice, OfEqualsTheLowerCapWins) {
    const std::vector<CapOption> equal{{300, 10, 5}, {200, 10, 5}, {250, 10, 5}};
    for (const CapGoal goal : {CapGoal::kEnergy, CapGoal::kTime, CapGoal::kSlowdown})
        EXPECT_EQ(choose_cap(equal, {.goal = goal}), 1U);
}

// On the V100 of Zeus the cap of least energy takes 24 % less for 38 % more time.
TEST(CapChoice, OverALadderOfAV100) {
    const CapLadder ladder = make_ladder(30, 220, 250, tests::v100_caps());
    const std::vector<CapOption> options = cap_options(ladder, 30, 250, 1000);
    ASSERT_EQ(options.size(), 61U);
    EXPECT_DOUBLE_EQ(options.front().cap_w, 100);
    EXPECT_DOUBLE_EQ(options.back().cap_w, 250);
    EXPECT_DOUBLE_EQ(options.back().energy_j, 220e3);
    const CapOption& best = options[choose_cap(options, {.goal = CapGoal::kEnergy})];
    EXPECT_NEAR(best.cap_w, 125, 5);
    EXPECT_NEAR(best.energy_j / options.back().energy_j, 0.762, 0.003);
    EXPECT_NEAR(best.time_s, 1000 / 0.723, 30);
    const CapOption& fast = options[choose_cap(options, {.goal = CapGoal::kSlowdown})];
    EXPECT_LE(fast.time_s, 1100);
    EXPECT_NEAR(fast.cap_w, 0.7 * 250, 2.5);
}

}  // namespace
}  // namespace headroom::sim
