#include "kernels/summary/histogram.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include <gtest/gtest.h>

#include "sim/base/philox.hpp"
#include "sim/base/statistics.hpp"

namespace headroom::mc {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

// Both signs, forty orders of magnitude, beyond the window on either side.
std::vector<double> scattered(std::uint32_t count, std::uint64_t seed) {
    std::vector<double> values;
    for (std::uint32_t i = 0; i < count; ++i) {
        const double u = draw_uniform({seed, Stream::kRuntime, 0, i, 0});
        const double sign = draw_uniform({seed, Stream::kGpus, 0, i, 0}) < 0.5 ? -1 : 1;
        values.push_back(sign * std::pow(10.0, 40 * (u - 0.5)));
    }
    return values;
}

TEST(HistogramBins, HoldExactlyTheValuesBetweenTheirEdges) {
    for (std::uint32_t bin = 0; bin < kHistogramBins; ++bin) {
        const double low = histogram_low(bin);
        const double high = histogram_low(bin + 1);
        ASSERT_LT(low, high) << bin;
        ASSERT_EQ(histogram_bin(low), bin);
        ASSERT_EQ(histogram_bin(std::nextafter(high, low)), bin);
        ASSERT_EQ(histogram_bin(high), std::min(bin + 1, kHistogramBins - 1));
    }
}

TEST(HistogramBins, AreSixtyFourAnOctaveOfEqualWidth) {
    const std::uint32_t one = histogram_bin(1.0);
    for (std::uint32_t i = 0; i <= kBinsAnOctave; ++i)
        EXPECT_EQ(histogram_low(one + i), 1 + i / 64.0);
    EXPECT_EQ(histogram_bin(2.0), one + 64);
    EXPECT_EQ(histogram_bin(0x1p-40), kZeroBin + 1);
    EXPECT_EQ(histogram_bin(0x1p60), kHistogramBins - 1);
    EXPECT_EQ(kHistogramBins, 12'803u);
}

TEST(HistogramBins, PutZeroInTheMiddleAndInfinitiesAtTheEnds) {
    for (const double tiny : {0.0, -0.0, 1e-300, -1e-300, 5e-324, -5e-324, -0x1p-40})
        EXPECT_EQ(histogram_bin(tiny), kZeroBin) << tiny;
    EXPECT_EQ(histogram_bin(kInfinity), kHistogramBins - 1);
    EXPECT_EQ(histogram_bin(1e300), kHistogramBins - 1);
    EXPECT_EQ(histogram_bin(-kInfinity), 0u);
    EXPECT_EQ(histogram_bin(-0x1p60), 1u);  // a lower edge belongs to its bin
    EXPECT_EQ(histogram_low(0), -kInfinity);
    EXPECT_EQ(histogram_low(kHistogramBins), kInfinity);
}

TEST(HistogramBins, AscendWithTheValue) {
    std::vector<double> values = scattered(20'000, 1);
    std::sort(values.begin(), values.end());
    for (std::size_t i = 1; i < values.size(); ++i)
        ASSERT_LE(histogram_bin(values[i - 1]), histogram_bin(values[i]));
}

TEST(Histogram, BoundsEveryNearestRankPercentile) {
    std::vector<double> values = scattered(5'000, 2);
    Histogram histogram;
    for (const double value : values)
        histogram.add(value);
    std::sort(values.begin(), values.end());
    for (int percent = 1; percent <= 100; ++percent) {
        const double p = percent / 100.0;
        const double exact = nearest_rank(std::span<const double>(values), p);
        const Histogram::Quantile found = histogram.quantile(p);
        EXPECT_LE(found.low, exact) << percent;
        EXPECT_GT(found.high, exact) << percent;
        EXPECT_EQ(found.rank, nearest_rank_index(values.size(), p));
    }
}

TEST(Histogram, ASecondPassOverItsBinFindsThePercentileItself) {
    const std::vector<double> values = scattered(5'000, 3);
    Histogram histogram;
    for (const double value : values)
        histogram.add(value);
    const Histogram::Quantile found = histogram.quantile(0.95);
    std::vector<double> kept;
    for (const double value : values)
        if (histogram_bin(value) == found.bin)
            kept.push_back(value);
    std::sort(kept.begin(), kept.end());
    std::vector<double> sorted = values;
    std::sort(sorted.begin(), sorted.end());
    EXPECT_EQ(kept.at(found.rank - found.before),
              nearest_rank(std::span<const double>(sorted), 0.95));
}

TEST(Histogram, DoesNotShowHowItsValuesWereSplitAndMerged) {
    const std::vector<double> values = scattered(3'000, 4);
    Histogram whole, a, b, c;
    for (std::size_t i = 0; i < values.size(); ++i) {
        whole.add(values[i]);
        (i % 7 == 0 ? a : i % 3 == 0 ? b : c).add(values[i]);
    }
    Histogram forward = a, backward = c;
    forward.merge(b);
    forward.merge(c);
    backward.merge(b);
    backward.merge(a);
    EXPECT_EQ(forward, whole);
    EXPECT_EQ(backward, whole);
    EXPECT_EQ(whole.count(), values.size());
}

TEST(Histogram, ComesBackFromItsBytes) {
    Histogram histogram;
    for (const double value : scattered(1'000, 5))
        histogram.add(value);
    const std::string bytes = histogram.serialise();
    const auto back = Histogram::parse(bytes);
    ASSERT_TRUE(back.has_value());
    EXPECT_EQ(*back, histogram);
    EXPECT_EQ(Histogram::parse(Histogram().serialise()), Histogram());
}

TEST(Histogram, RefusesBytesThatAreNone) {
    Histogram histogram;
    histogram.add(1);
    histogram.add(2);
    const std::string bytes = histogram.serialise();
    EXPECT_FALSE(Histogram::parse(""));
    EXPECT_FALSE(Histogram::parse(bytes.substr(1)));
    EXPECT_FALSE(Histogram::parse(bytes.substr(0, bytes.size() - 8)));
    EXPECT_FALSE(Histogram::parse(bytes + bytes.substr(8)));  // bins out of order
    std::string other_bins = bytes;
    ++other_bins[0];
    EXPECT_FALSE(Histogram::parse(other_bins));
}

}  // namespace
}  // namespace headroom::mc
