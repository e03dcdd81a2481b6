#include "sim/model/cooling/heat_exchanger.hpp"

#include <cmath>

#include <gtest/gtest.h>

namespace headroom::sim {
namespace {

struct ColdEnds {
    double inlet;  // of the cold stream
    double hot_outlet;
};

// Marches from the end where the hot stream enters at 1 and the cold one leaves at `cold_outlet`:
// d(hot)/dx = d(cold)/dx·Cr = -NTU·(hot - cold), the hot stream being the smaller, by RK4.
ColdEnds march(double ntu, double capacity_ratio, double cold_outlet) {
    constexpr int kSteps = 2000;
    const double h = 1.0 / kSteps;
    double hot = 1;
    double cold = cold_outlet;
    for (int step = 0; step < kSteps; ++step) {
        const auto slope = [&](double a, double b) {
            return -ntu * (a - b);
        };
        const double k1 = slope(hot, cold);
        const double k2 = slope(hot + h / 2 * k1, cold + h / 2 * capacity_ratio * k1);
        const double k3 = slope(hot + h / 2 * k2, cold + h / 2 * capacity_ratio * k2);
        const double k4 = slope(hot + h * k3, cold + h * capacity_ratio * k3);
        const double change = h / 6 * (k1 + 2 * k2 + 2 * k3 + k4);
        hot += change;
        cold += capacity_ratio * change;
    }
    return {cold, hot};
}

// The profile is linear in cold_outlet: two marches give the one whose cold stream enters at 0.
double effectiveness_by_integration(double ntu, double capacity_ratio) {
    const ColdEnds at_0 = march(ntu, capacity_ratio, 0);
    const ColdEnds at_1 = march(ntu, capacity_ratio, 1);
    const double weight = at_0.inlet / (at_0.inlet - at_1.inlet);
    return 1 - (at_0.hot_outlet + weight * (at_1.hot_outlet - at_0.hot_outlet));
}

TEST(Counterflow, EqualsTheIntegratedTemperatureProfile) {
    for (const double ntu : {0.1, 0.5, 1.0, 2.0, 4.0}) {
        for (const double ratio : {0.0, 0.3, 0.5, 0.9, 1.0}) {
            EXPECT_NEAR(counterflow_effectiveness(ntu, ratio),
                        effectiveness_by_integration(ntu, ratio), 1e-9)
                << "NTU " << ntu << ", Cr " << ratio;
        }
    }
    EXPECT_NEAR(counterflow_effectiveness(1, .5), 0.5647334, 5e-8);
}

// To second order in the gap 1 - Cr it is NTU/(1 + NTU) + gap/2·(NTU/(1 + NTU))².
TEST(Counterflow, TendsToTheBalancedFormulaWithoutAJump) {
    for (const double gap : {1e-3, 1e-4, 1e-6, 1e-9, 1e-11, 1e-12, 1e-13, 1e-15, 0.0}) {
        EXPECT_NEAR(counterflow_effectiveness(2, 1 - gap), 2.0 / 3 + gap * 2 / 9, gap * gap + 1e-15)
            << gap;
    }
}

TEST(Counterflow, StaysInItsRangeAtTheEnds) {
    EXPECT_EQ(counterflow_effectiveness(0, .5), 0);
    EXPECT_EQ(counterflow_effectiveness(0, 1), 0);
    EXPECT_EQ(counterflow_effectiveness(2000, .5), 1);
    EXPECT_NEAR(counterflow_effectiveness(1.5, 0), 1 - std::exp(-1.5), 1e-15);
}

TEST(Coolant, WarmsByTheHeatOverTheFlow) {
    EXPECT_NEAR(coolant_rise_k(1000, water_capacity_w_per_k(1)), 14.333, 5e-4);
    EXPECT_NEAR(coolant_rise_k(1000, water_capacity_w_per_k(1.5)), 9.556, 5e-4);
}

TEST(ColdPlate, HasAtLeastTheResistanceOfItsFlow) {
    const double capacity = water_capacity_w_per_k(1);
    EXPECT_NEAR(cold_plate_resistance_k_per_w(50, capacity), 1 / capacity, 1e-12);
    // With few transfer units it is 1 / UA, half the warming and NTU / 12 of it.
    EXPECT_NEAR(cold_plate_resistance_k_per_w(1e-3, capacity),
                1 / (1e-3 * capacity) + .5 / capacity, 1e-4 / capacity);
}

// Cold in at F, hot in at S + Q/Cs: what the exchanger moves by its definition is Q again.
TEST(Cdu, MovesExactlyTheHeatWhicheverSideIsTheSmaller) {
    for (const double facility : {500.0, 1000.0, 2000.0}) {
        for (const double ntu : {0.5, 3.0, 8.0}) {
            constexpr double kCoolant = 1000;
            constexpr double kHeat = 5000;
            const double supply = kHeat * cdu_supply_rise_k_per_w(ntu, facility, kCoolant);
            const double back = supply + kHeat / kCoolant;
            const double least = std::min(facility, kCoolant);
            const double ratio = least / std::max(facility, kCoolant);
            EXPECT_NEAR(effectiveness_by_integration(ntu, ratio) * least * back, kHeat, 1e-4);
        }
    }
}

}  // namespace
}  // namespace headroom::sim
