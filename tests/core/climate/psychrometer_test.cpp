#include "sim/model/climate/psychrometer.hpp"

#include <cmath>

#include <gtest/gtest.h>

namespace headroom::sim {
namespace {

// Stull, J. Appl. Meteor. Climatol. 50 (2011), eq. 1; -1 to +0.65 K off, he says.
double stull_c(double t, double rh) {
    return t * std::atan(0.151977 * std::sqrt(rh + 8.313659)) + std::atan(t + rh) -
           std::atan(rh - 1.676331) + 0.00391838 * std::pow(rh, 1.5) * std::atan(0.023101 * rh) -
           4.686035;
}

TEST(Psychrometer, SaturationPressureIsThatOfTheSteamTables) {
    // ASHRAE Handbook Fundamentals 2021, ch. 1, table 3, Pa.
    EXPECT_NEAR(saturation_pressure_pa(-20), 103.3, 0.1);
    EXPECT_NEAR(saturation_pressure_pa(0), 611.2, 0.2);
    EXPECT_NEAR(saturation_pressure_pa(20), 2338.8, 1);
    EXPECT_NEAR(saturation_pressure_pa(100), 101'418, 100);
    EXPECT_NEAR(saturation_pressure_pa(-1e-9), saturation_pressure_pa(1e-9), 0.2);
}

TEST(Psychrometer, AgreesWithStullWithinHisError) {
    for (double dry = -10; dry <= 45; dry += 2.5) {
        // Below about 0 °C his fit is of supercooled water, ours of ice.
        for (double humidity = dry < 0 ? 60 : 10; humidity <= 99; humidity += 5) {
            const double ours = psychrometric_wet_bulb_c(dry, humidity);
            EXPECT_NEAR(ours, stull_c(dry, humidity), 1.2) << dry << " °C, " << humidity << " %";
        }
    }
    EXPECT_NEAR(psychrometric_wet_bulb_c(20, 50), 13.699342, 0.15);
    EXPECT_NEAR(psychrometric_wet_bulb_c(30, 60), 23.995519, 0.25);
}

TEST(Psychrometer, SolvesTheBalanceItIsDefinedBy) {
    // Eq. 33 and 35 the other way: the humidity that belongs to a wet bulb.
    for (const double wet : {-15.0, -1.0, 3.0, 21.0}) {
        const double drop = wet < 0 ? 0.8 : 6.0, dry = wet + drop, pressure = 84'000;
        const double saturated = saturation_pressure_pa(wet);
        const double ws = 0.621945 * saturated / (pressure - saturated);
        const double w =
            wet >= 0
                ? ((2501 - 2.326 * wet) * ws - 1.006 * drop) / (2501 + 1.86 * dry - 4.186 * wet)
                : ((2830 - 0.24 * wet) * ws - 1.006 * drop) / (2830 + 1.86 * dry - 2.1 * wet);
        const double vapour = pressure * w / (0.621945 + w);
        const double humidity = 100 * vapour / saturation_pressure_pa(dry);
        ASSERT_GT(humidity, 0) << wet;
        EXPECT_NEAR(psychrometric_wet_bulb_c(dry, humidity, pressure), wet, 1e-7);
    }
}

TEST(Psychrometer, SaturatedAirHasOneTemperature) {
    for (const double dry : {-30.0, -1.0, 0.0, 12.0, 40.0}) {
        EXPECT_NEAR(psychrometric_wet_bulb_c(dry, 100), dry, 1e-6);
        EXPECT_LE(psychrometric_wet_bulb_c(dry, 130), dry);
        EXPECT_NEAR(relative_humidity_pct(dry, dry), 100, 1e-9);
        EXPECT_LT(psychrometric_wet_bulb_c(dry, 0), dry);
    }
}

TEST(Psychrometer, MoreHumidityNeverCoolsMore) {
    for (double dry = -20; dry <= 50; dry += 7) {
        double before = psychrometric_wet_bulb_c(dry, 0);
        for (double humidity = 5; humidity <= 100; humidity += 5) {
            const double wet = psychrometric_wet_bulb_c(dry, humidity);
            EXPECT_GE(wet, before);
            before = wet;
        }
    }
}

TEST(Psychrometer, PressureFallsWithHeight) {
    EXPECT_DOUBLE_EQ(standard_pressure_pa(0), 101'325);
    EXPECT_NEAR(standard_pressure_pa(1500), 84'556, 10);  // ASHRAE 2021, ch. 1, table 1
}

}  // namespace
}  // namespace headroom::sim
