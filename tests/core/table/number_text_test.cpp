#include "src/core/table/number_text.hpp"

#include <cmath>
#include <cstdlib>
#include <limits>

#include <gtest/gtest.h>

namespace headroom::report {
namespace {

std::string shortest(double value) {
    std::string text;
    append_shortest(text, value);
    return text;
}

std::string seconds(std::int64_t time_us) {
    std::string text;
    append_seconds(text, time_us);
    return text;
}

TEST(NumberText, ShortestTextReadsBackAsTheSameDouble) {
    EXPECT_EQ(shortest(0.1), "0.1");
    EXPECT_EQ(shortest(5), "5");
    EXPECT_EQ(shortest(-0.0), "0");
    for (const double value : {1.0 / 3, 1e300, 5e-324, 123456789.123456789, -2.5e-7, 0x1p63})
        EXPECT_EQ(std::strtod(shortest(value).c_str(), nullptr), value) << shortest(value);
}

TEST(NumberText, WhatIsNotFiniteHasNoText) {
    EXPECT_EQ(shortest(std::nan("")), "");
    EXPECT_EQ(shortest(std::numeric_limits<double>::infinity()), "");
}

TEST(NumberText, SecondsAreExactToTheMicrosecond) {
    EXPECT_EQ(seconds(0), "0");
    EXPECT_EQ(seconds(1), "0.000001");
    EXPECT_EQ(seconds(1'500'000), "1.5");
    EXPECT_EQ(seconds(-1'000'001), "-1.000001");
    EXPECT_EQ(seconds(-250'000), "-0.25");
    EXPECT_EQ(seconds(9'223'372'036'854'775'807), "9223372036854.775807");
    EXPECT_EQ(seconds(std::numeric_limits<std::int64_t>::min()), "-9223372036854.775808");
}

TEST(NumberText, PeopleReadGroupedDigits) {
    EXPECT_EQ(group_thousands(0), "0");
    EXPECT_EQ(group_thousands(999), "999");
    EXPECT_EQ(group_thousands(82247), "82,247");
    EXPECT_EQ(group_thousands(-1234567), "-1,234,567");
    EXPECT_EQ(fixed_text(1234.56, 1), "1,234.6");
    EXPECT_EQ(fixed_text(-123.4, 2), "-123.40");
    EXPECT_EQ(fixed_text(std::nan(""), 1), "-");
}

TEST(NumberText, ASmallShareIsNotShownAsNothing) {
    EXPECT_EQ(percent_text(0), "0.0 %");
    EXPECT_EQ(percent_text(0.8412), "84.1 %");
    EXPECT_EQ(percent_text(0.0001), "< 0.1 %");
    EXPECT_EQ(percent_text(1), "100.0 %");
}

TEST(NumberText, SignificantDigitsAreRoundedAndEndInNoZeros) {
    EXPECT_EQ(significant_text(28'227'884.125, 8), "28227884");
    EXPECT_EQ(significant_text(28'227'884.125, 3), "28200000");
    EXPECT_EQ(significant_text(0.00099996, 3), "0.001");
    EXPECT_EQ(significant_text(-2.5, 7), "-2.5");
    EXPECT_EQ(significant_text(0, 3), "0");
    EXPECT_EQ(significant_text(std::numeric_limits<double>::quiet_NaN(), 3), "-");
    EXPECT_EQ(round_significant(2.0 / 3, 2), 0.67);
}

}  // namespace
}  // namespace headroom::report
