#include "src/core/input/date_text.hpp"

#include <gtest/gtest.h>

#include "sim/base/units.hpp"

namespace headroom::input {
namespace {

// "2024-01-01T00:00:00Z +", "?" for a word that means none, "!" for what is no date.
std::string told(std::string_view text) {
    const DateText date = parse_date(text);
    if (date.kind != DateKind::kDate) {
        return date.kind == DateKind::kMissing ? "?" : "!";
    }
    return format_instant(Instant{date.us}) + (date.has_offset ? " certain" : "");
}

TEST(DateText, IsReadAsLogsWriteIt) {
    EXPECT_EQ(told("2017-10-09 07:01:55"), "2017-10-09T07:01:55Z");
    EXPECT_EQ(told("2017-10-09T07:01:55"), "2017-10-09T07:01:55Z");
    EXPECT_EQ(told("2017-10-09T07:01:55Z"), "2017-10-09T07:01:55Z certain");
    EXPECT_EQ(told("2023-03-01 00:00:03+08:00"), "2023-02-28T16:00:03Z certain");
    EXPECT_EQ(told("2023-03-01 00:00:03 -0330"), "2023-03-01T03:30:03Z certain");
    EXPECT_EQ(told("2023-03-01 00:00:03+01"), "2023-02-28T23:00:03Z certain");
    EXPECT_EQ(told("2020-07-01 00:00:00 UTC"), "2020-07-01T00:00:00Z certain");
    EXPECT_EQ(told("1600000000"), "2020-09-13T12:26:40Z certain");
    EXPECT_EQ(parse_date("2023-11-16 18:17:03.9799600").us % 1'000'000, 979'960);
    EXPECT_EQ(parse_date("2023-11-16 18:17:03.5+01:00").us % 1'000'000, 500'000);
}

TEST(DateText, KnowsTheWordsForNone) {
    for (const char* text : {"", "Unknown", "None", "NaN", "null", "N/A"}) {
        EXPECT_EQ(told(text), "?") << text;
    }
}

TEST(DateText, RefusesTheRest) {
    for (const char* text :
         {"2017-02-29 07:01:55", "2017-10-09", "2017-10-09 24:00:00", "2017-10-09 07:60:00",
          "2017-1a-09 07:01:55", "2017-10-09 07:01:55.", "2017-10-09 07:01:55+1", "yesterday",
          "2017-10-09 07:01:55+01:0", "2017-10-09 07:01:55+15:00", "2017-10-09 07:01:55X",
          "17-10-09 07:01:55", "2017-13-09 07:01:55", "1.2.3", "99999999999999"}) {
        EXPECT_EQ(told(text), "!") << text;
    }
}

TEST(Clock, IsReadAsSlurmWritesIt) {
    EXPECT_EQ(parse_clock("00:00:00"), 0);
    EXPECT_EQ(parse_clock("01:02:03"), 3'723'000'000);
    EXPECT_EQ(parse_clock("2-00:00:01"), (2 * 86'400LL + 1) * 1'000'000);
    EXPECT_EQ(parse_clock("02:03"), 123'000'000);
    EXPECT_EQ(parse_clock("02:03.250"), 123'250'000);
    EXPECT_EQ(parse_clock("1-12"), 36 * 3600'000'000LL);
    EXPECT_EQ(parse_clock("1-12:30"), (36 * 3600 + 1800) * 1'000'000LL);
    for (const char* text : {"", "x", "5", ":", "1:", "1:2:3:4", "-1:00:00", "1--2:00", "1:2x",
                             "UNLIMITED", "1:00:00.", "99999999999999999999:00"}) {
        EXPECT_EQ(parse_clock(text), -1) << text;
    }
}

}  // namespace
}  // namespace headroom::input
