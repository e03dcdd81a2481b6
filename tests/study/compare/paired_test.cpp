#include "src/study/compare/paired.hpp"

#include <cmath>
#include <limits>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace headroom::study {
namespace {

using sim::Better;
using testing::ElementsAre;
using Values = std::vector<double>;

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

// Hours of sleep gained by ten patients with each of two drugs: Student, "The probable error of a
// mean", Biometrika 6 (1908). R 4.2: t.test(extra ~ group, data = sleep, paired = TRUE) gives a
// mean difference of 1.58 with 0.7001142 … 2.4598858; unpaired (Welch) ±1.7854832 on 17.776 degrees
// of freedom.
const Values kFirstDrug{0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0};
const Values kSecondDrug{1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4};

TEST(ComparePairs, GivesStudentsOwnExample) {
    const PairedDifference paired = compare_pairs(kFirstDrug, kSecondDrug, Better::kHigher, 0.95);
    EXPECT_EQ(paired.difference.n, 10U);
    EXPECT_NEAR(paired.difference.mean, 1.58, 1e-12);
    EXPECT_NEAR(paired.difference.interval().low, 0.7001142, 5e-8);
    EXPECT_NEAR(paired.difference.interval().high, 2.4598858, 5e-8);
    EXPECT_NEAR(paired.unpaired_half_width, 1.7854832, 5e-7);
    EXPECT_NEAR(paired.narrowing().value(), 1.7854832 / 0.8798858, 1e-6);
    EXPECT_EQ(paired.better->wins, 9U);
    EXPECT_EQ(paired.better->ties, 1U);
}

TEST(ComparePairs, WelchOfEqualSpreadsIsStudentsTest) {
    // Two samples 1, 2, 3: each mean has variance 1/3, 4 degrees of freedom, t = 2.776445.
    const PairedDifference paired =
        compare_pairs(Values{1, 2, 3}, Values{3, 1, 2}, Better::kNeither, 0.95);
    EXPECT_NEAR(paired.unpaired_half_width, 2.7764451052 * std::sqrt(2.0 / 3.0), 1e-9);
}

TEST(ComparePairs, CountsTiesAsHalf) {
    const Values base{5, 5, 5, 5, 5, 5, 5, 5, 5, 5};
    const Values other{4, 4, 4, 4, 4, 4, 4, 5, 5, 6};
    const PairedDifference lower = compare_pairs(base, other, Better::kLower, 0.95);
    EXPECT_EQ(lower.better->wins, 7U);
    EXPECT_EQ(lower.better->ties, 2U);
    EXPECT_DOUBLE_EQ(lower.better->share, 0.8);
    // Wilson (1927) for 8 of 10.
    EXPECT_NEAR(lower.better->interval.low, 0.4901625, 5e-8);
    EXPECT_NEAR(lower.better->interval.high, 0.9433178, 5e-8);
    EXPECT_DOUBLE_EQ(compare_pairs(base, other, Better::kHigher, 0.95).better->share, 0.2);
    EXPECT_FALSE(compare_pairs(base, other, Better::kNeither, 0.95).better.has_value());
}

TEST(ComparePairs, LeavesOutTrialsThatLackAValue) {
    const PairedDifference paired =
        compare_pairs(Values{1, kNone, 3, 4}, Values{2, 2, kNone, 8}, Better::kLower, 0.95);
    EXPECT_EQ(paired.difference.n, 2U);
    EXPECT_DOUBLE_EQ(paired.difference.mean, 2.5);
    EXPECT_EQ(paired.better->n, 2U);
}

TEST(ComparePairs, SaysHowManyTrialsSkewedDifferencesNeed) {
    // Differences 0, 0, 0, 4: about their mean of 1 the squares add to 12 and the cubes to 24, so
    // the skewness is (24/4) / (12/4)^1.5 = 2/√3, and 25 times its square 100/3.
    const PairedDifference paired =
        compare_pairs(Values{1, 2, 3, 4}, Values{1, 2, 3, 8}, Better::kLower, 0.95);
    EXPECT_NEAR(paired.skewness, 2 / std::sqrt(3.0), 1e-12);
    EXPECT_NEAR(paired.trials_for_skewness(), 100.0 / 3, 1e-10);
    EXPECT_EQ(compare_pairs(Values{1, 2}, Values{2, 3}, Better::kLower, 0.95).skewness, 0);
}

TEST(ComparePairs, AConstantShiftIsKnownExactly) {
    const PairedDifference shifted =
        compare_pairs(Values{1, 2, 3}, Values{2, 3, 4}, Better::kLower, 0.95);
    EXPECT_EQ(shifted.difference.half_width, 0);
    EXPECT_TRUE(std::isinf(shifted.narrowing().value()));
    const PairedDifference same =
        compare_pairs(Values{2, 2, 2}, Values{2, 2, 2}, Better::kLower, 0.95);
    EXPECT_FALSE(same.narrowing().has_value());
}

TEST(ComparePairs, OneTrialSaysNothingOfTheSpread) {
    const PairedDifference paired = compare_pairs(Values{1}, Values{3}, Better::kLower, 0.95);
    EXPECT_DOUBLE_EQ(paired.difference.mean, 2);
    EXPECT_TRUE(std::isinf(paired.difference.half_width));
    EXPECT_FALSE(paired.narrowing().has_value());
    const PairedDifference none = compare_pairs(Values{}, Values{}, Better::kLower, 0.95);
    EXPECT_EQ(none.difference.n, 0U);
    EXPECT_EQ(none.better->n, 0U);
}

// Three alternatives over four trials, less being better. Regrets by hand:
//   a: 10 20 30 40 → 0 10 10 30      b: 12 10 35 35 → 2 0 15 25      c: 15 15 20 10 → 5 5 0 0
const Values kA{10, 20, 30, 40};
const Values kB{12, 10, 35, 35};
const Values kC{15, 15, 20, 10};

TEST(TabulateRegret, EqualsTheTableByHand) {
    const std::vector<std::span<const double>> values{kA, kB, kC};
    const RegretTable table = tabulate_regret(values, Better::kLower).value();
    EXPECT_EQ(table.trials, 4U);
    EXPECT_DOUBLE_EQ(table.regrets[0].expected, 12.5);
    EXPECT_DOUBLE_EQ(table.regrets[1].expected, 10.5);
    EXPECT_DOUBLE_EQ(table.regrets[2].expected, 2.5);
    EXPECT_DOUBLE_EQ(table.regrets[0].worst, 30);
    EXPECT_DOUBLE_EQ(table.regrets[1].p95, 25);  // the 4th of 4
    EXPECT_DOUBLE_EQ(table.regrets[2].worst, 5);
    EXPECT_THAT(table.least_expected, ElementsAre(2));
    EXPECT_THAT(table.least_worst, ElementsAre(2));
}

TEST(TabulateRegret, MoreMayBeBetter) {
    const std::vector<std::span<const double>> values{kA, kC};
    const RegretTable table = tabulate_regret(values, Better::kHigher).value();
    EXPECT_DOUBLE_EQ(table.regrets[0].expected, 1.25);   // 5 0 0 0
    EXPECT_DOUBLE_EQ(table.regrets[1].expected, 11.25);  // 0 5 10 30
    EXPECT_THAT(table.least_expected, ElementsAre(0));
}

TEST(TabulateRegret, LeastExpectedAndLeastWorstMayDiffer) {
    const Values bold{0, 0, 0, 9};
    const Values timid{4, 4, 4, 4};
    const std::vector<std::span<const double>> values{bold, timid};
    const RegretTable table = tabulate_regret(values, Better::kLower).value();
    EXPECT_THAT(table.least_expected, ElementsAre(0));  // 1.25 against 3
    EXPECT_THAT(table.least_worst, ElementsAre(1));     // 5 against 4
}

TEST(TabulateRegret, NamesAllThatAreEquallyGood) {
    const std::vector<std::span<const double>> values{kA, kA};
    EXPECT_THAT(tabulate_regret(values, Better::kLower)->least_expected, ElementsAre(0, 1));
}

TEST(TabulateRegret, UsesTrialsThatAllHaveAndNeedsToKnowWhatIsBetter) {
    const Values gaps{kNone, 10, kNone, 50};
    const std::vector<std::span<const double>> values{kA, gaps};
    const RegretTable table = tabulate_regret(values, Better::kLower).value();
    EXPECT_EQ(table.trials, 2U);
    EXPECT_DOUBLE_EQ(table.regrets[0].expected, 5);
    EXPECT_DOUBLE_EQ(table.regrets[1].expected, 5);
    EXPECT_FALSE(tabulate_regret(values, Better::kNeither).has_value());
    const Values nothing(4, kNone);
    const std::vector<std::span<const double>> empty{kA, nothing};
    EXPECT_FALSE(tabulate_regret(empty, Better::kLower).has_value());
}

}  // namespace
}  // namespace headroom::study
