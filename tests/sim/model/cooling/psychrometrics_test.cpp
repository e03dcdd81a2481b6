#include "sim/model/cooling/psychrometrics.hpp"

#include <cmath>

#include <gtest/gtest.h>

namespace headroom::sim {
namespace {

// Vapour pressure at saturation over water, hPa (WMO Guide to Instruments, 2008).
double saturation_hpa(double temperature_c) {
    return 6.112 * std::exp(17.62 * temperature_c / (243.12 + temperature_c));
}

// The wet bulb by the psychrometer equation at 1013.25 hPa, solved by bisection: another way.
double wet_bulb_by_psychrometer(double dry_bulb_c, double humidity_pct) {
    const double vapour_hpa = humidity_pct / 100 * saturation_hpa(dry_bulb_c);
    double low = dry_bulb_c - 40;
    double high = dry_bulb_c;
    for (int step = 0; step < 60; ++step) {
        const double middle = (low + high) / 2;
        const double left = saturation_hpa(middle) - 6.62e-4 * 1013.25 * (dry_bulb_c - middle);
        (left < vapour_hpa ? low : high) = middle;
    }
    return low;
}

TEST(WetBulb, EqualsTheValuesOfStullsEquation) {
    EXPECT_NEAR(wet_bulb_c(20, 50), 13.699342, 5e-7);
    EXPECT_NEAR(wet_bulb_c(30, 60), 23.995519, 5e-7);
}

// The paper states errors of -1 to +0.65 K; the psychrometer equation has some tenths of its own.
TEST(WetBulb, IsThatOfThePsychrometerEquationWithinAKelvin) {
    for (int dry_bulb_c = 0; dry_bulb_c <= 45; dry_bulb_c += 5) {
        for (int humidity_pct = 20; humidity_pct <= 99; humidity_pct += 5) {
            EXPECT_NEAR(wet_bulb_c(dry_bulb_c, humidity_pct),
                        wet_bulb_by_psychrometer(dry_bulb_c, humidity_pct), 1.0)
                << dry_bulb_c << " °C, " << humidity_pct << " %";
        }
    }
}

TEST(WetBulb, RisesWithTheDryBulbAndNeverExceedsIt) {
    for (int humidity_pct = 5; humidity_pct <= 99; ++humidity_pct) {
        for (int dry_bulb_c = -20; dry_bulb_c < 50; ++dry_bulb_c) {
            EXPECT_LE(wet_bulb_c(dry_bulb_c, humidity_pct), dry_bulb_c);
            EXPECT_LT(wet_bulb_c(dry_bulb_c, humidity_pct),
                      wet_bulb_c(dry_bulb_c + 1, humidity_pct))
                << dry_bulb_c << " °C, " << humidity_pct << " %";
        }
    }
}

}  // namespace
}  // namespace headroom::sim
