#include "kernels/fleet/fleet_trial.hpp"

#include <cmath>
#include <vector>

#include <gtest/gtest.h>

#include "tests/kernels/fleet/fleet_oracle.hpp"
#include "tests/kernels/fleet/made_up_plan.hpp"

namespace headroom::mc {
namespace {

// Keeps what each step came to, of one trial or four.
template <class Real>
struct KeepSink {
    std::vector<std::vector<Real>> fans;
    explicit KeepSink(const FleetPlan& plan)
        : fans(fan_count(plan), std::vector<Real>(plan.steps)) {}
    void operator()(std::uint32_t fan, std::uint32_t step, const Real& value) {
        fans[fan][step] = value;
    }
};

FleetTotals<double> run_trial(const FleetPlan& plan, std::uint32_t trial) {
    NoSink sink;
    return fleet_trial(plan, TrialDraws<double>(plan.seed, trial), sink);
}

TEST(FleetTrial, GivesWhatAYearComesToByHand) {
    const PlanPointer plan = plain_plan();
    const FleetTotals<double> totals = run_trial(*plan, 0);
    // 80 GPUs, 60 in use: 10 nodes × (1 + 8·0.75) kW = 70 kW.
    const double kwh = 70 * 730 * 12;
    EXPECT_DOUBLE_EQ(totals.value[kTotalItEnergy_kwh], kwh);
    EXPECT_DOUBLE_EQ(totals.value[kTotalFacilityEnergy_kwh], 1.5 * kwh);
    EXPECT_DOUBLE_EQ(totals.value[kTotalOpex], 1.5 * kwh * 0.1);
    EXPECT_DOUBLE_EQ(totals.value[kTotalTco], totals.value[kTotalOpex]);
    EXPECT_DOUBLE_EQ(totals.value[kTotalPeakPower_kw], 70);
    EXPECT_EQ(totals.value[kTotalHasShortfall], 0);
    EXPECT_EQ(totals.value[kTotalFirstShortfall], 12);
    // An annuity of twelve, from the middle of the first month.
    const double month = std::pow(1.1, -1.0 / 12);
    const double annuity = std::sqrt(month) * (1 - std::pow(month, 12)) / (1 - month);
    EXPECT_NEAR(totals.value[kTotalPresentValue], totals.value[kTotalOpex] / 12 * annuity, 1e-8);
}

TEST(FleetTrial, CountsDemandBeyondTheCapacity) {
    const PlanPointer plan = plain_plan();
    plan->demand_curve[0][7] = 1.5;  // 90 GPUs, 80 are there
    plan->demand_curve[0][9] = 2;    // 120
    const FleetTotals<double> totals = run_trial(*plan, 0);
    EXPECT_DOUBLE_EQ(totals.value[kTotalShortfall_gpu_h], (10 + 40) * 730);
    EXPECT_DOUBLE_EQ(totals.value[kTotalUnmet], 2 * (10 + 40) * 730);
    EXPECT_EQ(totals.value[kTotalHasShortfall], 1);
    EXPECT_EQ(totals.value[kTotalFirstShortfall], 7);
    EXPECT_DOUBLE_EQ(totals.value[kTotalPeakPower_kw], 90);
}

TEST(FleetTrial, BringsPurchasesWhenTheirLeadTimeIsOverAndRetiresThem) {
    const PlanPointer plan = plain_plan();
    plan->fleet[0].nodes = kNothing;
    plan->fleet[0].life_steps = add_constant(*plan, 4.5);
    plan->purchases = 1;
    plan->purchase[0] = {.fleet = 0,
                         .nodes = add_constant(*plan, 10),
                         .lead_steps = add_constant(*plan, 1.75),
                         .price = add_constant(*plan, 1e5),
                         .order = 1.5};
    plan->maintenance = add_constant(*plan, 0.12);
    KeepSink<double> sink(*plan);
    const FleetTotals<double> totals = fleet_trial(*plan, TrialDraws<double>(plan->seed, 0), sink);
    // Here from 3.25 to 7.75.
    const std::vector<double> capacity{0, 0, 0, 60, 80, 80, 80, 60, 0, 0, 0, 0};
    EXPECT_EQ(sink.fans[kFanCapacity], capacity);
    EXPECT_DOUBLE_EQ(totals.value[kTotalCapex], 1e6);
    EXPECT_EQ(sink.fans[kFanCost][0], 60 * 730 * 2);
    EXPECT_GE(sink.fans[kFanCost][1], 1e6);
    const double energy = totals.value[kTotalFacilityEnergy_kwh] * 0.1;
    EXPECT_NEAR(totals.value[kTotalOpex] - energy, 1e6 * 0.12 * 4.5 / 12, 1e-6);
}

TEST(FleetTrial, LosesTheExpectedShareOfNodesToFailures) {
    const PlanPointer plan = plain_plan();
    plan->fleet[0].nodes = add_constant(*plan, 1000);
    plan->fleet[0].mtbf_h = add_constant(*plan, 1000);
    plan->fleet[0].repair_h = 50;
    double sum = 0;
    double squares = 0;
    constexpr int kTrials = 2000;
    for (std::uint32_t trial = 0; trial < kTrials; ++trial) {
        KeepSink<double> sink(*plan);
        (void)fleet_trial(*plan, TrialDraws<double>(plan->seed, trial), sink);
        for (const double capacity : sink.fans[kFanCapacity]) {
            sum += capacity / 8000;
            squares += capacity * capacity / 64e6;
        }
    }
    const double n = kTrials * 12.0;
    const double up = 1000.0 / 1050;
    const double x = 730 * (1 / 1000.0 + 1 / 50.0);
    const double variance = up * (1 - up) / 1000 * 2 / x * (1 - (1 - std::exp(-x)) / x);
    const double found = squares / n - sum / n * (sum / n);
    EXPECT_NEAR(sum / n, up, 4 * std::sqrt(variance / n));
    EXPECT_NEAR(found, variance, 4 * variance * std::sqrt(2 / n));
}

// The standard library's functions and other orders of sums: relative 1e-9 of the largest value.
void expect_close(double got, double wanted, const char* what, std::uint64_t seed) {
    ASSERT_NEAR(got, wanted, 1e-9 * std::max(1.0, std::abs(wanted))) << what << " of plan " << seed;
}

TEST(FleetTrial, EqualsTheOracleOnMadeUpPlans) {
    int with_shortfall = 0;
    for (std::uint64_t seed = 1; seed <= 120; ++seed) {
        const PlanPointer plan = made_up_plan(seed);
        for (std::uint32_t trial = 0; trial < 8; ++trial) {
            KeepSink<double> sink(*plan);
            const auto totals = fleet_trial(*plan, TrialDraws<double>(plan->seed, trial), sink);
            const OracleTrial oracle = oracle_trial(*plan, trial);
            for (std::uint32_t i = 0; i < total_count(*plan); ++i) {
                expect_close(totals.value[i], oracle.totals[i],
                             ("total " + std::to_string(i)).c_str(), seed);
            }
            for (std::uint32_t fan = 0; fan < fan_count(*plan); ++fan) {
                for (std::uint32_t t = 0; t < plan->steps; ++t) {
                    expect_close(sink.fans[fan][t], oracle.fans[fan][t],
                                 ("fan " + std::to_string(fan)).c_str(), seed);
                }
            }
            with_shortfall += totals.value[kTotalHasShortfall] > 0 ? 1 : 0;
        }
    }
    EXPECT_GT(with_shortfall, 100);
    EXPECT_LT(with_shortfall, 860);
}

TEST(FleetTrial, GivesFourTrialsAtOnceTheBitsOfEach) {
    for (std::uint64_t seed = 1; seed <= 120; ++seed) {
        const PlanPointer plan = made_up_plan(seed);
        for (const std::uint32_t first : {0u, 5u}) {
            KeepSink<Lanes> four(*plan);
            const auto all = fleet_trial(*plan, TrialDraws<Lanes>(plan->seed, first), four);
            for (std::uint32_t lane = 0; lane < kLanes; ++lane) {
                KeepSink<double> one(*plan);
                const auto alone =
                    fleet_trial(*plan, TrialDraws<double>(plan->seed, first + lane), one);
                for (std::uint32_t i = 0; i < total_count(*plan); ++i) {
                    ASSERT_EQ(all.value[i][lane], alone.value[i]) << seed << " total " << i;
                }
                for (std::uint32_t fan = 0; fan < fan_count(*plan); ++fan) {
                    for (std::uint32_t t = 0; t < plan->steps; ++t) {
                        ASSERT_EQ(four.fans[fan][t][lane], one.fans[fan][t])
                            << seed << " fan " << fan << " step " << t;
                    }
                }
            }
        }
    }
}

}  // namespace
}  // namespace headroom::mc
