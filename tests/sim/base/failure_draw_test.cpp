#include "sim/base/failure_draw.hpp"

#include <cmath>
#include <limits>

#include <gtest/gtest.h>

#include "sim/base/philox.hpp"

namespace headroom {
namespace {

TEST(FailureDraw, InvertsTheExponentialDistribution) {
    // P(T > t) = e^(-t/m): u = e^-1 gives the mean, u = 1/2 the half-life m ln 2.
    EXPECT_NEAR(static_cast<double>(failure_after_us(std::exp(-1.0), 1'000'000)), 1e6, 2);
    EXPECT_EQ(failure_after_us(0.5, 1'000'000), 693'148);  // 1 + floor(693147.18)
}

TEST(FailureDraw, IsAtLeastOneMicrosecondAndNeverBeyondTheRange) {
    EXPECT_EQ(failure_after_us(1 - 0x1p-53, 1), 1);
    constexpr std::int64_t kLongMtbf = std::int64_t{1} << 58;
    EXPECT_EQ(failure_after_us(0x1p-53, kLongMtbf), 1 + (std::int64_t{1} << 60));
}

TEST(FailureDraw, HasItsMeanOverManyDraws) {
    constexpr std::int64_t kMtbf_us = 5'000'000;
    constexpr std::uint32_t kDraws = 20'000;
    double sum = 0;
    for (std::uint32_t index = 0; index < kDraws; ++index) {
        const DrawPlace place{.seed = 7, .stream = Stream::kNodeFailure, .index = index};
        sum += static_cast<double>(failure_after_us(draw_uniform(place), kMtbf_us));
    }
    // The standard error of the mean is m/√n = 0.7 %; four of them.
    EXPECT_NEAR(sum / kDraws / static_cast<double>(kMtbf_us), 1.0, 0.028);
}

TEST(RepairTime, IsInMicrosecondsWithinItsLimits) {
    EXPECT_EQ(repair_us(2.5), 2'500'000);
    EXPECT_EQ(repair_us(0), 1);
    EXPECT_EQ(repair_us(-3), 1);
    EXPECT_EQ(repair_us(std::numeric_limits<double>::quiet_NaN()), 1);
    EXPECT_EQ(repair_us(1e300), kLongestRepair_us);
    EXPECT_EQ(repair_us(std::numeric_limits<double>::infinity()), kLongestRepair_us);
}

}  // namespace
}  // namespace headroom
