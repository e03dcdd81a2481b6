#include "src/study/search/value_range.hpp"

#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace headroom::study {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::vector<std::string> values(const std::string& text) {
    const auto range = ValueRange::parse(text);
    if (!range)
        return {range.error().problem, range.error().wanted, range.error().hint};
    std::vector<std::string> all;
    for (std::int64_t place = 0; place < range->size(); ++place)
        all.push_back(range->text(place));
    return all;
}

TEST(ValueRange, StepsByOneFromLowToHigh) {
    EXPECT_THAT(values("1:4"), ElementsAre("1", "2", "3", "4"));
    EXPECT_THAT(values("-1:1"), ElementsAre("-1", "0", "1"));
    EXPECT_THAT(values("7:7"), ElementsAre("7"));
}

TEST(ValueRange, EndsAtTheLastStepThatIsNotAboveTheHighEnd) {
    EXPECT_THAT(values("1:10:4"), ElementsAre("1", "5", "9"));
}

TEST(ValueRange, StepsExactlyInDecimals) {
    EXPECT_THAT(values("0.1:0.5:0.1"), ElementsAre("0.1", "0.2", "0.3", "0.4", "0.5"));
    const auto fine = ValueRange::parse("0:1:0.001");
    ASSERT_TRUE(fine);
    EXPECT_EQ(fine->size(), 1001);
    EXPECT_EQ(fine->text(1000), "1");
    EXPECT_EQ(fine->text(7), "0.007");
    EXPECT_EQ(fine->value(7), 0.007);
}

TEST(ValueRange, KeepsUnitsAndBringsThemTogether) {
    EXPECT_THAT(values("1:3 MW"), ElementsAre("1 MW", "2 MW", "3 MW"));
    EXPECT_THAT(values("2 MW:3 MW:500 kW"), ElementsAre("2000 kW", "2500 kW", "3000 kW"));
    EXPECT_THAT(values("30 min:1 h:10 min"), ElementsAre("30 min", "40 min", "50 min", "60 min"));
    EXPECT_THAT(values("5 %:15 %:5 %"), ElementsAre("5 %", "10 %", "15 %"));
}

TEST(ValueRange, SaysWhatIsWrongAndWhatIsWanted) {
    EXPECT_THAT(values("9:3")[2], HasSubstr("did you mean '3:9'?"));
    EXPECT_THAT(values("9 h:3 h:1 h")[2], HasSubstr("did you mean '3 h:9 h:1 h'?"));
    EXPECT_THAT(values("5")[0], HasSubstr("'5' is no range"));
    EXPECT_THAT(values("1:2:3:4")[1], HasSubstr("low:high:step"));
    EXPECT_THAT(values("a:b")[0], HasSubstr("'a' is not a decimal number"));
    EXPECT_THAT(values("1.2.3:4")[0], HasSubstr("'1.2.3'"));
    EXPECT_THAT(values("1:9:0")[0], HasSubstr("the step is not above zero"));
    EXPECT_THAT(values("0.5:2")[0], HasSubstr("needs a step"));
    EXPECT_THAT(values("1 h:2 MW:1 h")[0], HasSubstr("units"));
    EXPECT_THAT(values("1:99999999999999999999")[0], HasSubstr("digits"));
}

}  // namespace
}  // namespace headroom::study
