#include "sim/base/distribution.hpp"

#include <cmath>
#include <limits>
#include <vector>

#include <gtest/gtest.h>

#include "sim/base/contract.hpp"
#include "sim/base/philox.hpp"

namespace headroom {
namespace {

struct Named {
    const char* name;
    Distribution distribution;
};

Distribution make(DistributionKind kind, double a, double b = 0, double c = 0) {
    Distribution d;
    d.kind = kind;
    d.a = a;
    d.b = b;
    d.c = c;
    return d;
}

Distribution truncate(Distribution d, double lowest, double highest) {
    d.lowest = lowest;
    d.highest = highest;
    return d;
}

Distribution empirical(std::vector<double> values, std::vector<double> weights) {
    Distribution d;
    d.kind = DistributionKind::kEmpirical;
    d.values = std::move(values);
    d.weights = std::move(weights);
    return d;
}

Distribution quantiles(std::vector<double> probabilities, std::vector<double> values) {
    Distribution d = empirical(std::move(values), std::move(probabilities));
    d.kind = DistributionKind::kQuantiles;
    return d;
}

// Every continuous kind, plain and cut on one side, both sides and deep in a tail.
std::vector<Named> continuous_examples() {
    using enum DistributionKind;
    constexpr double kFar = 1e308;
    return {
        {"uniform", make(kUniform, -2, 5)},
        {"uniform cut", truncate(make(kUniform, -2, 5), 0, 100)},
        {"normal", make(kNormal, 10, 3)},
        {"normal cut below", truncate(make(kNormal, 10, 3), 0, kFar)},
        {"normal far tail", truncate(make(kNormal, 0, 1), 8, 9)},
        {"lognormal", make(kLognormal, 2, 1.1)},
        {"lognormal cut", truncate(make(kLognormal, 2, 1.1), 1, 40)},
        {"exponential", make(kExponential, 3600)},
        {"exponential cut", truncate(make(kExponential, 3600), 60, 86400)},
        {"exponential slice", truncate(make(kExponential, 1), 2, 2.0001)},
        {"weibull wear-out", make(kWeibull, 5, 3)},
        {"weibull infant", make(kWeibull, 5, 0.6)},
        {"weibull cut", truncate(make(kWeibull, 5, 0.6), 0.5, 20)},
        {"gamma", make(kGamma, 2, 3.5)},
        {"gamma small shape", make(kGamma, 2, 0.2)},
        {"gamma large shape", make(kGamma, 0.01, 5000)},
        {"gamma cut", truncate(make(kGamma, 2, 3.5), 1, 12)},
        {"triangular", make(kTriangular, 1, 2, 6)},
        {"triangular falling", make(kTriangular, 1, 1, 6)},
        {"triangular rising", make(kTriangular, 1, 6, 6)},
        {"triangular cut", truncate(make(kTriangular, 1, 2, 6), 1.5, 4)},
        {"beta-PERT", make(kBetaPert, 1, 2, 6)},
        {"beta-PERT falling", make(kBetaPert, 1, 1, 6)},
        {"beta-PERT cut", truncate(make(kBetaPert, 1, 2, 6), 1.5, 4)},
        {"quantiles", quantiles({0, 0.5, 0.95, 1}, {1, 600, 30000, 604800})},
        {"quantiles from 0", quantiles({0, 0.5, 1}, {0, 3, 40})},
        {"quantiles cut", truncate(quantiles({0, 0.5, 1}, {1, 10, 100}), 2, 50)},
    };
}

// An independent mean: ∫ of the quantile by the midpoint rule on p = u²(3 - 2u), which flattens the
// ends.
double midpoint_mean(const Distribution& d) {
    constexpr int kSteps = 20'000;
    double sum = 0;
    double weights = 0;
    for (int i = 0; i < kSteps; ++i) {
        const double u = (i + 0.5) / kSteps;
        const double weight = u * (1 - u);
        sum += weight * quantile(d, u * u * (3 - 2 * u));
        weights += weight;
    }
    return sum / weights;
}

TEST(Distribution, ExamplesHaveNoFault) {
    for (const auto& [name, d] : continuous_examples()) {
        EXPECT_EQ(find_fault(d), "") << name;
    }
}

TEST(Distribution, QuantilesOfClosedFormsAreExact) {
    using enum DistributionKind;
    // A few ulp: each is a handful of operations.
    EXPECT_DOUBLE_EQ(quantile(make(kConstant, 7), 0.3), 7);
    EXPECT_DOUBLE_EQ(quantile(make(kUniform, -2, 5), 0.25), -0.25);
    EXPECT_DOUBLE_EQ(quantile(make(kExponential, 10), 0.5), 10 * std::log(2.0));
    EXPECT_DOUBLE_EQ(quantile(make(kWeibull, 5, 2), 0.5), 5 * std::sqrt(std::log(2.0)));
    EXPECT_DOUBLE_EQ(quantile(make(kTriangular, 0, 1, 4), 0.25), 1);
    EXPECT_DOUBLE_EQ(quantile(make(kTriangular, 0, 1, 4), 0.75), 4 - std::sqrt(3.0));
    EXPECT_DOUBLE_EQ(quantile(make(kLognormal, std::log(8.0), 1.1), 0.5), 8);
    // Standard normal table, NIST/SEMATECH e-Handbook 1.3.6.7.1, to the digits of double precision.
    EXPECT_DOUBLE_EQ(quantile(make(kNormal, 0, 1), 0.975), 1.9599639845400542);
    EXPECT_DOUBLE_EQ(quantile(make(kNormal, 100, 15), 0.5), 100);
}

TEST(Distribution, GammaAndPertQuantilesMatchClosedSpecialCases) {
    using enum DistributionKind;
    // Gamma of shape 1 is the exponential; chi-square with 10 degrees of freedom has its 95 % point
    // at 18.307038 (e-Handbook 1.3.6.7.4); a PERT with its mode at the low end is 1 - (1 -
    // p)^(1/5).
    EXPECT_NEAR(quantile(make(kGamma, 2, 1), 0.9), -2 * std::log(0.1), 1e-12);
    EXPECT_NEAR(quantile(make(kGamma, 2, 5), 0.95), 18.307038053275146, 1e-11);
    EXPECT_NEAR(quantile(make(kBetaPert, 0, 0, 1), 0.3), 1 - std::pow(0.7, 0.2), 1e-13);
    EXPECT_NEAR(quantile(make(kBetaPert, 0, 1, 1), 0.3), std::pow(0.3, 0.2), 1e-13);
    EXPECT_NEAR(quantile(make(kBetaPert, 2, 3, 4), 0.5), 3, 1e-13);
}

TEST(Distribution, QuantileUndoesTheCdf) {
    for (const auto& [name, d] : continuous_examples()) {
        for (const double p : {1e-9, 1e-4, 0.01, 0.25, 0.5, 0.7, 0.99, 0.9999}) {
            const double x = quantile(d, p);
            // What a few units of the last place of x make in p, and the own error of the cdf (that
            // of a truncated one is absolute, from the mass below its limit).
            const double step = 8 * std::numeric_limits<double>::epsilon() * std::fabs(x);
            EXPECT_LE(cdf(d, x - step), p * (1 + 5e-12) + 1e-15) << name << " p " << p;
            EXPECT_GE(cdf(d, x + step), p * (1 - 5e-12) - 1e-15) << name << " p " << p;
            EXPECT_NEAR(cdf(d, x), p, 1e-11) << name << " p " << p;
        }
    }
}

TEST(Distribution, TruncatedDrawsStayWithinTheLimits) {
    for (const auto& [name, d] : continuous_examples()) {
        for (const double p : {0x1p-53, 0.5, 1 - 0x1p-53}) {
            const double x = draw(d, p);
            EXPECT_TRUE(std::isfinite(x)) << name;
            EXPECT_GE(x, d.lowest) << name;
            EXPECT_LE(x, d.highest) << name;
        }
        if (d.is_truncated()) {
            EXPECT_EQ(cdf(d, d.lowest), 0) << name;
            EXPECT_EQ(cdf(d, d.highest), 1) << name;
        }
    }
}

TEST(Distribution, QuantileNeverFalls) {
    for (const auto& [name, d] : continuous_examples()) {
        double last = -std::numeric_limits<double>::infinity();
        for (int i = 1; i < 2000; ++i) {
            const double x = quantile(d, i / 2000.0);
            EXPECT_GE(x, last) << name << " at " << i;
            last = x;
        }
    }
}

TEST(Distribution, MeansOfClosedFormsAreExact) {
    using enum DistributionKind;
    EXPECT_DOUBLE_EQ(mean(make(kConstant, 7)), 7);
    EXPECT_DOUBLE_EQ(mean(make(kUniform, -2, 5)), 1.5);
    EXPECT_DOUBLE_EQ(mean(make(kExponential, 3600)), 3600);
    EXPECT_DOUBLE_EQ(mean(make(kLognormal, std::log(8.0), 1.1)), 8 * std::exp(0.605));
    EXPECT_NEAR(mean(make(kWeibull, 5, 2)), 5 * std::sqrt(M_PI) / 2, 1e-13);  // Γ(3/2) = √π/2
    EXPECT_DOUBLE_EQ(mean(make(kGamma, 2, 3.5)), 7);
    EXPECT_DOUBLE_EQ(mean(make(kTriangular, 1, 2, 6)), 3);
    EXPECT_DOUBLE_EQ(mean(make(kBetaPert, 1, 2, 6)), 2.5);
    // A memoryless wait starts anew at its lower limit.
    EXPECT_NEAR(mean(truncate(make(kExponential, 10), 25, 1e308)), 35, 1e-12);
    // The half normal: √(2/π).
    EXPECT_NEAR(mean(truncate(make(kNormal, 0, 1), 0, 1e308)), std::sqrt(2 / M_PI), 1e-14);
}

TEST(Distribution, MeanIsTheIntegralOfTheQuantile) {
    for (const auto& [name, d] : continuous_examples()) {
        // What the midpoint rule loses at an end that goes to infinity.
        const double tolerance = 2e-6 * std::max(1.0, std::fabs(mean(d)));
        EXPECT_NEAR(mean(d), midpoint_mean(d), tolerance) << name;
    }
}

// A million where a draw is cheap; fewer where it is solved for or pays for a truncation.
std::uint32_t affordable_draws(const Distribution& d) {
    const bool is_solved =
        d.kind == DistributionKind::kGamma || d.kind == DistributionKind::kBetaPert;
    return is_solved ? 10'000 : (d.is_truncated() ? 100'000 : 1'000'000);
}

TEST(Distribution, DrawsHaveTheMean) {
    for (const auto& [name, d] : continuous_examples()) {
        const std::uint32_t draws = affordable_draws(d);
        const double expected = mean(d);
        double sum = 0;
        double squares = 0;
        for (std::uint32_t i = 0; i < draws; ++i) {
            const double x = draw(d, draw_uniform({.seed = 11, .index = i})) - expected;
            sum += x;
            squares += x * x;
        }
        EXPECT_LE(std::fabs(sum / draws), 5 * std::sqrt(squares) / draws) << name;
    }
}

TEST(Distribution, EmpiricalStepsAtItsValues) {
    const Distribution d = empirical({1, 2, 10}, {1, 2, 1});
    EXPECT_EQ(find_fault(d), "");
    EXPECT_EQ(quantile(d, 0.25), 1);
    EXPECT_EQ(quantile(d, 0.2500001), 2);
    EXPECT_EQ(quantile(d, 0.75), 2);
    EXPECT_EQ(quantile(d, 0.99), 10);
    EXPECT_EQ(cdf(d, 0.5), 0);
    EXPECT_EQ(cdf(d, 2), 0.75);
    EXPECT_EQ(cdf(d, 100), 1);
    EXPECT_EQ(mean(d), 3.75);

    const Distribution cut = truncate(d, 1.5, 10);
    EXPECT_EQ(quantile(cut, 0.01), 2);
    EXPECT_EQ(cdf(cut, 1), 0);
    EXPECT_DOUBLE_EQ(mean(cut), 14.0 / 3);
}

TEST(Distribution, EmpiricalQuantileUndoesTheCdfWhateverTheRounding) {
    std::vector<double> values;
    std::vector<double> weights;
    for (int i = 0; i < 1000; ++i) {
        values.push_back(i);
        weights.push_back(0.1 + i % 7);
    }
    const Distribution d = empirical(values, weights);
    for (const double value : values) {
        const double p = cdf(d, value);
        if (p < 1) {
            EXPECT_EQ(quantile(d, p), value);
        }
    }
}

// Between two quantiles the logarithm grows evenly: ln 10 / 2 at a quarter of [1, 10, 100].
TEST(Distribution, ATableOfQuantilesHasThem) {
    const Distribution d = quantiles({0, 0.5, 1}, {1, 10, 100});
    EXPECT_EQ(find_fault(d), "");
    EXPECT_DOUBLE_EQ(quantile(d, 0.25), std::sqrt(10.0));
    EXPECT_DOUBLE_EQ(quantile(d, 0.5), 10);
    EXPECT_DOUBLE_EQ(quantile(d, 0.75), std::sqrt(1000.0));
    EXPECT_DOUBLE_EQ(mean(d), (0.5 * 9 + 0.5 * 90) / std::log(10.0));

    const Distribution with_jump = quantiles({0, 0.2, 0.6, 1}, {1, 4, 4, 9});
    EXPECT_EQ(quantile(with_jump, 0.3), 4);
    EXPECT_NEAR(cdf(with_jump, 3.999999), 0.2, 1e-6);
    EXPECT_DOUBLE_EQ(cdf(with_jump, 4), 0.6);
    EXPECT_EQ(cdf(with_jump, 0.5), 0);
    EXPECT_EQ(cdf(with_jump, 9), 1);

    EXPECT_NE(find_fault(quantiles({0, 1}, {2, 1})), "");
    EXPECT_NE(find_fault(quantiles({0.1, 1}, {1, 2})), "");
    EXPECT_NE(find_fault(quantiles({0, 0.5, 0.5, 1}, {1, 2, 3, 4})), "");
    EXPECT_NE(find_fault(quantiles({1}, {1})), "");
}

TEST(Distribution, LognormalFromTwoQuantilesHasThem) {
    const Distribution d = lognormal_from_p50_p90(26, 44);
    EXPECT_EQ(find_fault(d), "");
    EXPECT_NEAR(quantile(d, 0.5), 26, 1e-13);
    EXPECT_NEAR(quantile(d, 0.9), 44, 1e-13);
    EXPECT_EQ(find_fault(lognormal_from_p50_p90(26, 20)), "sigma must be > 0");
    EXPECT_EQ(find_fault(lognormal_from_p50_p90(-1, 20)), "parameters must be finite");
}

TEST(Distribution, FaultsAreNamed) {
    using enum DistributionKind;
    const double nan = std::numeric_limits<double>::quiet_NaN();
    EXPECT_EQ(find_fault(make(kUniform, 5, 5)), "high must be > low");
    EXPECT_EQ(find_fault(make(kNormal, 5, 0)), "sd must be > 0");
    EXPECT_EQ(find_fault(make(kLognormal, 5, -1)), "sigma must be > 0");
    EXPECT_EQ(find_fault(make(kExponential, 0)), "mean must be > 0");
    EXPECT_EQ(find_fault(make(kWeibull, 0, 1)), "scale must be > 0");
    EXPECT_EQ(find_fault(make(kGamma, 1, 0)), "shape must be between 0.001 and 1000000");
    EXPECT_EQ(find_fault(make(kTriangular, 1, 7, 6)), "mode must lie between low and high");
    EXPECT_EQ(find_fault(make(kBetaPert, 6, 6, 6)), "high must be > low");
    EXPECT_EQ(find_fault(make(kNormal, nan, 1)), "parameters must be finite");
    EXPECT_EQ(find_fault(make(kLognormal, 600, 30)),
              "the mean must be finite; truncate it or choose a narrower one");
    EXPECT_EQ(find_fault(empirical({}, {})), "values must not be empty");
    EXPECT_EQ(find_fault(empirical({1, 2}, {1})), "values and weights must be equally many");
    EXPECT_EQ(find_fault(empirical({2, 1}, {1, 1})), "values must ascend");
    EXPECT_EQ(find_fault(empirical({1, 2}, {1, 0})), "weights must be > 0");
    EXPECT_EQ(find_fault(truncate(make(kNormal, 0, 1), 3, 3)),
              "the lower limit of the truncation must be below the upper");
    const std::string empty = "no value lies within the limits of the truncation";
    EXPECT_EQ(find_fault(truncate(make(kConstant, 5), 6, 7)), empty);
    EXPECT_EQ(find_fault(truncate(make(kUniform, 0, 1), 6, 7)), empty);
    EXPECT_EQ(find_fault(truncate(make(kExponential, 1), -7, -6)), empty);
    EXPECT_EQ(find_fault(truncate(empirical({1, 9}, {1, 1}), 2, 8)), empty);
}

TEST(Distribution, AProbabilityOfNoneOrAllBreaksTheContract) {
    EXPECT_THROW((void)quantile(make(DistributionKind::kUniform, 0, 1), 0), ContractViolation);
    EXPECT_THROW((void)quantile(make(DistributionKind::kUniform, 0, 1), 1), ContractViolation);
}

}  // namespace
}  // namespace headroom
