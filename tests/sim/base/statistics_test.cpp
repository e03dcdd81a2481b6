#include "sim/base/statistics.hpp"

#include <cmath>
#include <limits>
#include <vector>

#include <gtest/gtest.h>

#include "sim/base/contract.hpp"
#include "sim/base/detmath.hpp"

namespace headroom {
namespace {

TEST(NearestRank, IsTheCeilingOfPTimesN) {
    EXPECT_EQ(nearest_rank_index(20, 0.95), 18u);
    EXPECT_EQ(nearest_rank_index(100, 0.99), 98u);
    EXPECT_EQ(nearest_rank_index(100, 1), 99u);
    EXPECT_EQ(nearest_rank_index(3, 0.5), 1u);
    EXPECT_EQ(nearest_rank_index(4, 0.5), 1u);
    EXPECT_EQ(nearest_rank_index(1, 0.01), 0u);
    EXPECT_EQ(nearest_rank_index(101, 0.01), 1u);
}

TEST(NearestRank, PercentsOfEverySizeAreExactInIntegers) {
    for (std::size_t n = 1; n <= 5000; ++n) {
        for (std::size_t percent = 1; percent <= 100; ++percent) {
            const std::size_t rank = (percent * n + 99) / 100;
            ASSERT_EQ(nearest_rank_index(n, static_cast<double>(percent) / 100), rank - 1)
                << percent << " % of " << n;
        }
    }
}

TEST(NearestRank, PerMilleOfTenMillionsAreExactInIntegers) {
    for (std::size_t n = 9'999'000; n <= 10'001'000; ++n) {
        ASSERT_EQ(nearest_rank_index(n, 0.999), (999 * n + 999) / 1000 - 1) << n;
    }
}

TEST(NearestRank, TakesTheValueItself) {
    const std::vector<double> sorted{15, 20, 35, 40, 50};
    // The worked example of the nearest-rank method in Wikipedia, "Percentile".
    EXPECT_EQ(nearest_rank(std::span<const double>(sorted), 0.05), 15);
    EXPECT_EQ(nearest_rank(std::span<const double>(sorted), 0.30), 20);
    EXPECT_EQ(nearest_rank(std::span<const double>(sorted), 0.40), 20);
    EXPECT_EQ(nearest_rank(std::span<const double>(sorted), 0.50), 35);
    EXPECT_EQ(nearest_rank(std::span<const double>(sorted), 1.00), 50);
}

TEST(NearestRank, OfNothingBreaksTheContract) {
    EXPECT_THROW((void)nearest_rank_index(0, 0.5), ContractViolation);
    EXPECT_THROW((void)nearest_rank_index(5, 0), ContractViolation);
    EXPECT_THROW((void)nearest_rank_index(5, 1.01), ContractViolation);
}

TEST(Moments, KeepDigitsThatASumOfSquaresLoses) {
    Moments moments;
    for (const double x : {1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16}) {
        moments.add(x);
    }
    EXPECT_EQ(moments.count(), 4u);
    EXPECT_DOUBLE_EQ(moments.mean(), 1e9 + 10);
    EXPECT_DOUBLE_EQ(moments.variance(), 30);
    EXPECT_DOUBLE_EQ(moments.standard_error(), std::sqrt(30.0 / 4));
}

TEST(Moments, MergedEqualAddedOneByOne) {
    Moments all;
    Moments left;
    Moments right;
    for (int i = 0; i < 1000; ++i) {
        const double x = 100 + std::sin(i) * i;
        all.add(x);
        (i < 300 ? left : right).add(x);
    }
    left.merge(Moments());
    left.merge(right);
    EXPECT_EQ(left.count(), all.count());
    EXPECT_NEAR(left.mean(), all.mean(), 1e-11);  // 1,000 roundings of values near 100
    EXPECT_NEAR(left.variance() / all.variance(), 1, 1e-12);
    Moments empty;
    empty.merge(all);
    EXPECT_EQ(empty.mean(), all.mean());
}

TEST(Moments, OfFewValuesAreZero) {
    Moments moments;
    EXPECT_EQ(moments.mean(), 0);
    EXPECT_EQ(moments.variance(), 0);
    moments.add(5);
    EXPECT_EQ(moments.variance(), 0);
    EXPECT_EQ(moments.standard_error(), 0);
    EXPECT_EQ(confidence_half_width(moments, 0.95), std::numeric_limits<double>::infinity());
}

TEST(StudentT, QuantilesMatchThePublishedTable) {
    struct Row {
        double freedom;
        double p;
        double t;
    };
    // NIST/SEMATECH e-Handbook 1.3.6.7.2, three decimals.
    for (const Row& row : {Row{1, 0.975, 12.706},
                           {2, 0.975, 4.303},
                           {5, 0.95, 2.015},
                           {10, 0.99, 2.764},
                           {29, 0.975, 2.045},
                           {30, 0.999, 3.385},
                           {100, 0.975, 1.984},
                           {4, 0.9, 1.533},
                           {60, 0.995, 2.660}}) {
        EXPECT_NEAR(student_t_quantile(row.p, row.freedom), row.t, 0.0005)
            << row.freedom << " " << row.p;
    }
}

TEST(StudentT, QuantilesMatchTheClosedFormsOfOneTwoAndFour) {
    for (const double p : {1e-9, 1e-4, 0.025, 0.3, 0.499, 0.6, 0.975, 0.9999}) {
        const double cauchy = -std::cos(M_PI * p) / std::sin(M_PI * p);
        EXPECT_NEAR(student_t_quantile(p, 1) / cauchy, 1, 1e-11) << p;
        const double two = (2 * p - 1) / std::sqrt(2 * p * (1 - p));
        EXPECT_NEAR(student_t_quantile(p, 2) / two, 1, 1e-11) << p;
        const double a = 4 * p * (1 - p);
        const double q = std::cos(std::acos(std::sqrt(a)) / 3) / std::sqrt(a);
        const double four = (p < 0.5 ? -1 : 1) * 2 * std::sqrt(q - 1);
        // The closed form of four subtracts near the median: q - 1 keeps half its digits there.
        EXPECT_NEAR(student_t_quantile(p, 4) / four, 1, p < 0.4 || p > 0.6 ? 1e-10 : 1e-4) << p;
    }
}

TEST(StudentT, BothFormsAgreeWhereTheyMeet) {
    for (const double p : {1e-9, 0.001, 0.025, 0.3, 0.95, 0.9995}) {
        const double below = student_t_quantile(p, 999.999999);
        const double above = student_t_quantile(p, 1000);
        // The change of t over 1e-6 degrees is about t³/4/ν² · 1e-6.
        EXPECT_NEAR(below / above, 1, 1e-10) << p;
    }
}

TEST(StudentT, IsSymmetricAndTendsToTheNormal) {
    EXPECT_EQ(student_t_quantile(0.5, 7), 0);
    EXPECT_DOUBLE_EQ(student_t_quantile(0.25, 7), -student_t_quantile(0.75, 7));
    EXPECT_NEAR(student_t_quantile(0.975, 1e12), detmath::inverse_normal_cdf(0.975), 1e-11);
}

TEST(Confidence, HalfWidthIsTTimesTheStandardError) {
    Moments moments;
    for (int i = 1; i <= 10; ++i) {
        moments.add(i);
    }
    // Mean 5.5, variance 55/6; t of 9 degrees at 97.5 % is 2.262157 (e-Handbook 1.3.6.7.2).
    EXPECT_NEAR(confidence_half_width(moments, 0.95), 2.2621571627982 * std::sqrt(55.0 / 60),
                1e-10);
}

}  // namespace
}  // namespace headroom
