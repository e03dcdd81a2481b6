#include "sim/model/carbon/emissions.hpp"

#include <vector>

#include <gtest/gtest.h>

namespace headroom::sim {
namespace {

constexpr std::int64_t kHour = HourlySeries::kHourUs;

TEST(Emissions, OneMegawattOfItForAYearEmitsWhatArithmeticSays) {
    const std::vector<double> energy_kwh(8760, 1000 * 1.2);
    // 1 MW · PUE 1.2 · 8,760 h · 256.2 g/kWh
    EXPECT_NEAR(operational_kg({0, kHour, energy_kwh}, constant_series(256.2)), 2'693'174.4, 1e-3);
}

TEST(Emissions, EnergyMeetsTheIntensityOfItsOwnHours) {
    const HourlySeries grid{0, {100, 300}};
    EXPECT_DOUBLE_EQ(operational_kg({0, kHour, std::vector<double>{2.0, 1.0}}, grid), 0.5);
    // A bin that lies in both hours takes the mean over its time.
    EXPECT_DOUBLE_EQ(operational_kg({kHour * 3 / 4, kHour, std::vector<double>{1.0}}, grid),
                     (0.25 * 100 + 0.75 * 300) / 1000);
}

TEST(Emissions, FinerBinsOfTheSamePowerEmitTheSame) {
    const HourlySeries grid{0, {120, 310, 95, 400}};
    const std::vector<double> coarse{7.0};
    const std::vector<double> fine(16, 7.0 / 16);
    EXPECT_NEAR(operational_kg({0, 4 * kHour, coarse}, grid),
                operational_kg({0, kHour / 4, fine}, grid), 1e-12);
}

TEST(Emissions, AContractReplacesItsShareOfTheGrid) {
    const std::vector<double> energy_kwh{10, 20};
    const EnergyBins bins{0, kHour, energy_kwh};
    const HourlySeries grid{0, {400, 100}};
    EXPECT_DOUBLE_EQ(market_based_kg(bins, grid, {0, 0}), operational_kg(bins, grid));
    EXPECT_DOUBLE_EQ(market_based_kg(bins, grid, {1, 11}), 30 * 11 / 1000.0);
    EXPECT_DOUBLE_EQ(market_based_kg(bins, grid, {0.25, 20}),
                     0.75 * operational_kg(bins, grid) + 0.25 * 30 * 20 / 1000);
}

TEST(Emissions, EmbodiedIsSpreadOverTheLifeAndEndsWithIt) {
    EXPECT_NEAR(embodied_kg(164, 43'800, 1) * 1000, 3.744, 5e-4);  // g a GPU-hour, 5 years
    EXPECT_DOUBLE_EQ(embodied_kg(1312.0 / 8, 43'800, 43'800), 164);
    EXPECT_DOUBLE_EQ(embodied_kg(164, 43'800, 60'000), 164);
    EXPECT_DOUBLE_EQ(embodied_kg(164, 43'800, 0), 0);
}

TEST(Emissions, RatiosAreOfTotals) {
    EXPECT_DOUBLE_EQ(software_carbon_intensity(80, 20, 50), 2);
    // PUE 1.25 at 400 g/kWh
    EXPECT_DOUBLE_EQ(carbon_usage_effectiveness(0.4 * 1250, 1000), 0.5);
}

}  // namespace
}  // namespace headroom::sim
