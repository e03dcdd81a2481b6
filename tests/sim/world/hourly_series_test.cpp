// A year of hours answers for every year, by the calendar.

#include "sim/world/hourly_series.hpp"

#include <numeric>
#include <string>

#include <gtest/gtest.h>

#include "sim/base/units.hpp"

namespace headroom::sim {
namespace {

std::int64_t at(const std::string& text) {
    return parse_instant(text).value().unix_us;
}

// Each value is the number of its hour.
HourlySeries hours_from(const std::string& start, std::size_t count) {
    HourlySeries series{at(start), std::vector<double>(count)};
    std::iota(series.values.begin(), series.values.end(), 0.0);
    return series;
}

TEST(CivilDate, EveryDayOf600YearsIsTheOneTheOtherCalendarSays) {
    std::int64_t day = days_since_1970({1901, 1, 1});
    for (; day < days_since_1970({2199, 12, 31}); ++day) {
        const CivilDate date = date_of_day(day);
        ASSERT_EQ(days_since_1970(date), day);
        if (date.day == days_in_month(date.year, date.month)) {
            const std::string text = format_instant({day * 24 * HourlySeries::kHourUs});
            ASSERT_EQ(std::stoi(text.substr(0, 4)), date.year);
            ASSERT_EQ(std::stoi(text.substr(5, 2)), date.month);
            ASSERT_EQ(std::stoi(text.substr(8, 2)), date.day);
        }
    }
    EXPECT_EQ(days_since_1970({1970, 1, 1}), 0);
    EXPECT_EQ(days_since_1970({1600, 3, 1}), -135'080);
    EXPECT_EQ((date_of_day(-135'081)), (CivilDate{1600, 2, 29}));
}

TEST(HourlySeries, HoldsEachValueForItsHour) {
    const HourlySeries series = hours_from("2026-03-01T00:30:00Z", 48);
    EXPECT_EQ(series.value_at(at("2026-03-01T00:30:00Z")), 0);
    EXPECT_EQ(series.value_at(at("2026-03-01T01:29:59.999999Z")), 0);
    EXPECT_EQ(series.value_at(at("2026-03-01T01:30:00Z")), 1);
    EXPECT_EQ(series.value_at(series.end_us() - 1), 47);
}

TEST(HourlySeries, ShorterThanAYearCoversOnlyItsOwnTime) {
    const HourlySeries series = hours_from("2026-03-01T00:00:00Z", 48);
    EXPECT_TRUE(series.covers(series.start_us, series.end_us()));
    EXPECT_FALSE(series.covers(series.start_us - 1, series.end_us()));
    EXPECT_FALSE(series.covers(series.start_us, series.end_us() + 1));
    EXPECT_THROW((void)series.value_at(series.end_us()), ContractViolation);
}

TEST(HourlySeries, AYearRepeatsByMonthDayAndHour) {
    const HourlySeries series = hours_from("2023-01-01T00:00:00Z", 8760);
    for (const char* year : {"1999", "2022", "2024", "2028", "2100"}) {
        const auto same = [&](const std::string& rest, const std::string& of_2023) {
            EXPECT_EQ(series.value_at(at(year + rest)), series.value_at(at("2023" + of_2023)))
                << year << rest;
        };
        same("-01-01T00:59:00Z", "-01-01T00:00:00Z");
        same("-03-01T05:00:00Z", "-03-01T05:00:00Z");
        same("-12-31T23:59:59Z", "-12-31T23:00:00Z");
    }
    EXPECT_EQ(series.value_at(at("2028-02-29T07:10:00Z")), (31 + 27) * 24 + 7);
}

TEST(HourlySeries, ALeapYearKeepsItsLeapDay) {
    const HourlySeries series = hours_from("2024-01-01T00:00:00Z", 8784);
    EXPECT_EQ(series.value_at(at("2028-02-29T07:00:00Z")), (31 + 28) * 24 + 7);
    EXPECT_EQ(series.value_at(at("2027-03-01T00:00:00Z")), (31 + 29) * 24);
    EXPECT_EQ(series.value_at(at("2027-12-31T23:00:00Z")), 8783);
}

TEST(HourlySeries, AYearMayBeginAtAnyHour) {
    // Local midnight 5 h 30 min ahead of UTC, and the middle of a leap year.
    const HourlySeries ahead = hours_from("2022-12-31T18:30:00Z", 8760);
    EXPECT_EQ(ahead.value_at(at("2026-12-31T18:30:00Z")), 0);
    EXPECT_EQ(ahead.value_at(at("2026-12-31T18:29:59Z")), 8759);
    const HourlySeries summer = hours_from("2023-07-01T00:00:00Z", 8784);
    EXPECT_EQ(summer.value_at(at("2027-07-01T00:00:00Z")), 0);
    EXPECT_EQ(summer.value_at(at("2027-06-30T23:00:00Z")), 8783);
    EXPECT_EQ(summer.value_at(at("2028-02-29T00:00:00Z")),
              summer.value_at(at("2024-02-29T00:00:00Z")));
}

TEST(HourlySeries, EightThousandSevenHundredAndSixtyHoursOfALeapYearLackItsLastDay) {
    const HourlySeries series = hours_from("2024-01-01T00:00:00Z", 8760);
    EXPECT_EQ(series.value_at(at("2024-12-31T05:00:00Z")), 364 * 24 + 5);
    EXPECT_EQ(series.value_at(at("2024-12-30T05:00:00Z")), 364 * 24 + 5);
}

TEST(HourlySeries, MeanOverPartsOfHoursIsWeightedByTime) {
    const HourlySeries series = hours_from("2026-03-01T00:00:00Z", 24);
    const std::int64_t hour = HourlySeries::kHourUs;
    // A quarter of hour 0, hours 1 and 2, half of hour 3.
    EXPECT_DOUBLE_EQ(
        series.mean_over(series.start_us + hour * 3 / 4, series.start_us + hour * 7 / 2),
        (0.25 * 0 + 1 + 2 + 0.5 * 3) / 2.75);
    EXPECT_EQ(series.mean_over(series.start_us + hour, series.start_us + hour), 1);
    EXPECT_EQ(constant_series(381).mean_over(at("2027-02-01"), at("2031-02-01")), 381);
}

}  // namespace
}  // namespace headroom::sim
