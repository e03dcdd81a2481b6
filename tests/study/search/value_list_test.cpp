#include "src/study/search/value_list.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace headroom::study {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::vector<std::string> values(const std::string& text) {
    const auto all = parse_values(text);
    return all ? *all : std::vector<std::string>{};
}

std::string told(const std::string& text) {
    const auto all = parse_values(text);
    return all ? "nothing" : all.error().problem + "; " + all.error().hint;
}

TEST(ValueList, KeepsItemsAsTheyAreWritten) {
    EXPECT_THAT(values("fcfs, easy"), ElementsAre("fcfs", "easy"));
    EXPECT_THAT(values("7"), ElementsAre("7"));
    EXPECT_THAT(values("\"1 h\",\"2 h\""), ElementsAre("\"1 h\"", "\"2 h\""));
    EXPECT_THAT(values("\"a,b\",'c,d'"), ElementsAre("\"a,b\"", "'c,d'"));
    EXPECT_THAT(values("[1, 2],{ dist = \"uniform\", low = 1, high = 2 }"),
                ElementsAre("[1, 2]", "{ dist = \"uniform\", low = 1, high = 2 }"));
}

TEST(ValueList, TellsARangeFromADate) {
    EXPECT_THAT(values("2027-01-01T00:00:00Z"), ElementsAre("2027-01-01T00:00:00Z"));
    EXPECT_THAT(values("\"12:30\""), ElementsAre("\"12:30\""));
    EXPECT_THAT(values("64:128:32"), ElementsAre("64", "96", "128"));
    EXPECT_THAT(values("2 MW:3 MW:500 kW"), ElementsAre("2000 kW", "2500 kW", "3000 kW"));
}

TEST(ValueList, EqualRatiosHaveTheirEndsAsWritten) {
    EXPECT_THAT(values("0.5:2:log5"), ElementsAre("0.5", "0.707107", "1", "1.41421", "2"));
    EXPECT_THAT(values("1 kW:1 MW:log4"), ElementsAre("1 kW", "10 kW", "100 kW", "1000 kW"));
    EXPECT_THAT(values("0.1:0.3:log2"), ElementsAre("0.1", "0.3"));
}

TEST(ValueList, WholeNumbersStayWholeInEqualRatios) {
    EXPECT_THAT(values("64:1024:log5"), ElementsAre("64", "128", "256", "512", "1024"));
    EXPECT_THAT(values("1:3:log9"), ElementsAre("1", "2", "3"));  // each once
    EXPECT_THAT(values("1.0:4:log5"), ElementsAre("1", "1.41421", "2", "2.82843", "4"));
}

TEST(ValueList, SaysWhatIsWrong) {
    EXPECT_THAT(told(""), HasSubstr("has no values"));
    EXPECT_THAT(told("1,,2"), HasSubstr("a value of the list is empty"));
    EXPECT_THAT(told("1,2,1"), HasSubstr("'1' stands twice"));
    EXPECT_THAT(told("0:4:log3"), HasSubstr("a low end above zero"));
    EXPECT_THAT(told("4:1:log3"), HasSubstr("did you mean '1:4:log3'?"));
    EXPECT_THAT(told("1:4:log1"), HasSubstr("'log1' is not log2 to log100000"));
    EXPECT_THAT(told("1:4:logx"), HasSubstr("'logx'"));
    EXPECT_THAT(told("1 h:2 MW:log3"), HasSubstr("units"));
    EXPECT_THAT(told("x:2:log3"), HasSubstr("'x' is not a decimal number"));
    EXPECT_THAT(told("1:100001"), HasSubstr("100001 values"));
    EXPECT_THAT(told("9:3"), HasSubstr("did you mean '3:9'?"));
}

}  // namespace
}  // namespace headroom::study
