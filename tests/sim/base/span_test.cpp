#include <limits>
#include <string>

#include <gtest/gtest.h>

#include "sim/base/units.hpp"

namespace headroom {
namespace {

constexpr std::int64_t kSecond = 1'000'000;
constexpr std::int64_t kDay = 86'400 * kSecond;

CalendarSpan span_of(std::string_view text) {
    const auto parsed = parse_span(text);
    if (!parsed) {
        ADD_FAILURE() << text << ": " << parsed.error();
        return {};
    }
    return *parsed;
}

std::string error_of(std::string_view text) {
    const auto parsed = parse_span(text);
    return parsed ? "no error" : parsed.error();
}

TEST(Span, MonthsAndYearsStayOnTheCalendar) {
    EXPECT_EQ(span_of("36 mo"), (CalendarSpan{36, 0}));
    EXPECT_EQ(span_of("1 month"), (CalendarSpan{1, 0}));
    EXPECT_EQ(span_of("2 y"), (CalendarSpan{24, 0}));
    EXPECT_EQ(span_of("1.5 years"), (CalendarSpan{18, 0}));
    EXPECT_EQ(span_of("0.25 y"), (CalendarSpan{3, 0}));
    EXPECT_EQ(span_of("14 d"), (CalendarSpan{0, 14 * kDay}));
    EXPECT_EQ(span_of("1 y 2 mo 3 d 4 h"), (CalendarSpan{14, 3 * kDay + 4 * 3600 * kSecond}));
    EXPECT_TRUE(span_of("0 s").is_zero());
}

TEST(Span, FixedUnitsAreExactInMicroseconds) {
    EXPECT_EQ(span_of("1.1 s").rest_us, 1'100'000);
    EXPECT_EQ(span_of("0.1 ms").rest_us, 100);
    EXPECT_EQ(span_of("3 us").rest_us, 3);
    EXPECT_EQ(span_of("1.4 us").rest_us, 1);
    EXPECT_EQ(span_of("2 weeks").rest_us, 14 * kDay);
    EXPECT_EQ(span_of("0.7 d").rest_us, 60'480 * kSecond);
    EXPECT_EQ(span_of("365000 d").rest_us, 365'000 * kDay);
}

TEST(Span, MessagesSayWhatToWrite) {
    EXPECT_EQ(error_of("36"), "needs a unit, such as \"8 h\"");
    EXPECT_EQ(error_of(""), "is empty; wanted a length of time such as \"36 mo\"");
    EXPECT_EQ(error_of("soon"), "is not a number; wanted a length of time such as \"36 mo\"");
    EXPECT_EQ(error_of("-3 d"), "is negative; wanted a length of time such as \"36 mo\"");
    EXPECT_EQ(error_of("1.5 mo"), "is not a whole number of months; write days, such as \"45 d\"");
    EXPECT_EQ(error_of("5 kW"), "'kW' is a power; wanted a duration such as \"8 h\"");
    EXPECT_EQ(error_of("5 m"), "unknown unit 'm'; did you mean 'min' or 'mo'?");
    EXPECT_EQ(error_of("5 moths"), "unknown unit 'moths'; did you mean 'months'?");
}

TEST(Span, LongerThanAThousandYearsIsRefusedHoweverItIsWritten) {
    EXPECT_EQ(error_of("1001 y"), "is longer than 1,000 years");
    EXPECT_EQ(error_of("1e300 d"), "is longer than 1,000 years");
    EXPECT_EQ(error_of("1e300 y"), "is longer than 1,000 years");
    EXPECT_EQ(error_of("1e308 w"), "is longer than 1,000 years");
    EXPECT_EQ(error_of("600 y 600 y"), "is longer than 1,000 years");
    EXPECT_EQ(error_of("300000 d 300000 d"), "is longer than 1,000 years");
}

TEST(FormatDuration, ShowsTheTwoLargestUnits) {
    struct Row {
        double seconds;
        const char* text;
    };
    for (const Row& row : {Row{0, "0 s"},
                           {1e-9, "0 s"},
                           {3.4e-6, "3.4 us"},
                           {250e-6, "250 us"},
                           {2.5e-3, "2.5 ms"},
                           {0.25, "250 ms"},
                           {0.9996, "1 s"},
                           {3.4, "3.4 s"},
                           {9.96, "10 s"},
                           {45.2, "45 s"},
                           {59.4, "59 s"},
                           {59.6, "1 min"},
                           {83, "1 min 23 s"},
                           {3599.4, "59 min 59 s"},
                           {3599.6, "1 h"},
                           {4980, "1 h 23 min"},
                           {86'369, "23 h 59 min"},
                           {86'399, "1 d"},
                           {12 * 86'400 + 4 * 3600, "12 d 4 h"},
                           {1e8, "1157 d 10 h"},
                           {-83, "-1 min 23 s"}}) {
        EXPECT_EQ(format_duration(Seconds(row.seconds)), row.text) << row.seconds;
    }
    EXPECT_EQ(format_duration(Seconds(std::numeric_limits<double>::infinity())), "forever");
    EXPECT_EQ(format_duration(Seconds(std::numeric_limits<double>::quiet_NaN())), "unknown");
}

TEST(FormatDuration, WholeTwoUnitTextsAreReadBack) {
    for (std::int64_t s = 60; s < 3'000'000; s = s * 3 / 2 + 7) {
        const std::string text = format_duration(Seconds(static_cast<double>(s)));
        const auto back = parse_quantity(text, Dimension::kTime);
        ASSERT_TRUE(back) << text;
        // Rounded to the second unit, of which half is lost: at most half an hour in a day and
        // more.
        EXPECT_NEAR(back->value, static_cast<double>(s), s < 3600 ? 0.5 : (s < 86'400 ? 30 : 1800));
    }
}

}  // namespace
}  // namespace headroom
