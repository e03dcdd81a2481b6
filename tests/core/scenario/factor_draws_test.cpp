// Correlated and antithetic draws of factors.

#include "src/core/scenario/factor_draws.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "sim/base/detmath.hpp"
#include "sim/base/entity.hpp"
#include "sim/base/philox.hpp"
#include "tests/core/scenario/scenario_folder.hpp"

namespace headroom::scenario {
namespace {

constexpr std::uint32_t kTrials = 20'000;

NamedNumber pair(const std::string& name, double value) {
    return {name, value, {}};
}

// The correlation of the normal scores of two factors over many trials.
double correlation_of_scores(const std::vector<NamedNumber>& pairs,
                             const std::string& a,
                             const std::string& b) {
    double sum = 0;
    for (std::uint32_t trial = 0; trial < kTrials; ++trial) {
        const FactorDraws draws({7, trial, false}, pairs);
        sum += detmath::inverse_normal_cdf(*draws.uniform(a)) *
               detmath::inverse_normal_cdf(*draws.uniform(b));
    }
    return sum / kTrials;  // scores have mean 0 and variance 1
}

// Four standard errors of a mean of products of standard normals, whose variance is at most 2.
const double kTolerance = 4 * std::sqrt(2.0 / kTrials);

TEST(FactorDraws, MoveTogetherAsAsked) {
    const std::vector<NamedNumber> pairs{pair("a.x ~ b.x", 0.6), pair("c.x ~ b.x", -0.3)};
    EXPECT_NEAR(correlation_of_scores(pairs, "a.x", "b.x"), 0.6, kTolerance);
    EXPECT_NEAR(correlation_of_scores(pairs, "b.x", "c.x"), -0.3, kTolerance);
    EXPECT_NEAR(correlation_of_scores(pairs, "a.x", "c.x"), 0, kTolerance);
}

TEST(FactorDraws, StayUniformWhereTheyAreCorrelated) {
    const std::vector<NamedNumber> pairs{pair("a.x ~ b.x", 0.9)};
    std::vector<int> tenths(10);
    for (std::uint32_t trial = 0; trial < kTrials; ++trial)
        ++tenths[static_cast<std::size_t>(*FactorDraws({7, trial, false}, pairs).uniform("b.x") *
                                          10)];
    for (const int count : tenths)  // four standard deviations of a binomial count
        EXPECT_NEAR(count, kTrials / 10.0, 4 * std::sqrt(kTrials * 0.1 * 0.9));
}

TEST(FactorDraws, OfOtherFactorsDoNotChange) {
    const std::vector<NamedNumber> pairs{pair("a.x ~ b.x", 0.9)};
    for (std::uint32_t trial = 0; trial < 100; ++trial) {
        const double alone = draw_uniform({7, Stream::kFactor, entity_of("c.x", 0), 0, trial});
        EXPECT_EQ(*FactorDraws({7, trial, false}, pairs).uniform("c.x"), alone);
        EXPECT_EQ(*FactorDraws({7, trial, false}, {}).uniform("c.x"), alone);
    }
}

TEST(FactorDraws, DoNotDependOnTheOrderOfPairsAndOfTheirFactors) {
    const std::vector<NamedNumber> one{pair("a.x ~ b.x", 0.6), pair("b.x ~ c.x", 0.2)};
    const std::vector<NamedNumber> other{pair("c.x~b.x", 0.2), pair("b.x  ~ a.x", 0.6)};
    for (const char* factor : {"a.x", "b.x", "c.x"})
        EXPECT_EQ(*FactorDraws({7, 3, false}, one).uniform(factor),
                  *FactorDraws({7, 3, false}, other).uniform(factor));
}

TEST(FactorDraws, OfAnAntitheticPairAddUpToOne) {
    const std::vector<NamedNumber> pairs{pair("a.x ~ b.x", 0.6)};
    for (std::uint32_t trial = 0; trial < 200; trial += 2) {
        const FactorDraws even({7, trial, true}, pairs), odd({7, trial + 1, true}, pairs);
        EXPECT_EQ(*even.uniform("c.x") + *odd.uniform("c.x"), 1);
        EXPECT_NEAR(*even.uniform("a.x") + *odd.uniform("a.x"), 1, 1e-14);
        EXPECT_NEAR(*even.uniform("b.x") + *odd.uniform("b.x"), 1, 1e-14);
        EXPECT_EQ(*even.uniform("c.x"), *FactorDraws({7, trial, false}, {}).uniform("c.x"));
    }
}

TEST(FactorCorrelation, IsRepairedToTheNearest) {
    // N. J. Higham, IMA Journal of Numerical Analysis 22 (2002), §5: 1 1 0; 1 1 1; 0 1 1.
    const auto correlation = FactorCorrelation::of({pair("a ~ b", 1), pair("b ~ c", 1)});
    EXPECT_NEAR(correlation.between(0, 1), 0.7607, 5e-5);
    EXPECT_NEAR(correlation.between(1, 2), 0.7607, 5e-5);
    EXPECT_NEAR(correlation.between(0, 2), 0.1573, 5e-5);
    EXPECT_NEAR(correlation.largest_change(), 1 - 0.7607, 5e-5);
    for (std::size_t i = 0; i < 3; ++i)
        EXPECT_EQ(correlation.between(i, i), 1);
}

TEST(FactorCorrelation, ThatIsOneIsLeftAsItIs) {
    const auto correlation = FactorCorrelation::of({pair("a ~ b", 0.5), pair("b ~ c", -0.25)});
    EXPECT_EQ(correlation.largest_change(), 0);
    EXPECT_EQ(correlation.between(0, 1), 0.5);
    EXPECT_EQ(correlation.between(0, 2), 0);
}

TEST(FactorCorrelation, OfOneMakesTwoFactorsTheSame) {
    const auto correlation = FactorCorrelation::of({pair("a ~ b", 1)});
    EXPECT_EQ(correlation.largest_change(), 0);
    for (const double u : {1e-9, 0.1, 0.5, 0.999})
        for (const double other : {1e-6, 0.5, 0.99}) {
            const auto drawn = correlation.correlate({u, other});
            EXPECT_NEAR(drawn[0], u, 1e-12);
            EXPECT_NEAR(drawn[1], u, 3e-4);  // √kRidge times a score of 3
        }
}

constexpr const char* kText = R"(schema = 1
[fleet.a]
nodes = { dist = "uniform", low = 4, high = 12 }
[demand.w]
scale = { dist = "lognormal", median = 1, sigma = 0.3 }
[correlation]
"fleet.a.nodes ~ demand.w.scale" = 1
[montecarlo]
trials = 500
antithetic = true
precision = { "wait.mean" = "5 %" }
[workload.w.generate]
jobs = 1
interarrival = "1 s"
runtime = "1 h"
)";

TEST(StudySettings, ReachTheScenarioAndItsDraws) {
    const ScenarioFolder folder;
    const std::string file = folder.write("s.toml", kText);
    ReadOptions options;
    const auto plain = read_scenario(file, options);
    ASSERT_TRUE(plain) << format_diagnostics(plain.error());
    EXPECT_EQ(plain->montecarlo.trials, 500);
    EXPECT_TRUE(plain->montecarlo.antithetic);
    EXPECT_EQ(plain->montecarlo.precision.at(0).name, "wait.mean");
    EXPECT_DOUBLE_EQ(plain->montecarlo.precision.at(0).value, 0.05);
    std::vector<double> nodes, scales;
    for (const std::uint32_t trial : {0U, 1U}) {
        options.trial = trial;
        const auto drawn = read_scenario(file, options);
        nodes.push_back(drawn->fleets[0].second.nodes.value);
        scales.push_back(drawn->demands[0].second.scale.value);
    }
    EXPECT_NEAR(nodes[0] + nodes[1], 16, 1);      // mirrored, then rounded
    EXPECT_NEAR(scales[0] * scales[1], 1, 1e-9);  // about the median
    EXPECT_EQ(nodes[0] > 8, scales[0] > 1);       // together
}

TEST(StudySettings, AFactorCanBeHeldAtAQuantile) {
    const ScenarioFolder folder;
    const std::string file = folder.write("s.toml", kText);
    ReadOptions options;
    options.at_quantile = {{"fleet.a.nodes", 0.9}};
    const auto scenario = read_scenario(file, options);
    EXPECT_EQ(scenario->fleets[0].second.nodes.value, 11);  // 4 + 0.9 · 8, rounded
    EXPECT_NEAR(scenario->demands[0].second.scale.value, std::exp(0.045), 1e-12);
}

}  // namespace
}  // namespace headroom::scenario
