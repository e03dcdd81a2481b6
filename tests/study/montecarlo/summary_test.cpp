#include "src/study/montecarlo/summary.hpp"

#include <cmath>
#include <iostream>
#include <limits>

#include <gtest/gtest.h>

#include "kernels/summary/order_statistics.hpp"
#include "sim/base/detmath.hpp"
#include "sim/base/philox.hpp"

namespace headroom::study {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

double uniform(std::uint64_t seed, std::uint32_t i) {
    return draw_uniform({seed, Stream::kRuntime, 0, i, 0});
}

TEST(Summary, OfOneToAHundred) {
    std::vector<double> values;
    for (int i = 100; i >= 1; --i)
        values.push_back(i);
    const Summary summary = summarise(values, {}, sim::Better::kLower);
    EXPECT_EQ(summary.n, 100U);
    EXPECT_EQ(summary.mean, 50.5);
    EXPECT_NEAR(summary.deviation, std::sqrt(100 * 101 / 12.0), 1e-12);
    EXPECT_NEAR(summary.standard_error, summary.deviation / 10, 1e-12);
    EXPECT_EQ(summary.percentile(0.05), 5);
    EXPECT_EQ(summary.percentile(0.5), 50);
    EXPECT_EQ(summary.percentile(0.95), 95);
    EXPECT_EQ(summary.least, 1);
    EXPECT_EQ(summary.most, 100);
    EXPECT_EQ(summary.tail_mean, 98);  // the worst five
    // t(0.95; 99) = 1.660391.
    EXPECT_NEAR(summary.mean_interval.high - summary.mean, 1.660391 * summary.standard_error, 1e-5);
    const mc::RankInterval ranks = mc::percentile_ranks(100, 0.5, kSummaryLevel);
    EXPECT_EQ(summary.p50_interval.low, static_cast<double>(*ranks.low));
    EXPECT_EQ(summary.p50_interval.high, static_cast<double>(*ranks.high));
}

TEST(Summary, HasItsTailOnTheBadSide) {
    std::vector<double> values;
    for (int i = 1; i <= 100; ++i)
        values.push_back(i);
    EXPECT_EQ(summarise(values, {}, sim::Better::kHigher).tail_mean, 3);
    EXPECT_TRUE(std::isnan(summarise(values, {}, sim::Better::kNeither).tail_mean));
}

TEST(Summary, LeavesOutTrialsWithoutAValue) {
    const Summary summary = summarise(std::vector<double>{1, kNone, 3}, {}, sim::Better::kNeither);
    EXPECT_EQ(summary.n, 2U);
    EXPECT_EQ(summary.mean, 2);
}

TEST(Summary, SaysNothingWhereNothingIsKnown) {
    const Summary none = summarise(std::vector<double>{kNone}, {}, sim::Better::kLower);
    for (const NamedStatistic& one : list_statistics(none))
        EXPECT_TRUE(std::isnan(one.value)) << one.name;
    const Summary single = summarise(std::vector<double>{7}, {}, sim::Better::kLower);
    EXPECT_EQ(single.mean, 7);
    EXPECT_TRUE(std::isnan(single.standard_error));
    EXPECT_TRUE(std::isnan(single.mean_interval.low));
    EXPECT_TRUE(std::isnan(single.p95_interval.high));
}

TEST(Summary, KnowsNoUpperEndOfAPercentileFromTooFewTrials) {
    const auto summary_of = [](int n) {
        std::vector<double> values;
        for (int i = 0; i < n; ++i)
            values.push_back(i);
        return summarise(values, {}, sim::Better::kLower);
    };
    EXPECT_TRUE(std::isnan(summary_of(58).p95_interval.high));  // Wilks: 59
    EXPECT_EQ(summary_of(59).p95_interval.high, 58);
}

TEST(Summary, TakesTheErrorOfAntitheticTrialsFromTheirPairs) {
    std::vector<double> values;
    for (std::uint32_t i = 0; i < 5000; ++i) {
        values.push_back(std::exp(uniform(1, i)));
        values.push_back(std::exp(1 - uniform(1, i)));
    }
    const Summary summary = summarise(values, {0, true}, sim::Better::kNeither);
    // The variance of a pair's mean is 0.003912497 (MODELS-facility §6); four standard errors.
    EXPECT_NEAR(summary.standard_error * summary.standard_error * 5000, 0.003912497,
                4 * 0.003912497 * std::sqrt(2.0 / 5000));
    EXPECT_NEAR(summary.mean, 1.718281828, 4 * summary.standard_error);
    // From an odd trial on: the first has no partner.
    const std::vector<double> tail(values.begin() + 1, values.end());
    EXPECT_LT(summarise(tail, {1, true}, sim::Better::kNeither).standard_error, 0.0011);
    EXPECT_GT(summarise(tail, {0, true}, sim::Better::kNeither).standard_error, 0.004);
}

struct Coverage {
    double mean = 0;
    double p95 = 0;
};

// How often the 90 % intervals hold the truth: exponential values with the mean 1, whose P95 is
// ln 20, `n` a repetition, the seed being the number of the repetition.
Coverage cover(std::size_t repetitions, std::uint32_t n) {
    std::size_t mean = 0, p95 = 0;
    std::vector<double> values(n);
    for (std::size_t repetition = 0; repetition < repetitions; ++repetition) {
        for (std::uint32_t i = 0; i < n; ++i)
            values[i] = -detmath::log(uniform(repetition, i));
        const Summary summary = summarise(values, {}, sim::Better::kNeither);
        mean += summary.mean_interval.low <= 1 && 1 <= summary.mean_interval.high ? 1U : 0U;
        const double truth = std::log(20.0);
        p95 += summary.p95_interval.low <= truth && truth <= summary.p95_interval.high ? 1U : 0U;
    }
    const auto all = static_cast<double>(repetitions);
    return {static_cast<double>(mean) / all, static_cast<double>(p95) / all};
}

// 4,000 repetitions: the standard error of a share of 90 % is 0.5 %, so that 88 to 92 % are four of
// them about the truth. The seeds are 0, 1, 2 …, chosen before anything was looked at.
TEST(SummaryIntervals, HoldTheTruthAsOftenAsTheySay) {
    const Coverage found = cover(4000, 1000);
    std::cout << "coverage of 90 % intervals, 4,000 repetitions of 1,000 exponential values: mean "
              << found.mean << ", P95 " << found.p95 << " (exact "
              << mc::percentile_ranks(1000, 0.95, 0.9).coverage << "), standard error 0.005\n";
    EXPECT_GE(found.mean, 0.88);
    EXPECT_LE(found.mean, 0.92);
    EXPECT_GE(found.p95, 0.88);
    EXPECT_LE(found.p95, 0.92 + 0.005);  // ranks are whole: what is exact is a little above 90 %
}

}  // namespace
}  // namespace headroom::study
