#include "src/core/climate/make_climate.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/base/statistics.hpp"

namespace headroom::climate {
namespace {

using testing::HasSubstr;
using testing::SizeIs;

const catalog::Catalog& shipped() {
    static const auto catalog = catalog::shipped_catalog("2026.11").value();
    return *catalog;
}

double mean_of(const std::vector<double>& values) {
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

double percentile(std::vector<double> values, double p) {
    std::sort(values.begin(), values.end());
    return nearest_rank<double>(values, p);
}

double hours_below(const std::vector<double>& values, double threshold) {
    return static_cast<double>(
        std::count_if(values.begin(), values.end(), [&](double v) { return v < threshold; }));
}

class EveryClimate : public testing::TestWithParam<std::size_t> {
protected:
    [[nodiscard]] const catalog::Climate& climate() const { return shipped().climates[GetParam()]; }
};

TEST_P(EveryClimate, HasItsPublishedStatisticsForEverySeed) {
    const catalog::Climate& c = climate();
    for (const std::uint64_t seed : {1U, 2U, 3U, 4U, 5U}) {
        const sim::WeatherSeries weather = make_climate(c, {seed, 0, 0}).value();
        const auto& dry = weather.dry_bulb_c.values;
        const auto& wet = weather.wet_bulb_c.values;
        // Solved for; the wet bulb's percentile moves where the dry bulb holds it down.
        EXPECT_NEAR(mean_of(dry), c.dry_bulb_mean->value, 1e-5);
        EXPECT_NEAR(mean_of(wet), c.wet_bulb_mean->value, 1e-5);
        EXPECT_NEAR(percentile(dry, 0.996), c.dry_bulb_design->value, 1e-9);
        EXPECT_NEAR(percentile(dry, 0.004), c.heating_design->value, 1e-9);
        EXPECT_NEAR(percentile(wet, 0.996), c.wet_bulb_design->value, 0.2);
        EXPECT_EQ(hours_below(dry, 18), c.dry_bulb_below_18->value / 3600);
        EXPECT_NEAR(hours_below(wet, 10), c.wet_bulb_below_10->value / 3600, 0.015 * 8760);
        // Not solved for: only near.
        EXPECT_NEAR(percentile(dry, 1), c.dry_bulb_max->value, 5);
    }
}

TEST_P(EveryClimate, NeverHasAWetBulbAboveTheDryBulb) {
    const sim::WeatherSeries weather = make_climate(climate(), {}).value();
    ASSERT_THAT(weather.dry_bulb_c.values, SizeIs(8760));
    for (std::size_t i = 0; i < 8760; ++i) {
        ASSERT_LE(weather.wet_bulb_c.values[i], weather.dry_bulb_c.values[i]) << i;
    }
}

TEST_P(EveryClimate, IsWarmestInTheAfternoonOfSummer) {
    const std::int64_t east = -6 * sim::HourlySeries::kHourUs;
    const sim::WeatherSeries weather = make_climate(climate(), {1, east, 0}).value();
    EXPECT_EQ(weather.dry_bulb_c.start_us,
              days_since_1970({2023, 1, 1}) * 24 * sim::HourlySeries::kHourUs - east);
    double afternoon = 0, morning = 0, july = 0, january = 0;
    for (std::size_t i = 0; i < 8760; ++i) {
        const double value = weather.dry_bulb_c.values[i];
        afternoon += i % 24 == 15 ? value : 0;
        morning += i % 24 == 4 ? value : 0;
        january += i < 31 * 24 ? value : 0;
        july += i >= 181 * 24 && i < 212 * 24 ? value : 0;
    }
    EXPECT_GT(afternoon / 365, morning / 365 + 2);
    EXPECT_GT(july, january);
}

INSTANTIATE_TEST_SUITE_P(MakeClimate,
                         EveryClimate,
                         testing::Range(std::size_t{0}, shipped().climates.size()),
                         [](const auto& place) {
                             std::string name = shipped().climates[place.param].name;
                             std::replace(name.begin(), name.end(), '-', '_');
                             return name;
                         });

TEST(MakeClimate, OneSeedIsOneYear) {
    const catalog::Climate& climate = shipped().climates.front();
    const auto first = make_climate(climate, {7, 0, 0}).value();
    EXPECT_EQ(first.dry_bulb_c.values, make_climate(climate, {7, 0, 0})->dry_bulb_c.values);
    EXPECT_NE(first.dry_bulb_c.values, make_climate(climate, {8, 0, 0})->dry_bulb_c.values);
    EXPECT_NE(first.wet_bulb_c.values, make_climate(climate, {7, 0, 1})->wet_bulb_c.values);
}

TEST(MakeClimate, SaysWhatIsMissingOrContradicts) {
    catalog::Climate climate = shipped().climates.front();
    climate.wet_bulb_design.reset();
    climate.heating_design.reset();
    auto made = make_climate(climate, {});
    ASSERT_FALSE(made);
    ASSERT_THAT(made.error(), SizeIs(2));
    EXPECT_EQ(made.error()[0].path, "climate.phoenix");
    EXPECT_EQ(made.error()[0].problem, "heating_design is missing");
    EXPECT_EQ(made.error()[1].problem, "wet_bulb_design is missing");

    climate = shipped().climates.front();
    climate.dry_bulb_mean->value = 50;
    made = make_climate(climate, {});
    ASSERT_FALSE(made);
    EXPECT_THAT(made.error()[0].problem, HasSubstr("mean is not between"));

    climate = shipped().climates.front();
    climate.dry_bulb_mean->value = 42;  // with 2,506 h below 18 °C
    made = make_climate(climate, {});
    ASSERT_FALSE(made);
    EXPECT_THAT(made.error()[0].problem, HasSubstr("does not go with its design"));
}

}  // namespace
}  // namespace headroom::climate
