// Batteries, on-site generation, demand peaks and power swings: balances and arithmetic in
// comments.

#include "sim/model/power/energy_store.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

#include <gtest/gtest.h>

#include "sim/base/contract.hpp"
#include "sim/model/power/demand_peak.hpp"
#include "sim/model/power/power_swing.hpp"

namespace headroom::sim {
namespace {

constexpr double kQuarter = 900;  // s

Battery one_mwh() {
    return {.capacity_j = 3.6e9,
            .charge_limit_w = 400e3,
            .discharge_limit_w = 500e3,
            .charge_efficiency = 0.9,
            .discharge_efficiency = 0.8,
            .least_charge = 0.1,
            .initial_charge = 0.5};
}

TEST(EnergyStore, GivesWhatIsAboveTheLimitAndChargesBelowTheThreshold) {
    const std::vector<double> load_w{1.3e6, 0.7e6, 0.95e6};
    const StoreCourse course = dispatch_store(
        one_mwh(), {.import_limit_w = 1e6, .charge_below_w = 0.9e6}, load_w, {}, kQuarter);
    // 300 kW given, 375 kW taken: 1.8 GJ - 375e3 · 900 = 1.4625 GJ.
    EXPECT_DOUBLE_EQ(course.steps[0].discharge_w, 300e3);
    EXPECT_DOUBLE_EQ(course.steps[0].import_w, 1e6);
    EXPECT_DOUBLE_EQ(course.steps[0].stored_j, 1.4625e9);
    // Up to 900 kW of import: 200 kW in, 180 kW kept.
    EXPECT_DOUBLE_EQ(course.steps[1].charge_w, 200e3);
    EXPECT_DOUBLE_EQ(course.steps[1].stored_j, 1.4625e9 + 180e3 * 900);
    // Between the threshold and the limit it rests.
    EXPECT_EQ(course.steps[2].charge_w, 0);
    EXPECT_EQ(course.steps[2].discharge_w, 0);
    EXPECT_DOUBLE_EQ(course.cycles, 375e3 * 900 / (0.9 * 3.6e9));
    EXPECT_EQ(course.unmet_j, 0);
}

TEST(EnergyStore, IsHeldByItsPowerAndByItsCharge) {
    const PeakShaving use{.import_limit_w = 1e6, .charge_below_w = 1e6};
    const std::vector<double> load_w(8, 1.8e6);
    const StoreCourse course = dispatch_store(one_mwh(), use, load_w, {}, kQuarter);
    EXPECT_DOUBLE_EQ(course.steps[0].discharge_w, 500e3);
    EXPECT_DOUBLE_EQ(course.steps[0].unmet_w, 300e3);
    // (0.5 - 0.1) · 3.6 GJ · 0.8 = 1.152 GJ to give: 450 MJ, 450 MJ, 252 MJ, then nothing.
    EXPECT_NEAR(course.steps[2].discharge_w, 252e6 / 900, 1e-6);
    EXPECT_NEAR(course.steps[3].discharge_w, 0, 1e-6);
    EXPECT_NEAR(course.steps[7].stored_j, 0.1 * 3.6e9, 1e-3);
    EXPECT_NEAR(course.unmet_j, 8 * 0.8e6 * 900 - 1.152e9, 1e-3);
    EXPECT_DOUBLE_EQ(course.highest_import_w, 1.8e6);
}

TEST(EnergyStore, FillsUpAndStaysFull) {
    const PeakShaving use{.import_limit_w = 1e6, .charge_below_w = 1e6};
    const std::vector<double> load_w(20, 0.1e6);
    const StoreCourse course = dispatch_store(one_mwh(), use, load_w, {}, kQuarter);
    EXPECT_DOUBLE_EQ(course.steps[0].charge_w, 400e3);  // its own limit, not the grid's
    EXPECT_NEAR(course.steps.back().stored_j, 3.6e9, 1e-3);
    EXPECT_NEAR(course.steps.back().import_w, 0.1e6, 1e-6);
}

TEST(EnergyStore, GenerationServesTheLoadThenChargesThenIsExported) {
    const PeakShaving no_charge_from_grid{.import_limit_w = 1e6, .charge_below_w = 0};
    const std::vector<double> load_w(2, 200e3);
    const std::vector<double> sun_w{150e3, 900e3};
    const StoreCourse course =
        dispatch_store(one_mwh(), no_charge_from_grid, load_w, sun_w, kQuarter);
    EXPECT_DOUBLE_EQ(course.steps[0].import_w, 50e3);
    EXPECT_EQ(course.steps[0].charge_w, 0);
    EXPECT_DOUBLE_EQ(course.steps[1].charge_w, 400e3);
    EXPECT_DOUBLE_EQ(course.steps[1].export_w, 300e3);
    EXPECT_EQ(course.steps[1].import_w, 0);
}

TEST(EnergyStore, BalancesInEveryStepWhateverHappens) {
    std::mt19937_64 random(3);
    std::uniform_real_distribution<double> power(0, 2e6);
    for (int trial = 0; trial < 50; ++trial) {
        const Battery battery{.capacity_j = power(random) * 3'000,
                              .charge_limit_w = power(random),
                              .discharge_limit_w = power(random),
                              .charge_efficiency = 0.7 + power(random) / 8e6,
                              .discharge_efficiency = 0.7 + power(random) / 8e6,
                              .least_charge = 0.05,
                              .initial_charge = 0.6};
        const double limit_w = power(random);
        const PeakShaving use{.import_limit_w = limit_w, .charge_below_w = 0.8 * limit_w};
        std::vector<double> load_w(200), generation_w(200);
        std::generate(load_w.begin(), load_w.end(), [&] { return power(random); });
        std::generate(generation_w.begin(), generation_w.end(), [&] { return power(random) / 2; });
        const StoreCourse course = dispatch_store(battery, use, load_w, generation_w, kQuarter);
        double stored_j = 0.6 * battery.capacity_j;
        for (std::size_t i = 0; i < load_w.size(); ++i) {
            const StoreStep& step = course.steps[i];
            const double kept_w = (step.stored_j - stored_j) / kQuarter;
            EXPECT_NEAR(load_w[i] + step.loss_w + kept_w,
                        step.import_w - step.export_w + generation_w[i], 1e-9 * 2e6);
            EXPECT_EQ(std::min(step.charge_w, step.discharge_w), 0);
            EXPECT_EQ(std::min(step.import_w, step.export_w), 0);
            EXPECT_GE(step.stored_j, 0.05 * battery.capacity_j * (1 - 1e-12));
            EXPECT_LE(step.stored_j, battery.capacity_j * (1 + 1e-12));
            EXPECT_LE(step.import_w - step.unmet_w, limit_w * (1 + 1e-12));
            stored_j = step.stored_j;
        }
    }
}

TEST(EnergyStore, ALargerBatteryNeverLeavesMoreAboveTheLimit) {
    std::mt19937_64 random(4);
    std::uniform_real_distribution<double> power(0.5e6, 1.4e6);
    std::vector<double> load_w(500);
    std::generate(load_w.begin(), load_w.end(), [&] { return power(random); });
    double unmet_before_j = std::numeric_limits<double>::infinity();
    for (const double mwh : {0.0, 0.1, 0.3, 1.0, 3.0}) {
        Battery battery = one_mwh();
        battery.capacity_j *= mwh;
        const StoreCourse course = dispatch_store(
            battery, {.import_limit_w = 1e6, .charge_below_w = 1e6}, load_w, {}, kQuarter);
        EXPECT_LE(course.unmet_j, unmet_before_j + 1e-3) << mwh;
        unmet_before_j = course.unmet_j;
    }
    EXPECT_LT(unmet_before_j, 1);
}

TEST(EnergyStore, ConstantGenerationIsTheSameAsASeriesOfIt) {
    const PeakShaving use{.import_limit_w = 1e6, .charge_below_w = 0.5e6};
    const std::vector<double> load_w{0.2e6, 1.5e6, 0.9e6};
    const std::vector<double> once{300e3}, each(3, 300e3);
    const StoreCourse a = dispatch_store(one_mwh(), use, load_w, once, kQuarter);
    const StoreCourse b = dispatch_store(one_mwh(), use, load_w, each, kQuarter);
    for (std::size_t i = 0; i < 3; ++i) {
        EXPECT_EQ(a.steps[i].stored_j, b.steps[i].stored_j);
        EXPECT_EQ(a.steps[i].import_w, b.steps[i].import_w);
    }
    const std::vector<double> two(2, 300e3);
    EXPECT_THROW((void)dispatch_store(one_mwh(), use, load_w, two, kQuarter), ContractViolation);
}

TEST(EnergyStore, CarriesALoadForItsChargeTimesItsEfficiency) {
    // (1 - 0.1) · 1 MWh · 0.8 / 240 kW = 3 h.
    EXPECT_NEAR(autonomy_s(one_mwh(), 240e3, 1), 3 * 3'600, 1e-9);
    EXPECT_EQ(autonomy_s(one_mwh(), 500e3 + 1, 1), 0);
    EXPECT_EQ(autonomy_s(one_mwh(), 240e3, 0.1), 0);
    EXPECT_EQ(autonomy_s(one_mwh(), 0, 1), std::numeric_limits<double>::infinity());
}

TEST(DemandPeak, IsTheHighestQuarterOfEachCalendarMonth) {
    // From 2028-02-29T23:30Z: two quarters of February, the rest of March.
    const Instant start = parse_instant("2028-02-29T23:30:00Z").value();
    const std::vector<double> windows_w{5, 7, 3, 9, 9, 1};
    const std::vector<DemandPeak> peaks = demand_peaks(start, windows_w);
    ASSERT_EQ(peaks.size(), 2U);
    EXPECT_EQ(peaks[0].month, "2028-02");
    EXPECT_EQ(peaks[0].peak_w, 7);
    EXPECT_EQ(format_instant(peaks[0].window), "2028-02-29T23:45:00Z");
    EXPECT_EQ(peaks[1].month, "2028-03");
    EXPECT_EQ(peaks[1].peak_w, 9);
    EXPECT_EQ(format_instant(peaks[1].window), "2028-03-01T00:15:00Z");
    EXPECT_TRUE(demand_peaks(start, {}).empty());
}

TEST(DemandPeak, AQuarterIsTheMeanOfItsMinutes) {
    std::vector<double> minutes_w(15, 100.0);
    minutes_w[14] = 400;  // one minute of a spike: 120 in the mean
    minutes_w.insert(minutes_w.end(), {60, 80});
    EXPECT_EQ(demand_windows_w(minutes_w, 60'000'000), (std::vector<double>{120, 70}));
    EXPECT_THROW((void)demand_windows_w(minutes_w, 420'000'000), ContractViolation);
}

TEST(PowerSwing, IsTheLargestJumpOfAllGpusTogether) {
    // Training at 650 W that falls to 450, then 300 W at an iteration's edge; idle 70 W.
    const std::vector<double> phases_w{650, 450, 300};
    const PowerSwing swing = power_swing(16'384, 70, phases_w);
    EXPECT_DOUBLE_EQ(swing.phase_w, 16'384.0 * 350);  // from the last phase to the first
    EXPECT_DOUBLE_EQ(swing.start_w, 16'384.0 * 580);
    EXPECT_DOUBLE_EQ(swing.stop_w, 16'384.0 * 580);
    EXPECT_DOUBLE_EQ(swing.largest_w(), 16'384.0 * 580);
}

TEST(PowerSwing, OfOnePhaseIsThatOfStartAndStop) {
    const std::vector<double> phase_w{400};
    const PowerSwing swing = power_swing(8, 60, phase_w);
    EXPECT_EQ(swing.phase_w, 0);
    EXPECT_EQ(swing.largest_w(), 8 * 340);
    EXPECT_EQ(power_swing(0, 60, phase_w).largest_w(), 0);
}

}  // namespace
}  // namespace headroom::sim
