#include "src/core/records/cap_calendar.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "src/core/records/record_time.hpp"
#include "tests/core/records/record_text.hpp"

namespace headroom::records {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

TEST(CapCalendar, HoursOfTheWeekWithoutARowHaveNoCap) {
    const CapCalendar calendar =
        read_good("weekday,hour,cap\nMon-Fri,22-5,1.5 MW\nSat;Sun,*,300 kW\n", read_cap_calendar);
    ASSERT_THAT(calendar.weekly_w, SizeIs(168));
    EXPECT_THAT(calendar.spans, IsEmpty());
    for (std::size_t hour = 0; hour < 168; ++hour) {
        const std::size_t of_day = hour % 24;
        const std::optional<double> wanted = hour >= 120                   ? std::optional(3e5)
                                             : of_day >= 22 || of_day <= 5 ? std::optional(1.5e6)
                                                                           : std::nullopt;
        EXPECT_EQ(calendar.weekly_w[hour], wanted) << hour;
    }
}

TEST(CapCalendar, AnHourAloneIsOfEveryDay) {
    const CapCalendar calendar = read_good("cap [kW],hour\n0,12\n", read_cap_calendar);
    EXPECT_EQ(calendar.weekly_w[12], 0.0);
    EXPECT_EQ(calendar.weekly_w[6 * 24 + 12], 0.0);
    EXPECT_FALSE(calendar.weekly_w[13]);
}

TEST(CapCalendar, SpansAreSortedAndMayTouch) {
    const CapCalendar calendar = read_good(
        "from,to,cap (MW)\n2027-01-02T10:00Z,2027-01-02T11:00Z,2\n"
        "2027-01-02T10:00+01:00,2027-01-02T10:00Z,3\n",
        read_cap_calendar);
    ASSERT_THAT(calendar.spans, SizeIs(2));
    EXPECT_EQ(calendar.spans[0].cap_w, 3e6);
    EXPECT_EQ(calendar.spans[0].to_us, calendar.spans[1].from_us);
    EXPECT_EQ(calendar.spans[1].to_us - calendar.spans[0].from_us, 2 * kHourUs);
    EXPECT_THAT(calendar.report.warnings, IsEmpty());
}

TEST(CapCalendar, TimesWithoutAnOffsetAreUtcAndWarnedOf) {
    const CapCalendar calendar =
        read_good("from,to,cap (MW)\n2027-01-02 10:00,2027-01-02 11:00,2\n", read_cap_calendar);
    EXPECT_EQ(calendar.spans[0].from_us, parse_instant("2027-01-02T10:00Z")->unix_us);
    EXPECT_THAT(calendar.report.warnings, SizeIs(1));
}

TEST(CapCalendar, AHeaderMustSayWhenACapHoldsAndInWhat) {
    const auto bad = [](std::string_view text) {
        return read_bad(text, read_cap_calendar);
    };
    EXPECT_THAT(bad("cap (kW)\n3\n"),
                ElementsAre("1:1: does not say when a cap holds; from and to, or any of "
                            "weekday hour"));
    EXPECT_THAT(bad("from,hour,cap (kW)\n2027-01-01,3,3\n"), SizeIs(1));
    EXPECT_THAT(bad("from,cap (kW)\n2027-01-01,3\n"), SizeIs(1));
    EXPECT_THAT(bad("hour,cap (kWh)\n3,3\n"), SizeIs(1));
    EXPECT_THAT(bad("hour\n3\n"), SizeIs(1));
}

}  // namespace
}  // namespace headroom::records
