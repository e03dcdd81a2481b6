// Known answers of variance reduction: MODELS-facility §6. The tolerance of a mean is four of its
// standard errors; that of a variance, four of a variance's, √(2/n) of it for values as light in
// the tails as these.

#include "kernels/summary/variance_reduction.hpp"

#include <cmath>
#include <limits>
#include <vector>

#include <gtest/gtest.h>

#include "sim/base/detmath.hpp"
#include "sim/base/philox.hpp"

namespace headroom::mc {
namespace {

constexpr std::uint32_t kValues = 200'000;
constexpr double kE = 2.718281828459045;

double uniform(std::uint32_t i) {
    return draw_uniform({11, Stream::kFactor, 0, i, 0});
}

double tolerance(double variance, std::size_t n) {
    return 4 * variance * std::sqrt(2.0 / static_cast<double>(n));
}

TEST(VarianceReduction, WithoutAnyEToTheUVariesAsItMust) {
    Moments plain;
    for (std::uint32_t i = 0; i < kValues; ++i)
        plain.add(std::exp(uniform(i)));
    EXPECT_NEAR(plain.mean(), kE - 1, 4 * plain.standard_error());
    EXPECT_NEAR(plain.variance(), 0.242035607, tolerance(0.242035607, kValues));
}

TEST(PairMeans, OfAntitheticValuesVarySixtyTimesLess) {
    std::vector<double> values;
    for (std::uint32_t i = 0; i < kValues; ++i) {
        values.push_back(std::exp(uniform(i)));
        values.push_back(std::exp(1 - uniform(i)));
    }
    const Moments pairs = pair_means(values);
    EXPECT_EQ(pairs.count(), kValues);
    EXPECT_NEAR(pairs.mean(), kE - 1, 4 * pairs.standard_error());
    EXPECT_NEAR(pairs.variance(), 0.003912497, tolerance(0.003912497, kValues));
}

TEST(PairMeans, LeaveOutWhatHasNoPartner) {
    const double none = std::numeric_limits<double>::quiet_NaN();
    const std::vector<double> values{1, 3, none, 5, 6, 8, 9};
    const Moments pairs = pair_means(values);
    EXPECT_EQ(pairs.count(), 2U);
    EXPECT_EQ(pairs.mean(), 4.5);
}

TEST(ControlVariate, TakesOutWhatTheControlExplains) {
    std::vector<double> y, x;
    for (std::uint32_t i = 0; i < kValues; ++i) {
        x.push_back(uniform(i));
        y.push_back(std::exp(uniform(i)));
    }
    const ControlledMean found = control_variate(y, x, 0.5);
    EXPECT_NEAR(found.variance, 0.003940223, tolerance(0.003940223, kValues));
    // The slope's standard error is √(residual variance / (n · Var U)).
    EXPECT_NEAR(found.slope, 1.690309, 4 * std::sqrt(0.003940223 * 12 / kValues));
    EXPECT_NEAR(found.mean, kE - 1, 4 * std::sqrt(found.variance / kValues));
}

TEST(ImportanceSampling, FindsATailThatPlainDrawsHardlyReach) {
    // P(Z > 4): draws about 4, each weighted with φ(z) / φ(z - 4) = exp(8 - 4z).
    Moments weighted;
    for (std::uint32_t i = 0; i < kValues; ++i) {
        const double z = 4 + detmath::inverse_normal_cdf(uniform(i));
        weighted.add(z > 4 ? std::exp(8 - 4 * z) : 0);
    }
    EXPECT_NEAR(weighted.mean(), 3.1671242e-5, 4 * weighted.standard_error());
    EXPECT_LT(weighted.standard_error() / weighted.mean(), 0.005);  // plain draws: 0.4
}

TEST(KimNelson, HasTheKnownConstants) {
    struct Known {
        std::size_t k, first;
        double eta, h_squared;
    };
    for (const Known& known : {Known{10, 10, 0.859083, 15.4635},
                               {5, 20, 0.237238, 9.01506},
                               {2, 30, 0.0860511, 4.99097}}) {
        const KimNelson found = kim_nelson(known.k, known.first, 0.05);
        EXPECT_NEAR(found.eta / known.eta, 1, 5e-6) << known.k;
        EXPECT_NEAR(found.h_squared / known.h_squared, 1, 5e-6) << known.k;
    }
}

}  // namespace
}  // namespace headroom::mc
