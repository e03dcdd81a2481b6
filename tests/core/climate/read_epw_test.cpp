#include <cmath>
#include <functional>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/base/civil_date.hpp"
#include "sim/base/units.hpp"
#include "sim/model/climate/psychrometer.hpp"
#include "src/core/climate/climate_file.hpp"
#include "tests/core/records/record_text.hpp"

namespace headroom::climate {
namespace {

using records::read_bad;
using records::read_good;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

const std::string kHead =
    "LOCATION,Nowhere,NW,USA,TMY3,999999,41.98,-87.92,-6.0,201.0\n"
    "DESIGN CONDITIONS,0\nTYPICAL/EXTREME PERIODS,0\nGROUND TEMPERATURES,0\n"
    "HOLIDAYS/DAYLIGHT SAVINGS,No,0,0,0\nCOMMENTS 1,none\nCOMMENTS 2,none\n"
    "DATA PERIODS,1,1,Data,Sunday,1/1,12/31\n";

// The fields of an hour, numbered from the start of the year.
struct Hour {
    std::string dry = "20.0", dew = "10.0", humidity = "50", pressure = "101325";
    int year = 1999;
};

std::string make_epw(int calendar_year, const std::function<Hour(int)>& hour_of) {
    std::string text = kHead;
    const std::int64_t first = days_since_1970({calendar_year, 1, 1});
    const int hours = is_leap_year(calendar_year) ? 8784 : 8760;
    for (int i = 0; i < hours; ++i) {
        const CivilDate date = date_of_day(first + i / 24);
        const Hour hour = hour_of(i);
        text += std::to_string(hour.year) + "," + std::to_string(date.month) + "," +
                std::to_string(date.day) + "," + std::to_string(i % 24 + 1) + ",0,?9?9?9," +
                hour.dry + "," + hour.dew + "," + hour.humidity + "," + hour.pressure +
                ",0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0\n";
    }
    return text;
}

const auto read = [](const std::string& file) {
    return read_epw(file);
};

TEST(ReadEpw, ATypicalYearStandsInLocalTimeOf2023) {
    const ClimateFile file = read_good(make_epw(2023,
                                                [](int i) {
                                                    Hour hour;
                                                    hour.dry = std::to_string(i % 24);
                                                    hour.year = i < 4000 ? 1987 : 2004;
                                                    return hour;
                                                }),
                                       read);
    EXPECT_EQ(file.place, "Nowhere, NW, USA");
    EXPECT_EQ(file.report.rows, 8760);
    EXPECT_THAT(file.report.adjusted, IsEmpty());
    EXPECT_EQ(format_instant({file.weather.dry_bulb_c.start_us}), "2023-01-01T06:00:00Z");
    // 15:00 in Chicago is 21:00 UTC, in every year.
    const auto at = parse_instant("2031-08-05T21:30:00Z").value().unix_us;
    EXPECT_EQ(file.weather.at(at).dry_bulb_c, 15);
    EXPECT_NEAR(file.weather.at(at).wet_bulb_c, sim::psychrometric_wet_bulb_c(15, 50), 1e-12);
}

TEST(ReadEpw, AnActualLeapYearStandsInItself) {
    const ClimateFile file = read_good(make_epw(2020,
                                                [](int) {
                                                    Hour hour;
                                                    hour.year = 2020;
                                                    return hour;
                                                }),
                                       read);
    EXPECT_EQ(format_instant({file.weather.dry_bulb_c.start_us}), "2020-01-01T06:00:00Z");
    EXPECT_THAT(file.weather.wet_bulb_c.values, SizeIs(8784));
}

TEST(ReadEpw, MissingValuesComeFromWhatIsThere) {
    const ClimateFile file = read_good(make_epw(2023,
                                                [](int i) {
                                                    Hour hour;
                                                    if (i == 5) {  // from the dew point
                                                        hour.humidity = "999";
                                                    } else if (i == 6) {  // from the height
                                                        hour.pressure = "999999";
                                                    } else if (i >= 10 && i < 16) {
                                                        hour.dry = "99.9";
                                                    } else if (i == 16) {
                                                        hour.dry = "27";
                                                    }
                                                    return hour;
                                                }),
                                       read);
    const auto& weather = file.weather;
    const double humidity = sim::relative_humidity_pct(20, 10);
    EXPECT_NEAR(weather.wet_bulb_c.values[5], sim::psychrometric_wet_bulb_c(20, humidity), 1e-12);
    EXPECT_NEAR(weather.wet_bulb_c.values[6],
                sim::psychrometric_wet_bulb_c(20, 50, sim::standard_pressure_pa(201)), 1e-12);
    for (std::size_t i = 10; i < 16; ++i) {
        EXPECT_NEAR(weather.dry_bulb_c.values[i], 20 + static_cast<double>(i - 9), 1e-12);
    }
    EXPECT_THAT(trace::describe(file.report.adjusted),
                ElementsAre("hours without dry bulb: interpolated: 6, line 18",
                            "hours without wet bulb: interpolated: 6, line 18"));
}

TEST(ReadEpw, ALongHoleIsAnError) {
    EXPECT_THAT(read_bad(make_epw(2023,
                                  [](int i) {
                                      Hour hour;
                                      hour.dry = i >= 100 && i < 107 ? "99.9" : "5";
                                      return hour;
                                  }),
                         read),
                ElementsAre(HasSubstr("108:1: no dry bulb for 7 h from 1999-01-05T10:00:00Z"),
                            HasSubstr("108:1: no wet bulb for 7 h")));
}

TEST(ReadEpw, EveryBadLineIsToldWithItsPlace) {
    EXPECT_THAT(read_bad(make_epw(2023,
                                  [](int i) {
                                      Hour hour;
                                      hour.dry = i == 0 ? "warm" : i == 1 ? "-99" : "5";
                                      hour.humidity = i == 2 ? "140" : "50";
                                      hour.pressure = i == 3 ? "1013" : "101300";
                                      return hour;
                                  }),
                         read),
                ElementsAre(HasSubstr("9:21: dry bulb"), HasSubstr("10:21: dry bulb '-99' is out"),
                            HasSubstr("11:28: relative humidity '140' is out"),
                            HasSubstr("12:31: pressure '1013' is out")));
}

TEST(ReadEpw, HoursMustFollowEachOther) {
    std::string text = make_epw(2023, [](int) { return Hour{}; });
    const std::size_t first = text.find("\n1999,") + 1;
    const std::size_t second = text.find('\n', first) + 1;
    const std::string line = text.substr(first, second - first);
    text.replace(second, text.find('\n', second) + 1 - second, line);
    EXPECT_THAT(read_bad(text, read), ElementsAre(HasSubstr("10:1: is not the hour that follows"),
                                                  HasSubstr("11:1: is not the hour that follows")));
    text.erase(first, line.size());
    EXPECT_THAT(read_bad(text, read), ElementsAre(HasSubstr("has 8759 hours")));
}

TEST(ReadEpw, AnotherFileIsNotTakenForOne) {
    EXPECT_THAT(read_bad("time,dry_bulb\n2026-01-01,3\n", read),
                ElementsAre(HasSubstr("1:1: is not an EPW file")));
    EXPECT_THAT(read_bad("LOCATION,A,B,C,D,E,1,2,x,4\nCOMMENTS\n", read),
                ElementsAre(HasSubstr("1:24: time zone 'x' is not known"),
                            HasSubstr("has no line DATA PERIODS")));
    EXPECT_THAT(read_bad(kHead, read), ElementsAre(HasSubstr("has 0 hours")));
}

}  // namespace
}  // namespace headroom::climate
