#include "src/core/workload/rate_clock.hpp"

#include <cmath>

#include <gtest/gtest.h>

namespace headroom::workload {
namespace {

constexpr double kHour = static_cast<double>(kHour_us);

GrowthCurve flat() {
    return GrowthCurve(scenario::Growth{});
}

GrowthCurve monthly(std::vector<double> factors) {
    scenario::Growth growth;
    growth.monthly = std::move(factors);
    return GrowthCurve(growth);
}

// Office hours: 9 to 17, five times as busy as the rest of the day.
Rhythm office() {
    Rhythm rhythm;
    rhythm.daily.assign(24, 1.0);
    std::fill(rhythm.daily.begin() + 9, rhythm.daily.begin() + 17, 5.0);
    return rhythm;
}

TEST(RateClock, WithoutARhythmItIsTheTime) {
    const RateClock clock({}, flat(), Calendar({}));
    EXPECT_EQ(clock.time_at(0), 0);
    EXPECT_EQ(clock.time_at(123'456'789'012'345), 123'456'789'012'345);
}

// Sum of the weights 16·1 + 8·5 = 56: an office hour counts 5·24/56 hours, another 24/56.
TEST(RateClock, RunsAsFastAsTheHoursWeigh) {
    const RateClock clock(office(), flat(), Calendar({}));
    EXPECT_NEAR(clock.shown_at(9 * kHour) / kHour, 9 * 24 / 56.0, 1e-12);
    EXPECT_NEAR(clock.shown_at(13 * kHour) / kHour, (9 + 4 * 5) * 24 / 56.0, 1e-12);
    EXPECT_NEAR(clock.shown_at(24 * kHour) / kHour, 24, 1e-12);
    EXPECT_NEAR(static_cast<double>(clock.time_at(24 * kHour_us)) / kHour, 24, 1e-9);
}

TEST(RateClock, WeekdaysFollowTheCalendar) {
    Rhythm rhythm;
    rhythm.weekly = {0, 0, 0, 0, 0, 7, 0};  // Saturdays only
    const RateClock without(rhythm, flat(), Calendar({}));
    EXPECT_EQ(without.time_at(1), 5 * 24 * kHour_us);
    const auto friday = parse_instant("2027-01-01").value();
    const RateClock clock(rhythm, flat(), Calendar(friday));
    EXPECT_EQ(clock.time_at(1), 24 * kHour_us);
    // The clock shows a week at the end of the first Saturday; the rest comes on the next.
    EXPECT_EQ(clock.time_at(kWeek_us + 7'000'000), 8 * 24 * kHour_us + 1'000'000);
    const auto before_1970 = parse_instant("1965-06-18T06:00:00Z").value();  // a Friday
    EXPECT_EQ(RateClock(rhythm, flat(), Calendar(before_1970)).time_at(1), 18 * kHour_us);
}

TEST(RateClock, MonthsAreThoseOfTheCalendar) {
    const Calendar calendar(parse_instant("2027-01-01").value());
    const RateClock clock({}, monthly({1, 3, 2}), calendar);
    const double january = 31 * 24 * kHour;
    const double february = 28 * 24 * kHour;
    EXPECT_DOUBLE_EQ(clock.shown_at(january), january);
    EXPECT_DOUBLE_EQ(clock.shown_at(january + february), january + 3 * february);
    // The last factor holds on.
    EXPECT_NEAR(clock.shown_at(january + february + 1000 * kHour),
                january + 3 * february + 2000 * kHour, 1);
}

TEST(RateClock, TimeAndClockAreInverse) {
    const Calendar calendar(parse_instant("2027-03-17T13:20:00Z").value());
    Rhythm rhythm = office();
    rhythm.weekly = {5, 5, 4, 5, 3, 0, 1};
    for (const GrowthCurve& growth : {flat(), monthly({1, 0, 2.5, 0.1})}) {
        const RateClock clock(rhythm, growth, calendar);
        std::int64_t last_us = 0;
        for (std::int64_t shown_us = 1; shown_us < 4000 * kHour_us; shown_us += 777'777'777) {
            const std::int64_t time_us = clock.time_at(shown_us);
            ASSERT_GE(time_us, last_us);
            // A microsecond is up to 12 of the clock's.
            ASSERT_NEAR(clock.shown_at(static_cast<double>(time_us)), static_cast<double>(shown_us),
                        12);
            last_us = time_us;
        }
    }
}

TEST(RateClock, StopsWhereNothingComesAnyMore) {
    const RateClock clock({}, monthly({1, 0}), Calendar({}));
    EXPECT_LT(clock.time_at(700 * kHour_us), 731 * kHour_us);
    EXPECT_EQ(clock.time_at(740 * kHour_us), kNever_us);
}

TEST(GrowthCurve, AYearOfGrowthIsTwelveEqualSteps) {
    scenario::Growth growth;
    growth.yearly.value = 0.4;
    const GrowthCurve curve(growth);
    EXPECT_EQ(curve.factor(0), 1);
    EXPECT_NEAR(curve.factor(1), std::pow(1.4, 1 / 12.0), 1e-14);
    EXPECT_NEAR(curve.factor(12), 1.4, 1e-14);
    EXPECT_NEAR(curve.factor(36), 1.4 * 1.4 * 1.4, 1e-13);
    EXPECT_FALSE(curve.is_flat());
    EXPECT_TRUE(flat().is_flat());
    EXPECT_EQ(monthly({1, 2}).factor(500), 2);
}

// Over an even grid of uniforms the mean is the factor's to one part in the grid.
TEST(GrowSize, IsExactOnAverage) {
    constexpr int kSteps = 10'000;
    for (const double factor : {1.0, 1.1, 1.5, 1.999, 2.0, 3.3, 8.0, 0.9, 0.5, 0.3}) {
        double sum = 0;
        for (int i = 0; i < kSteps; ++i) {
            sum += grow_size(64, factor, (i + 0.5) / kSteps);
        }
        EXPECT_NEAR(sum / kSteps, 64 * factor, 64e-3) << factor;
    }
}

TEST(GrowSize, NeverGivesLessForAGreaterFactor) {
    for (const double uniform : {0.001, 0.3, 0.77, 0.999}) {
        std::uint32_t last = 1;
        for (double factor = 0.1; factor < 9; factor *= 1.01) {
            const std::uint32_t size = grow_size(8, factor, uniform);
            EXPECT_GE(size, last) << factor << " " << uniform;
            last = size;
        }
    }
    EXPECT_EQ(grow_size(1, 0, 0.5), 1u);
    EXPECT_EQ(grow_size(1, 1e12, 0.5), 1'000'000'000u);
}

}  // namespace
}  // namespace headroom::workload
