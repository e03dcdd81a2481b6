#include "src/study/check/value_text.hpp"

#include <cmath>

#include <gtest/gtest.h>

namespace headroom::study {
namespace {

TEST(ValueText, IsForPeople) {
    EXPECT_EQ(value_text(18720, "s"), "5 h 12 min");
    EXPECT_EQ(value_text(12345, ""), "12,345");
    EXPECT_EQ(value_text(0.884123, ""), "0.8841");
    EXPECT_EQ(value_text(1312.46, "GPUh"), "1,312.5 GPUh");
    EXPECT_EQ(value_text(-2.5, "kW"), "-2.50 kW");
    EXPECT_EQ(value_text(0, "kW"), "0 kW");
    EXPECT_EQ(value_text(std::nan(""), "kW"), "not a number");
}

TEST(DistinctTexts, ShowsAllDigitsWhereRoundedOnesWouldHideTheDifference) {
    using Pair = std::pair<std::string, std::string>;
    EXPECT_EQ(distinct_texts(3600, 7200, "s"), (Pair{"1 h", "2 h"}));
    EXPECT_EQ(distinct_texts(36000.25, 36000.5, "s"), (Pair{"36000.25 s", "36000.5 s"}));
    EXPECT_EQ(distinct_texts(0.88412, 0.88413, ""), (Pair{"0.88412", "0.88413"}));
    EXPECT_EQ(distinct_texts(1, 1, ""), (Pair{"1", "1"}));
}

TEST(DistanceText, IsAShareOfTheLimitWhereThereIsOne) {
    EXPECT_EQ(distance_text(18720, 14400, "s"), "30.0 % above");
    EXPECT_EQ(distance_text(0.5, 1, ""), "50.0 % below");
    EXPECT_EQ(distance_text(1.000001, 1, ""), "0.0001 % above");
    EXPECT_EQ(distance_text(3, 0, ""), "above by 3");
    EXPECT_EQ(distance_text(3, 3, ""), "equal");
    EXPECT_EQ(distance_text(INFINITY, 3, ""), "cannot be compared");
}

}  // namespace
}  // namespace headroom::study
