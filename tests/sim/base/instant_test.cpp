#include <string>

#include <gtest/gtest.h>

#include "sim/base/units.hpp"

namespace headroom {
namespace {

constexpr std::int64_t kSecond = 1'000'000;
constexpr std::int64_t kDay = 86'400 * kSecond;

std::string read_and_format(std::string_view text) {
    const auto parsed = parse_instant(text);
    return parsed ? format_instant(*parsed) : "error: " + parsed.error();
}

std::string error_of(std::string_view text) {
    const auto parsed = parse_instant(text);
    return parsed ? "no error" : parsed.error();
}

Instant at(std::string_view text) {
    return *parse_instant(text);
}

TEST(Instant, KnownMomentsHaveTheirUnixTime) {
    EXPECT_EQ(at("1970-01-01").unix_us, 0);
    EXPECT_EQ(at("2001-09-09T01:46:40Z").unix_us, 1'000'000'000 * kSecond);
    EXPECT_EQ(at("1969-12-31T23:59:59.999999Z").unix_us, -1);
    EXPECT_EQ(at("2027-01-01").unix_us, 1'798'761'600 * kSecond);  // date -u -d 2027-01-01 +%s
    EXPECT_EQ(at("1900-01-01").unix_us, -2'208'988'800 * kSecond);
}

TEST(Instant, EveryAcceptedFormIsRead) {
    EXPECT_EQ(read_and_format("2027-01-01"), "2027-01-01T00:00:00Z");
    EXPECT_EQ(read_and_format(" 2027-01-01T06:30Z "), "2027-01-01T06:30:00Z");
    EXPECT_EQ(read_and_format("2027-01-01T06:30:00"), "2027-01-01T06:30:00Z");
    EXPECT_EQ(read_and_format("2027-01-01 06:30:00.25+01:00"), "2027-01-01T05:30:00.25Z");
    EXPECT_EQ(read_and_format("2027-01-01t06:30:00-0530"), "2027-01-01T12:00:00Z");
    EXPECT_EQ(read_and_format("2027-01-01T00:30:00+01"), "2026-12-31T23:30:00Z");
    EXPECT_EQ(read_and_format("2027-01-01T00:00:00.123456789Z"), "2027-01-01T00:00:00.123456Z");
    EXPECT_EQ(read_and_format("2028-02-29"), "2028-02-29T00:00:00Z");
}

TEST(Instant, DatesThatDoNotExistAreRefused) {
    const std::string no_day = "is a day that the calendar does not have";
    for (const char* text :
         {"2027-02-29", "2100-02-29", "2027-13-01", "2027-00-01", "2027-04-31", "2027-01-00"}) {
        EXPECT_TRUE(error_of(text).starts_with(no_day)) << text << ": " << error_of(text);
    }
    const std::string no_clock = "is a time of day that no clock shows";
    for (const char* text : {"2027-01-01T24:00:00", "2027-01-01T12:60", "2027-01-01T12:00:61"}) {
        EXPECT_TRUE(error_of(text).starts_with(no_clock)) << text << ": " << error_of(text);
    }
    EXPECT_EQ(error_of("2016-12-31T23:59:60Z"),
              "is a leap second, which is not modelled; write the second before it");
    EXPECT_TRUE(error_of("1899-12-31").starts_with("is outside the years 1900 to 2200"));
    EXPECT_TRUE(error_of("2201-01-01").starts_with("is outside the years 1900 to 2200"));
}

TEST(Instant, MessagesSayWhichPartCannotBeRead) {
    const std::string wanted = "; wanted a date such as \"2027-01-01\" or \"2027-01-01T06:30:00Z\"";
    EXPECT_EQ(error_of("tomorrow"), "is not a date" + wanted);
    EXPECT_EQ(error_of(""), "is not a date" + wanted);
    EXPECT_EQ(error_of("2027-1-1"), "is not a date" + wanted);
    EXPECT_EQ(error_of("01.02.2027"), "is not a date" + wanted);
    EXPECT_EQ(error_of("2027-01-01T"), "has no time of day that can be read" + wanted);
    EXPECT_EQ(error_of("2027-01-01T6:30"), "has no time of day that can be read" + wanted);
    EXPECT_EQ(error_of("2027-01-01T06:30:"), "has no seconds that can be read" + wanted);
    EXPECT_EQ(error_of("2027-01-01T06:30:00."), "has no seconds that can be read" + wanted);
    EXPECT_EQ(error_of("2027-01-01Z"),
              "has something behind its date that is no time of day" + wanted);
    EXPECT_EQ(error_of("2027-01-01T06:30:00Zx"), "has something behind its time" + wanted);
    const std::string offset =
        "has an offset from UTC that cannot be read; wanted 'Z' or hours and minutes such as "
        "\"+01:00\"";
    for (const char* text : {"2027-01-01T06:30:00 CET", "2027-01-01T06:30:00+1",
                             "2027-01-01T06:30:00+19:00", "2027-01-01T06:30:00+01:75"}) {
        EXPECT_EQ(error_of(text), offset) << text;
    }
}

TEST(Instant, WhatIsFormattedIsReadBack) {
    const std::int64_t first = at("1900-01-01").unix_us;
    const std::int64_t last = at("2200-12-31").unix_us;
    for (std::int64_t us = first; us < last; us += 977 * 3600 * kSecond + 123'457) {
        const auto back = parse_instant(format_instant({us}));
        ASSERT_TRUE(back) << format_instant({us});
        ASSERT_EQ(back->unix_us, us);
    }
}

TEST(AddSpan, AMonthKeepsTheDayOrTakesTheMonthsLast) {
    const auto later = [](const char* start, CalendarSpan span) {
        return format_instant(add_span(at(start), span));
    };
    EXPECT_EQ(later("2027-01-31", {1, 0}), "2027-02-28T00:00:00Z");
    EXPECT_EQ(later("2028-01-31", {1, 0}), "2028-02-29T00:00:00Z");
    EXPECT_EQ(later("2028-02-29", {12, 0}), "2029-02-28T00:00:00Z");
    EXPECT_EQ(later("2027-01-15T06:30:00.5Z", {36, 0}), "2030-01-15T06:30:00.5Z");
    EXPECT_EQ(later("2027-12-31", {2, kDay}), "2028-03-01T00:00:00Z");
    EXPECT_EQ(later("1969-11-30T12:00:00Z", {1, 0}), "1969-12-30T12:00:00Z");
    EXPECT_EQ(later("2027-03-27", {0, 2 * kDay}), "2027-03-29T00:00:00Z");  // UTC knows no summer
    EXPECT_EQ(later("2027-01-01", {}), "2027-01-01T00:00:00Z");
}

}  // namespace
}  // namespace headroom
