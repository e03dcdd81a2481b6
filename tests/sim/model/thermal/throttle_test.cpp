// The throttle alone, and in a closed loop with the thermal model of a hall.

#include "sim/model/thermal/throttle.hpp"

#include <algorithm>
#include <vector>

#include <gtest/gtest.h>

#include "sim/model/thermal/hall_air.hpp"

namespace headroom::sim {
namespace {

constexpr ThermalThrottle kLaw;

TEST(Throttle, LeavesARackAloneUpToTheThreshold) {
    ThrottleState state = unthrottled(kLaw, 20);
    for (const double gpu_c : {40.0, 70.0, 86.9, 87.0}) {
        EXPECT_EQ(throttle(kLaw, gpu_c, 1, 60, state), 60) << gpu_c;
    }
}

TEST(Throttle, LowersTheCeilingByMovementAndByTimeAboveTheThreshold) {
    ThrottleState state = unthrottled(kLaw, 80);
    EXPECT_EQ(throttle(kLaw, 89, 1, 60, state), 51);   // 60 - 4 · 2 - 0.04 · 2 · 1 = 51.92
    EXPECT_EQ(throttle(kLaw, 89, 10, 60, state), 51);  // - 0.04 · 2 · 10 = 51.12
    EXPECT_EQ(throttle(kLaw, 89, 10, 60, state), 50);  // 50.32
    EXPECT_EQ(throttle(kLaw, 88, 1, 60, state), 50);   // already falling fast enough
}

TEST(Throttle, RestsInTheDeadBandAndComesBackOnlyBelowIt) {
    ThrottleState state{.ceiling = 30, .previous_c = 88};
    for (const double gpu_c : {86.9, 82.0, 84.0, 87.0, 82.1}) {
        EXPECT_EQ(throttle(kLaw, gpu_c, 60, 60, state), 30) << gpu_c;
    }
    EXPECT_EQ(throttle(kLaw, 80, 26, 60, state), 32);  // 0.04 · 2 · 26 = 2.08 up
    for (int call = 0; call < 100; ++call) {
        (void)throttle(kLaw, 60, 10, 60, state);
    }
    EXPECT_EQ(throttle(kLaw, 60, 10, 60, state), 60);
}

TEST(Throttle, DoesNotWindUpWhileTheLoadIsFarBelowTheCeiling) {
    ThrottleState state = unthrottled(kLaw, 86);
    // The load draws at level 25: the ceiling acts on it at once, not after 35 levels.
    EXPECT_LT(throttle(kLaw, 88, 1, 25, state), 25);
    // Nor below 0: after an hour at 94 °C the first cool reading lifts it.
    for (int call = 0; call < 3'600; ++call) {
        EXPECT_GE(throttle(kLaw, 94, 1, 60, state), 0);
    }
    EXPECT_EQ(throttle(kLaw, 81, 26, 60, state), 1);
}

TEST(Throttle, ShutsDownAtTheLimitUntilTheRackIsCool) {
    ThrottleState state = unthrottled(kLaw, 80);
    EXPECT_EQ(throttle(kLaw, 95, 1, 60, state), kShutDownLevel);
    EXPECT_EQ(throttle(kLaw, 86, 1, 60, state), kShutDownLevel);
    EXPECT_EQ(throttle(kLaw, 82, 1, 60, state), kShutDownLevel);
    EXPECT_EQ(throttle(kLaw, 81.9, 1, 60, state), 0);  // starts again at the lowest cap
    EXPECT_EQ(throttle(kLaw, 70, 10, 60, state), 4);   // 0.04 · 12 · 10 = 4.8
}

// What a loop of racks, throttles and a hall did.
struct Course {
    std::vector<int> last_level;  // [rack] at the end
    double highest_c = 0;
    double last_c = 0;     // hottest rack at the end
    int changes_late = 0;  // of levels, in the second half
    int shutdowns = 0;
};

// Racks of 32 GPUs of 700 W from cold, all at full load; caps at (40 + level) % of 700 W.
Course run_loop(const HallThermal& hall, double supply_c, double step_s, int steps) {
    const HallAir air(hall, step_s);
    HallState state = air.all_at(supply_c);
    std::vector<ThrottleState> throttles(hall.racks, unthrottled(kLaw, supply_c));
    Course course{.last_level = std::vector<int>(hall.racks, 60)};
    std::vector<double> gpu_w(hall.racks), air_w(hall.racks);
    for (int step = 0; step < steps; ++step) {
        for (std::size_t rack = 0; rack < hall.racks; ++rack) {
            const int level = course.last_level[rack];
            gpu_w[rack] = level == kShutDownLevel ? 0 : 32 * 700 * (40 + level) / 100.0;
            // Racks are not alike: some have more besides their GPUs.
            air_w[rack] = 2'000 + 300 * static_cast<double>(rack % 4);
        }
        air.step({.gpu_w = gpu_w, .air_w = air_w, .supply_c = supply_c}, state);
        for (std::size_t rack = 0; rack < hall.racks; ++rack) {
            const int level = throttle(kLaw, state.gpu_c[rack], step_s, 60, throttles[rack]);
            course.changes_late += step > steps / 2 && level != course.last_level[rack];
            course.shutdowns += level == kShutDownLevel;
            course.last_level[rack] = level;
            course.highest_c = std::max(course.highest_c, state.gpu_c[rack]);
        }
    }
    course.last_c = *std::max_element(state.gpu_c.begin(), state.gpu_c.end());
    return course;
}

TEST(ThrottleLoop, WithCoolSupplyNothingIsThrottled) {
    const Course course = run_loop({.racks = 12, .racks_per_row = 5}, 18, 5, 4'000);
    EXPECT_EQ(course.last_level, std::vector<int>(12, 60));
    EXPECT_LT(course.highest_c, 87);
}

TEST(ThrottleLoop, WithHotSupplyItSettlesInItsBandWithoutALimitCycle) {
    for (const double supply_c : {32.0, 36.0, 42.0, 48.0, 55.0, 61.0}) {
        for (const double step_s : {1.0, 5.0, 10.0}) {
            const Course course = run_loop({.racks = 12, .racks_per_row = 5}, supply_c, step_s,
                                           static_cast<int>(20'000 / step_s));
            EXPECT_LT(course.highest_c, 95) << supply_c << " °C, each " << step_s << " s";
            EXPECT_EQ(course.shutdowns, 0);
            EXPECT_EQ(course.changes_late, 0) << supply_c << " °C, each " << step_s << " s";
            EXPECT_LE(course.last_c, 87.5) << supply_c << " °C, each " << step_s << " s";
            EXPECT_GE(course.last_c, 82) << supply_c << " °C, each " << step_s << " s";
            for (const int level : course.last_level) {
                EXPECT_GE(level, 0);
                EXPECT_LT(level, 60);
            }
        }
    }
}

TEST(ThrottleLoop, ComesToRestEvenWhenCalledOnceAMinute) {
    for (const double supply_c : {32.0, 36.0, 42.0, 48.0, 55.0, 61.0}) {
        const Course course = run_loop({.racks = 12, .racks_per_row = 5}, supply_c, 60, 4'000);
        EXPECT_EQ(course.changes_late, 0) << supply_c;
        EXPECT_LE(course.last_c, 87.5) << supply_c;
    }
}

TEST(ThrottleLoop, AHallThatCannotCoolItsLowestCapShutsDown) {
    const Course course = run_loop({.racks = 4}, 75, 5, 4'000);
    EXPECT_GT(course.shutdowns, 0);
}

TEST(ThrottleLoop, AWarmerSupplyNeverLetsALevelRise) {
    int before = 60;
    for (const double supply_c : {20.0, 30.0, 34.0, 38.0, 42.0, 46.0}) {
        const int level = run_loop({.racks = 1}, supply_c, 5, 4'000).last_level[0];
        EXPECT_LE(level, before) << supply_c;
        before = level;
    }
    EXPECT_LT(before, 60);
}

}  // namespace
}  // namespace headroom::sim
