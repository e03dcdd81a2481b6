#include "sim/model/power/cap_curve.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "tests/support/cap_tables.hpp"

namespace headroom::sim {
namespace {

using tests::a40_caps;
using tests::v100_caps;

double root_mean_square_error(const CapCurve& table, const CapLaw& law) {
    double sum = 0;
    for (const CapPoint& point : table.points) {
        const double error = law_speed(law, point.cap_share, 0.88) - point.throughput;
        sum += error * error;
    }
    return std::sqrt(sum / static_cast<double>(table.points.size()));
}

TEST(CapLaw, FitsTheTablesAsWellAsItSays) {
    EXPECT_NEAR(root_mean_square_error(v100_caps(), {0.35, 0.24}), 0.011, 0.0005);
    EXPECT_NEAR(root_mean_square_error(a40_caps(), {0.31, 0.40}), 0.05, 0.005);
    const double v100 = root_mean_square_error(v100_caps(), {});
    const double a40 = root_mean_square_error(a40_caps(), {});
    EXPECT_NEAR(std::sqrt((6 * v100 * v100 + 8 * a40 * a40) / 14), 0.050, 0.0015);
}

TEST(CapLaw, IsOneAtTheDemandAndZeroAtTheStaticShare) {
    EXPECT_EQ(law_speed({}, 0.88, 0.88), 1);
    EXPECT_EQ(law_speed({}, 1, 0.88), 1);
    EXPECT_EQ(law_speed({}, 0.32, 0.88), 0);
    EXPECT_EQ(law_speed({}, 0.1, 0.88), 0);
    EXPECT_NEAR(law_speed({}, 0.6, 0.88), std::cbrt(0.5), 1e-14);
    EXPECT_EQ(law_speed({}, 0.5, 0.4), 1);
}

TEST(CapTable, IsExactAtItsPoints) {
    for (const CapCurve& curve : {v100_caps(), a40_caps()}) {
        for (const CapPoint& point : curve.points) {
            const CapEffect effect = cap_effect(curve, point.cap_share);
            EXPECT_NEAR(effect.speed, point.throughput, 1e-14);
            EXPECT_NEAR(effect.energy(), point.energy, 1e-14);
        }
        EXPECT_EQ(cap_effect(curve, 1).speed, 1);
        EXPECT_EQ(cap_effect(curve, 2).power, 1);
        EXPECT_EQ(cap_effect(curve, 0).speed, 0);
        EXPECT_NEAR(cap_effect(curve, 0.2).energy(), curve.points.front().energy, 1e-14);
    }
}

TEST(CapTable, NeitherSpeedNorPowerFallsAsTheCapRises) {
    for (const CapCurve& curve : {v100_caps(), a40_caps(), CapCurve{}}) {
        CapEffect before{0, 0};
        for (int i = 0; i <= 1000; ++i) {
            const CapEffect effect = cap_effect(curve, i / 1000.0);
            EXPECT_GE(effect.speed, before.speed) << i;
            EXPECT_GE(effect.power, before.power) << i;
            before = effect;
        }
    }
}

// The reason to cap at all: not too much and not too little.
TEST(CapTable, EnergyIsLeastAtACapBetweenHalfAndTwoThirdsOfTdp) {
    const auto best_share = [](const CapCurve& curve) {
        double best = 1;
        for (int i = 34; i < 100; ++i) {
            if (cap_effect(curve, i / 100.0).energy() < cap_effect(curve, best).energy())
                best = i / 100.0;
        }
        return best;
    };
    for (const CapCurve& curve : {v100_caps(), a40_caps()}) {
        const double best = best_share(curve);
        EXPECT_GE(best, 0.5);
        EXPECT_LE(best, 0.65);
        EXPECT_LT(cap_effect(curve, best).energy(), 0.8);
    }
    // of c/((c - s)/(d - s))^e at c = s/(1 - e)
    EXPECT_NEAR(best_share({}), 0.48, 0.0051);
}

TEST(CapEffect, OfWorkThatDrawsLessComesAtALowerCap) {
    for (const CapCurve& curve : {v100_caps(), CapCurve{}}) {
        EXPECT_EQ(cap_effect(curve, 150, 100, 250).speed, 1);
        const CapEffect measured = cap_effect(curve, 0.6);
        const CapEffect same = cap_effect(curve, 150, 0.88 * 250, 250);
        EXPECT_NEAR(same.speed, measured.speed, 1e-14);
        EXPECT_NEAR(same.power, measured.power, 1e-14);
        EXPECT_GT(cap_effect(curve, 150, 180, 250).speed, measured.speed);
    }
}

TEST(CapLadder, NeverFallsAndEndsWithoutACap) {
    for (const CapCurve& curve : {v100_caps(), a40_caps(), CapCurve{}}) {
        for (const double tdp_w : {72.0, 300.0, 700.0, 1400.0}) {
            for (int percent = 5; percent <= 110; ++percent) {
                const double phase_w = tdp_w * percent / 100;
                const CapLadder ladder = make_ladder(0.12 * tdp_w, phase_w, tdp_w, curve);
                for (std::size_t i = 1; i < ladder.size(); ++i) {
                    ASSERT_GE(ladder[i].gpu_uw, ladder[i - 1].gpu_uw) << percent << " " << i;
                    ASSERT_GE(ladder[i].speed_q20, ladder[i - 1].speed_q20) << percent << " " << i;
                }
                ASSERT_GE(ladder.front().gpu_uw, 0);
                ASSERT_GE(ladder.front().speed_q20, 1);
                ASSERT_EQ(ladder.back().speed_q20, kReferenceSpeedQ20);
                const double swing_w = std::max(phase_w - 0.12 * tdp_w, 0.0);
                ASSERT_NEAR(static_cast<double>(ladder.back().gpu_uw), swing_w * 1e6, 0.501);
            }
        }
    }
}

TEST(CapLadder, PowerStaysBelowTheCap) {
    for (const CapCurve& curve : {v100_caps(), a40_caps(), CapCurve{}}) {
        for (const double phase_w : {200.0, 264.0, 300.0}) {
            const CapLadder ladder = make_ladder(40, phase_w, 300, curve);
            for (int level = 0; level < kNoCapLevel; ++level) {
                const double cap_uw = 3e6 * (kLowestCapPercent + level);
                const auto& each = ladder[static_cast<std::size_t>(level)];
                EXPECT_LE(static_cast<double>(each.gpu_uw), cap_uw - 40e6 + 1) << level;
            }
        }
    }
}

TEST(CapLadder, ACapBelowIdleLeavesIdle) {
    const CapLadder ladder = make_ladder(150, 250, 300, {});
    EXPECT_EQ(ladder[0].gpu_uw, 0);  // 120 W
    EXPECT_EQ(ladder[0].speed_q20, 1);
    EXPECT_EQ(ladder[10].gpu_uw, 0);  // 150 W
    EXPECT_GT(ladder[11].gpu_uw, 0);
    EXPECT_GT(ladder[11].speed_q20, kReferenceSpeedQ20 / 4);
    const CapLadder idle = make_ladder(150, 150, 300, {});
    EXPECT_EQ(idle[0].gpu_uw, 0);
    EXPECT_EQ(idle.back().gpu_uw, 0);
}

}  // namespace
}  // namespace headroom::sim
