#include "sim/model/power/phase_power.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "sim/model/power/token_energy.hpp"

namespace headroom::sim {
namespace {

TEST(PhasePower, DefaultsAreSharesOfTdpAboveIdle) {
    const GpuPower power = default_gpu_power(700);
    EXPECT_DOUBLE_EQ(power.idle_w(), 84);
    EXPECT_DOUBLE_EQ(power.at_w(WorkPhase::kTraining), 616);
    for (const double phase_w : power.phase_w) {
        EXPECT_GE(phase_w, power.idle_w());
        EXPECT_LE(phase_w, 700);
    }
}

TEST(DecodePower, IsLinearInTheLogarithmOfTheBatch) {
    const BatchPower points[] = {{8, 441}, {32, 449}, {128, 546}};
    EXPECT_EQ(decode_power_w(points, 1), 441);
    EXPECT_DOUBLE_EQ(decode_power_w(points, 8), 441);
    EXPECT_NEAR(decode_power_w(points, 16), 445, 1e-9);
    EXPECT_DOUBLE_EQ(decode_power_w(points, 32), 449);
    EXPECT_NEAR(decode_power_w(points, 64), 497.5, 1e-9);
    EXPECT_EQ(decode_power_w(points, 1000), 546);
    EXPECT_EQ(decode_power_w({}, 8), 0);
}

TEST(TokenEnergy, FollowsFromPowerAndRate) {
    EXPECT_DOUBLE_EQ(joules_per_token(2548, 6827.2), 2548 / 6827.2);
    EXPECT_NEAR(kwh_per_million_tokens(0.373), 0.10361, 5e-6);
    EXPECT_NEAR(kwh_per_million_tokens(0.373, 1.2), 1.2 * 0.373 / 3.6, 1e-12);
}

}  // namespace
}  // namespace headroom::sim
