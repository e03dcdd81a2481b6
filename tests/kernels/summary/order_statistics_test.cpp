#include "kernels/summary/order_statistics.hpp"

#include <cmath>
#include <vector>

#include <gtest/gtest.h>

#include "sim/base/contract.hpp"

namespace headroom::mc {
namespace {

struct KnownRanks {
    std::size_t n;
    double p;
    std::size_t low, high;
    double coverage;
};

TEST(PercentileRanks, CoverAsKnownAndAreWithinTheKnownOnes) {
    // Ranks of the normal approximation at 95 % with their exact coverage: MODELS-facility §6. The
    // exact ranks may be narrower at the upper end.
    for (const KnownRanks& known : {KnownRanks{100, 0.5, 40, 61, 0.9648},
                                    {1000, 0.9, 881, 920, 0.9604},
                                    {1000, 0.95, 936, 965, 0.9650},
                                    {10'000, 0.99, 9880, 9921, 0.9609}}) {
        EXPECT_NEAR(rank_coverage(known.n, known.p, known.low, known.high), known.coverage, 5e-5);
        const RankInterval found = percentile_ranks(known.n, known.p, 0.95);
        EXPECT_EQ(found.low, known.low) << known.n;
        EXPECT_LE(*found.high, known.high) << known.n;
        EXPECT_GE(*found.high, known.high - 1) << known.n;
        EXPECT_GE(found.coverage, 0.95) << known.n;
    }
}

// The sum of the binomial's terms themselves, with log Γ.
double binomial_between(std::size_t low, std::size_t high, std::size_t n, double p) {
    double sum = 0;
    for (std::size_t k = low; k < high; ++k) {
        const auto x = static_cast<double>(k), m = static_cast<double>(n);
        sum += std::exp(std::lgamma(m + 1) - std::lgamma(x + 1) - std::lgamma(m - x + 1) +
                        x * std::log(p) + (m - x) * std::log1p(-p));
    }
    return sum;
}

TEST(PercentileRanks, CoverAsOftenAsTheySayAndNoNarrowerWould) {
    for (const std::size_t n : {61U, 100U, 257U, 1000U})
        for (const double p : {0.1, 0.5, 0.9, 0.95}) {
            const RankInterval found = percentile_ranks(n, p, 0.9);
            ASSERT_TRUE(found.low && found.high) << n << " " << p;
            const double exact = binomial_between(*found.low, *found.high, n, p);
            EXPECT_NEAR(found.coverage, exact, 1e-9);
            EXPECT_GE(exact, 0.9);
            EXPECT_GT(binomial_between(0, *found.low + 1, n, p), 0.05);
            EXPECT_GT(binomial_between(*found.high - 1, n + 1, n, p), 0.05);
        }
}

TEST(PercentileRanks, AreMissingWhereTheValuesAreTooFew) {
    EXPECT_FALSE(percentile_ranks(58, 0.95, 0.9).high);
    EXPECT_TRUE(percentile_ranks(59, 0.95, 0.9).high);
    EXPECT_TRUE(percentile_ranks(58, 0.95, 0.9).low);
    EXPECT_FALSE(percentile_ranks(4, 0.5, 0.9).low);
    EXPECT_FALSE(percentile_ranks(0, 0.5, 0.9).low);
    EXPECT_THROW((void)percentile_ranks(10, 1, 0.9), ContractViolation);
}

TEST(WilksSampleSize, IsTheKnownOne) {
    EXPECT_EQ(wilks_sample_size(0.95, 0.95), 59U);
    EXPECT_EQ(wilks_sample_size(0.99, 0.95), 299U);
    EXPECT_EQ(wilks_sample_size(0.9, 0.9), 22U);  // 1 - 0.9^22 = 0.9015
    EXPECT_EQ(wilks_sample_size(0.5, 0.75), 2U);  // exactly
}

TEST(TailMean, IsTheMeanOfTheWorstShare) {
    std::vector<double> values;
    for (int i = 1; i <= 100; ++i)
        values.push_back(i);
    EXPECT_EQ(tail_mean(values, 0.05, Tail::kHighest), 98);  // of 96 … 100
    EXPECT_EQ(tail_mean(values, 0.05, Tail::kLowest), 3);
    EXPECT_EQ(tail_mean(values, 0.07, Tail::kHighest), 97);  // 0.07 · 100 lies above 7 in doubles
    EXPECT_EQ(tail_mean(values, 1, Tail::kLowest), 50.5);
}

TEST(TailMean, CountsAValueInPartWhereTheShareEndsInIt) {
    const std::vector<double> values{1, 2, 3, 10};
    // 0.375 · 4 = 1.5 values: (10 + 0.5 · 3) / 1.5.
    EXPECT_DOUBLE_EQ(tail_mean(values, 0.375, Tail::kHighest), 11.5 / 1.5);
    EXPECT_EQ(tail_mean(values, 0.05, Tail::kHighest), 10);  // less than one value: the worst
    EXPECT_THROW((void)tail_mean({}, 0.05, Tail::kHighest), ContractViolation);
}

}  // namespace
}  // namespace headroom::mc
