#include "sim/model/power/device_power.hpp"

#include <cmath>

#include <gtest/gtest.h>

namespace headroom::sim {
namespace {

constexpr PowerCurve kAll[] = {PowerCurve::kConstant,   PowerCurve::kLinear, PowerCurve::kSqrt,
                               PowerCurve::kSquare,     PowerCurve::kCubic,  PowerCurve::kMse,
                               PowerCurve::kAsymptotic, PowerCurve::kTable};

DevicePower device(PowerCurve curve) {
    DevicePower made{.curve = curve, .idle_w = 100, .max_w = 700};
    made.levels_w = {100, 250, 380, 500, 700};
    return made;
}

TEST(DevicePower, EveryCurveGoesFromIdleToMaxAndNeverFalls) {
    for (const PowerCurve curve : kAll) {
        const DevicePower each = device(curve);
        const double idle_w = curve == PowerCurve::kConstant ? 700 : 100;
        EXPECT_NEAR(device_power_w(each, 0), idle_w, 1e-12) << static_cast<int>(curve);
        EXPECT_NEAR(device_power_w(each, 1), 700, 1e-9) << static_cast<int>(curve);
        for (int i = 0; i < 1000; ++i)
            EXPECT_LE(device_power_w(each, i / 1000.0), device_power_w(each, (i + 1) / 1000.0))
                << static_cast<int>(curve) << " " << i;
    }
}

TEST(DevicePower, AUtilisationOutsideZeroToOneIsClamped) {
    for (const PowerCurve curve : kAll) {
        const DevicePower each = device(curve);
        EXPECT_EQ(device_power_w(each, -0.5), device_power_w(each, 0));
        EXPECT_EQ(device_power_w(each, 3), device_power_w(each, 1));
        EXPECT_EQ(device_power_w(each, std::nan("")), device_power_w(each, 0));
    }
}

TEST(DevicePower, FollowsTheClosedForms) {
    for (const double u : {0.1, 0.25, 0.3, 0.5, 0.7, 0.99}) {
        const auto share = [u](PowerCurve curve) {
            return (device_power_w(device(curve), u) - 100) / 600;
        };
        EXPECT_NEAR(share(PowerCurve::kLinear), u, 1e-14);
        EXPECT_NEAR(share(PowerCurve::kSqrt), std::sqrt(u), 1e-14);
        EXPECT_NEAR(share(PowerCurve::kSquare), u * u, 1e-14);
        EXPECT_NEAR(share(PowerCurve::kCubic), u * u * u, 1e-14);
        EXPECT_NEAR(share(PowerCurve::kMse), 2 * u - std::pow(u, 1.4), 1e-14);
        EXPECT_EQ(share(PowerCurve::kConstant), 1);
    }
}

// The published form falls short of the maximum by (Pm - Pi)/2·e^(-1/a); ours differs from it by no
// more than that anywhere.
TEST(DevicePower, TheAsymptoticCurveReachesTheMaximumThatThePublishedOneMisses) {
    for (const double knee : {0.2, 0.3, 0.5}) {
        DevicePower each = device(PowerCurve::kAsymptotic);
        each.knee = knee;
        const double miss_w = 300 * std::exp(-1 / knee);
        EXPECT_NEAR(device_power_w(each, 1), 700, 1e-9);
        for (const double u : {0.0, 0.2, 0.5, 0.8, 1.0}) {
            const double published_w = 100 + 300 * (1 + u - std::exp(-u / knee));
            EXPECT_GE(device_power_w(each, u), published_w - 1e-9);
            EXPECT_LE(device_power_w(each, u), published_w + miss_w + 1e-9);
        }
        each.has_dvfs = true;
        DevicePower plain = each;
        plain.has_dvfs = false;
        EXPECT_NEAR(device_power_w(each, 0.5), device_power_w(plain, 0.125), 1e-12);
    }
}

TEST(DevicePower, ATableIsExactAtItsLevelsAndLinearBetweenThem) {
    const DevicePower each = device(PowerCurve::kTable);
    const double levels_w[] = {100, 250, 380, 500, 700};
    for (int i = 0; i < 5; ++i)
        EXPECT_DOUBLE_EQ(device_power_w(each, i / 4.0), levels_w[i]);
    EXPECT_DOUBLE_EQ(device_power_w(each, 0.375), 315);
    DevicePower eleven{.curve = PowerCurve::kTable};
    for (int i = 0; i <= 10; ++i)
        eleven.levels_w.push_back(100 + i * i);
    for (int i = 0; i <= 10; ++i)  // tenths are not exact in binary
        EXPECT_NEAR(device_power_w(eleven, i * 0.1), 100 + i * i, 1e-11);
}

TEST(DevicePower, ADeviceThatIsOffWhenIdleDrawsNothingOnlyAtZero) {
    for (const PowerCurve curve : kAll) {
        DevicePower each = device(curve);
        each.is_off_when_idle = true;
        EXPECT_EQ(device_power_w(each, 0), 0);
        EXPECT_GE(device_power_w(each, 1e-9), 100 - 1e-9);
    }
}

// ExaDigiT/RAPS: a Frontier node has a CPU of 90 … 280 W, four GPUs of 88 … 560 W, 74.26 W of
// memory, four cards of 20 W and one drive of 30 W.
TEST(NodePower, OfAFrontierNode) {
    const NodeParts node{.cpu = {.idle_w = 90, .max_w = 280},
                         .gpu = {.idle_w = 88, .max_w = 560},
                         .cpus = 1,
                         .gpus = 4,
                         .fixed_w = 74.26 + 4 * 20 + 30};
    EXPECT_NEAR(node_power_w(node, 0, 0), 626.26, 1e-9);
    EXPECT_NEAR(node_power_w(node, 1, 1), 2704.26, 1e-9);
    EXPECT_NEAR(node_power_w(node, 0, 0.5), 626.26 + 4 * 236, 1e-9);
}

}  // namespace
}  // namespace headroom::sim
