// Known answers of the processes: deterministic where the law of a step is known (the map from the
// uniform to the value), else moments over many trials within four standard errors: a chance of
// 6e-5 to fail for another seed; the seed is fixed, so they never fail by chance.

#include <cmath>
#include <functional>

#include <gtest/gtest.h>

#include "kernels/process/gbm.hpp"
#include "kernels/process/level.hpp"
#include "kernels/process/node_price.hpp"
#include "kernels/process/ornstein_uhlenbeck.hpp"
#include "kernels/process/regime.hpp"
#include "kernels/process/spikes.hpp"

namespace headroom::mc {
namespace {

constexpr DrawSeed kSeed{7, false};

struct Moments {
    double mean = 0;
    double variance = 0;
    double mean_error = 0;      // standard errors
    double variance_error = 0;  // from the fourth moment
};

Moments moments_of(std::uint32_t trials, const std::function<double(std::uint32_t)>& value) {
    std::vector<double> values;
    for (std::uint32_t trial = 0; trial < trials; ++trial) {
        values.push_back(value(trial));
    }
    const double n = trials;
    Moments m;
    for (const double x : values) {
        m.mean += x / n;
    }
    double fourth = 0;
    for (const double x : values) {
        const double square = (x - m.mean) * (x - m.mean);
        m.variance += square / n;
        fourth += square * square / n;
    }
    m.mean_error = std::sqrt(m.variance / n);
    m.variance_error = std::sqrt((fourth - m.variance * m.variance) / n);
    return m;
}

void expect_moments(const Moments& m, double mean, double variance) {
    EXPECT_NEAR(m.mean, mean, 4 * m.mean_error);
    EXPECT_NEAR(m.variance, variance, 4 * m.variance_error);
}

// MODELS: μ 0.3, σ 0.25, T 3.
TEST(Gbm, MapsUniformsToTheKnownQuantiles) {
    const GbmStep step = gbm_step(0.25, 3);
    const auto at = [&](double u) {
        return std::exp(next_gbm(step, 0.0, 0.3 * 3, inverse_normal(u)));
    };
    EXPECT_NEAR(at(0.1), 1.285724, 5e-7);
    EXPECT_NEAR(at(0.5), 2.239494, 5e-7);
    EXPECT_NEAR(at(0.9), 3.900786, 5e-7);
}

TEST(Gbm, HasTheKnownMeanAfterManySteps) {
    const GbmStep step = gbm_step(0.25, 1.0 / 12);
    const Moments m = moments_of(40'000, [&](std::uint32_t trial) {
        const TrialDraws<double> draws(kSeed, trial);
        double x = 0;
        for (std::uint32_t i = 0; i < 36; ++i) {
            x = next_gbm(step, x, 0.3 / 12,
                         inverse_normal(draws.at(Stream::kPlanDemand, 1, i).first));
        }
        return std::exp(x);
    });
    // Of a lognormal: mean²·(e^(σ²T) - 1).
    expect_moments(m, 2.459603, 2.459603 * 2.459603 * std::expm1(0.25 * 0.25 * 3));
}

// QuantLib's test set (test-suite/ornsteinuhlenbeck, MODELS): κ 2.5, σ 0.7, θ 1.43, x 0.
TEST(OrnsteinUhlenbeck, HasTheKnownMeanAndVarianceOfOneStep) {
    struct Row {
        double years, mean, variance;
    };
    for (const Row& row :
         {Row{0.1, 0.316315, 0.0385600}, Row{1, 1.312618, 0.0973397}, Row{10, 1.43, 0.098}}) {
        const OuStep step = ou_step(2.5, 0.7, row.years);
        EXPECT_NEAR(next_ou(step, 1.43, 0.0, 0.0), row.mean, 5e-7) << row.years;
        EXPECT_NEAR(step.noise * step.noise, row.variance, 5e-8) << row.years;
        const double p90 = next_ou(step, 1.43, 0.0, inverse_normal(0.9));
        EXPECT_NEAR(p90, row.mean + 1.2815516 * std::sqrt(row.variance), 1e-6) << row.years;
    }
}

TEST(OrnsteinUhlenbeck, IsExactHoweverTheTimeIsSplit) {
    const OuStep whole = ou_step(2.5, 0.7, 1);
    const OuStep part = ou_step(2.5, 0.7, 0.125);
    double mean = 0;
    double variance = 0;
    for (int i = 0; i < 8; ++i) {
        mean = next_ou(part, 1.43, mean, 0.0);
        variance = variance * part.keep * part.keep + part.noise * part.noise;
    }
    EXPECT_NEAR(mean, next_ou(whole, 1.43, 0.0, 0.0), 1e-14);
    EXPECT_NEAR(variance, whole.noise * whole.noise, 1e-14);
}

TEST(OrnsteinUhlenbeck, BecomesABrownianMotionWithoutReversion) {
    EXPECT_DOUBLE_EQ(ou_variance(0, 0.7, 2), 0.98);
    EXPECT_NEAR(ou_variance(1e-12, 0.7, 2), 0.98, 1e-11);
    EXPECT_EQ(ou_step(0, 0.7, 2).keep, 1);
}

TEST(Poisson, CountsByTheExactDistributionFunction) {
    const double p0 = std::exp(-1.5);
    EXPECT_EQ(poisson_count(1.5, p0 * 0.999), 0);
    EXPECT_EQ(poisson_count(1.5, p0 * 1.001), 1);
    EXPECT_EQ(poisson_count(1.5, p0 * (1 + 1.5) * 0.999), 1);
    EXPECT_EQ(poisson_count(1.5, p0 * (1 + 1.5) * 1.001), 2);
    EXPECT_EQ(poisson_count(0.0, 0.999999), 0);
    // Median and upper tail at the largest mean: ν + 1/3 - 0.02/ν lies near 60; nothing overflows.
    EXPECT_EQ(poisson_count(kMostPoissonMean, 0.5), 60);
    EXPECT_LT(poisson_count(kMostPoissonMean, 1 - 0x1p-53), kMostPoissonCount);
}

// MODELS: λ 1, η 2, β 5.
constexpr SpikeLaw kKluge{.per_year = 1, .mean_jump = 0.5, .decay_years = 0.2};

TEST(Spikes, HaveTheStationaryMomentsOfKluge) {
    // One step of 10 years from 0: e^(-βt) = 2e-22, so the law is the stationary one.
    const SpikeStep step = spike_step(kKluge, 10);
    const auto end = [&](std::uint32_t trial) {
        const TrialDraws<double> draws(kSeed, trial);
        return next_spikes(step, 0.0, draws.at(Stream::kPlanPrice, 0, 0).second, draws, 0);
    };
    expect_moments(moments_of(200'000, end), 0.1, 0.05);
    const Moments exponent =
        moments_of(200'000, [&](std::uint32_t trial) { return std::exp(end(trial)); });
    EXPECT_NEAR(exponent.mean, 1.148698, 4 * exponent.mean_error);
    EXPECT_NEAR(std::exp(log_mean_of_spikes(kKluge, 100)), 1.148698, 5e-7);
}

TEST(Spikes, HaveTheSameLawHoweverTheTimeIsSplit) {
    // Jumps and decay within a step: 4 steps of 0.1 y have the moments of Y(0.4) from Y(0) = 1.
    const SpikeStep step = spike_step(kKluge, 0.1);
    const Moments m = moments_of(200'000, [&](std::uint32_t trial) {
        const TrialDraws<double> draws(kSeed, trial);
        double y = 1;
        for (std::uint32_t i = 0; i < 4; ++i) {
            y = next_spikes(step, y, draws.at(Stream::kPlanPrice, 0, i).second, draws, i);
        }
        return y;
    });
    // E = e^(-βt) + λ/(ηβ)·(1 - e^(-βt)), Var = λ/(βη²)·(1 - e^(-2βt)).
    expect_moments(m, std::exp(-2.0) + 0.1 * (1 - std::exp(-2.0)), 0.05 * (1 - std::exp(-4.0)));
}

TEST(Spikes, KnowTheMeanOfTheirExponentialOnTheWay) {
    const double years = 0.25;
    const SpikeStep step = spike_step(kKluge, years);
    const Moments m = moments_of(200'000, [&](std::uint32_t trial) {
        const TrialDraws<double> draws(kSeed, trial);
        const double u = draws.at(Stream::kPlanPrice, 0, 0).second;
        return std::exp(next_spikes(step, 0.0, u, draws, 0));
    });
    EXPECT_NEAR(m.mean, std::exp(log_mean_of_spikes(kKluge, years)), 4 * m.mean_error);
}

TEST(Regime, TwoShortStepsAreOneLongOne) {
    const RegimeStep one = regime_step(2, 0.5, 0.1);
    const RegimeStep two = regime_step(2, 0.5, 0.2);
    const double again =
        one.busy_from_calm * one.busy_from_busy + (1 - one.busy_from_calm) * one.busy_from_calm;
    EXPECT_NEAR(two.busy_from_calm, again, 1e-15);
    EXPECT_NEAR(regime_step(2, 0.5, 1000).busy_from_calm, 0.2, 1e-15);
    EXPECT_NEAR(regime_step(2, 0.5, 1000).busy_from_busy, 0.2, 1e-15);
    // At short times the rates: 1/2 a year into busy, 2 a year out of it.
    EXPECT_NEAR(regime_step(2, 0.5, 1e-6).busy_from_calm, 0.5e-6, 1e-11);
    EXPECT_NEAR(1 - regime_step(2, 0.5, 1e-6).busy_from_busy, 2e-6, 1e-11);
}

TEST(Regime, TurnsWhereTheUniformIsBelowTheChance) {
    const RegimeStep step{0.25, 0.75};
    EXPECT_EQ(next_regime(step, 0.0, 0.2499), 1);
    EXPECT_EQ(next_regime(step, 0.0, 0.2501), 0);
    EXPECT_EQ(next_regime(step, 1.0, 0.7499), 1);
    EXPECT_EQ(next_regime(step, 1.0, 0.7501), 0);
}

TEST(Level, FollowsTheLogisticCurve) {
    const double ceiling = 1000;
    double log_x = std::log(without_ceiling(100.0, ceiling));
    for (int year = 0; year <= 20; ++year, log_x += 0.5) {
        const double closed = ceiling / (1 + (ceiling / 100 - 1) * std::exp(-0.5 * year));
        EXPECT_NEAR(under_ceiling(std::exp(log_x), ceiling), closed, 1e-9) << year;
    }
    EXPECT_EQ(under_ceiling(123.0, detmath::kInfinity), 123);
}

TEST(NodePrice, FallsOnAverageByDeclineAndGenerations) {
    const NodePriceLaw law{std::log(0.75), 0.2, 0.5, std::log(0.8)};
    const NodePriceStep step = node_price_step(law, 0.25);
    const Moments m = moments_of(100'000, [&](std::uint32_t trial) {
        const TrialDraws<double> draws(kSeed, trial);
        double x = 0;
        for (std::uint32_t i = 0; i < 12; ++i) {
            const auto u = draws.at(Stream::kPlanNodePrice, 0, i);
            x = next_node_price(step, x, inverse_normal(u.first), u.second);
        }
        return std::exp(x);
    });
    // E (1-s)^N = e^(νt((1-s) - 1)), Glasserman 3.5.
    EXPECT_NEAR(m.mean, std::exp(3 * std::log(0.75) - 3 * 0.5 * 0.2), 4 * m.mean_error);
}

}  // namespace
}  // namespace headroom::mc
