#include "sim/engine/step_integral.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/random_world.hpp"

namespace headroom::sim {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(StepIntegral, CutsALevelAtTheGrid) {
    StepIntegral integral(10);
    integral.change(5, 3);
    integral.change(12, -1);
    EXPECT_EQ(integral.level(), 2);
    EXPECT_EQ(static_cast<std::int64_t>(integral.total(15)), 3 * 7 + 2 * 3);
    EXPECT_THAT(integral.take_bins(25), ElementsAre(15, 3 * 2 + 2 * 8, 10));
}

TEST(StepIntegral, FillsAllBinsOfALongGap) {
    StepIntegral integral(10);
    integral.set(0, 2);
    integral.set(35, 0);
    integral.set(62, 1);
    EXPECT_THAT(integral.take_bins(70), ElementsAre(20, 20, 20, 10, 0, 0, 8));
}

TEST(StepIntegral, HasNoBinOfLengthZeroAtItsEnd) {
    StepIntegral at_the_grid(10);
    at_the_grid.set(0, 1);
    EXPECT_THAT(at_the_grid.take_bins(20), ElementsAre(10, 10));
    StepIntegral past_it(10);
    past_it.set(0, 1);
    EXPECT_THAT(past_it.take_bins(21), ElementsAre(10, 10, 1));
    EXPECT_THAT(StepIntegral(10).take_bins(0), IsEmpty());
}

TEST(StepIntegral, ALevelThatHoldsForNoTimeCountsNothing) {
    StepIntegral integral(10);
    integral.set(10, 1'000'000);
    integral.set(10, 0);
    EXPECT_EQ(static_cast<std::int64_t>(integral.total(40)), 0);
}

TEST(StepIntegral, TotalsBeyond64BitsAreExact) {
    constexpr std::int64_t kHour_us = 3'600'000'000;
    constexpr std::int64_t kHours = 5000;
    constexpr std::int64_t kGpus = 1'000'000;
    StepIntegral integral(kHour_us);
    integral.set(0, kGpus);
    EXPECT_TRUE(integral.total(kHours * kHour_us) == Int128{kGpus} * kHours * kHour_us);
}

// [µs] -> level, summed one microsecond at a time.
TEST(StepIntegral, IsTheSumOverEachMicrosecond) {
    Dice dice(7);
    for (int round = 0; round < 300; ++round) {
        const std::int64_t step_us = dice.between(1, 40);
        StepIntegral integral(step_us);
        std::vector<std::int64_t> level_at;
        std::int64_t now_us = 0;
        std::int64_t level = 0;
        const std::int64_t changes = dice.between(0, 30);
        for (std::int64_t i = 0; i < changes; ++i) {
            const std::int64_t gap_us = dice.chance(0.3) ? 0 : dice.between(1, 60);
            level_at.insert(level_at.end(), static_cast<std::size_t>(gap_us), level);
            now_us += gap_us;
            level = dice.between(0, 9);
            integral.set(now_us, level);
        }
        std::vector<std::int64_t> bins((level_at.size() + static_cast<std::size_t>(step_us) - 1) /
                                       static_cast<std::size_t>(step_us));
        std::int64_t total = 0;
        for (std::size_t us = 0; us < level_at.size(); ++us) {
            bins[us / static_cast<std::size_t>(step_us)] += level_at[us];
            total += level_at[us];
        }
        ASSERT_EQ(static_cast<std::int64_t>(integral.total(now_us)), total) << round;
        ASSERT_EQ(integral.take_bins(now_us), bins) << round;
    }
}

}  // namespace
}  // namespace headroom::sim
