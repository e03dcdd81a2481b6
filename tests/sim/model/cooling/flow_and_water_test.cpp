#include <gtest/gtest.h>

#include "sim/model/cooling/flow.hpp"
#include "sim/model/cooling/water.hpp"

namespace headroom::sim {
namespace {

TEST(Affinity, PowerIsTheCubeOfTheFlowAboveItsLeast) {
    EXPECT_EQ(affinity_power(1, .3), 1);
    EXPECT_EQ(affinity_power(.5, .3), .125);
    EXPECT_EQ(affinity_power(2, .3), 8);
    EXPECT_NEAR(affinity_power(0, .3), .027, 1e-15);
    EXPECT_NEAR(150 * affinity_power(.00005663 / .00009438, 0), 32.403, 5e-4);  // SustainDC's CRAC
}

TEST(Pump, TakesPressureTimesFlowOverEfficiency) {
    EXPECT_NEAR(moving_w(300e3, .0011, .87), 379.310, 5e-4);
}

// SustainDC's 0.00005663 m³/s per W is air that warms by 14.33 K.
TEST(Crah, MovesTheAirThatCarriesTheHeatAndWhatBypassesTheServers) {
    EXPECT_NEAR(crah_air_m3_s(1, 14.329, 0), .00005663, 1e-9);
    EXPECT_NEAR(crah_air_m3_s(1e5, 12, .5), 2 * crah_air_m3_s(1e5, 12, 0), 1e-12);
    EXPECT_NEAR(crah_air_m3_s(1e5, 6, 0), 2 * crah_air_m3_s(1e5, 12, 0), 1e-12);
}

TEST(TowerWater, EvaporatesTheHeatAndMakesUpForTheBlowdown) {
    const double kwh = evaporation_kg(3.6e6);
    EXPECT_NEAR(kwh, 1.4815, 5e-5);
    EXPECT_NEAR(make_up_water(kwh, 0, 5), 1.8519, 5e-5);
    EXPECT_NEAR(make_up_water(kwh, 0, 3), 2.2222, 5e-5);
}

TEST(TowerWater, MineralsBalanceWithDriftAsAPartOfTheBlowdown) {
    for (const double drift : {0.0, 0.1, 0.25}) {
        const double make_up = make_up_water(1, drift, 5);
        EXPECT_NEAR(make_up, (make_up - 1) * 5, 1e-15) << "in: 1 a kg; out: 5 a kg of what is left";
    }
    EXPECT_EQ(make_up_water(1, 0.5, 5), 1.5) << "more drift than that keeps the water thinner";
}

}  // namespace
}  // namespace headroom::sim
