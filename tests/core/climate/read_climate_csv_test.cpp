#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/base/units.hpp"
#include "sim/model/climate/psychrometer.hpp"
#include "src/core/climate/climate_file.hpp"
#include "tests/core/records/record_text.hpp"

namespace headroom::climate {
namespace {

using records::read_bad;
using records::read_good;
using testing::DoubleNear;
using testing::ElementsAre;
using testing::HasSubstr;

const auto read = [](const std::string& file) {
    return read_climate_csv(file);
};

TEST(ReadClimateCsv, ReadsDryAndWetBulbOfEachHour) {
    const ClimateFile file = read_good(
        "time,wet_bulb,dry_bulb\n2026-07-01T02:00:00+02:00,14,20\n2026-07-01T03:00:00+02:00,13,"
        "19\n",
        read);
    EXPECT_EQ(format_instant({file.weather.dry_bulb_c.start_us}), "2026-07-01T00:00:00Z");
    EXPECT_THAT(file.weather.dry_bulb_c.values, ElementsAre(20, 19));
    EXPECT_THAT(file.weather.wet_bulb_c.values, ElementsAre(14, 13));
}

TEST(ReadClimateCsv, HumidityBecomesAWetBulbAndFahrenheitCelsius) {
    const ClimateFile file =
        read_good("time,dry_bulb (°F),relative_humidity (%)\n2026-07-01T00:00:00Z,68,50\n", read);
    EXPECT_THAT(file.weather.dry_bulb_c.values, ElementsAre(DoubleNear(20, 1e-12)));
    EXPECT_NEAR(file.weather.wet_bulb_c.values[0], sim::psychrometric_wet_bulb_c(20, 50), 1e-9);
}

TEST(ReadClimateCsv, AveragesWithinHoursAndFillsShortHoles) {
    const ClimateFile file = read_good(
        "time,dry_bulb,wet_bulb\n2026-07-01T00:00Z,10,9\n2026-07-01T00:30Z,12,9\n"
        "2026-07-01T02:00Z,,9\n2026-07-01T03:10Z,17,18\n",
        read);
    EXPECT_THAT(file.weather.dry_bulb_c.values, ElementsAre(11, 13, 15, 17));
    EXPECT_THAT(file.weather.wet_bulb_c.values, ElementsAre(9, 9, 9, 17));
    EXPECT_THAT(trace::describe(file.report.adjusted),
                ElementsAre("hours without dry bulb: interpolated: 2, line 3",
                            "hours without wet bulb: interpolated: 1, line 3",
                            "hours with a wet bulb above the dry bulb: lowered to it: 1, line 2"));
}

TEST(ReadClimateCsv, TellsAllThatIsWrong) {
    EXPECT_THAT(read_bad("time,dry_bulb\n2026-07-01,3\n", read),
                ElementsAre(HasSubstr("1:1: nothing says how humid the air is")));
    EXPECT_THAT(read_bad("time,dry_bulb (K),wet_bulb\n2026-07-01,3,3\n", read),
                ElementsAre(HasSubstr("1:1: unknown unit 'K' of a temperature")));
    EXPECT_THAT(
        read_bad("time,dry_bulb,relative_humidity\nnoon,300,50\n2026-07-01 01:00,x,200\n", read),
        ElementsAre(HasSubstr("2:1: time 'noon' is not a date"), HasSubstr("2:6: dry_bulb '300'"),
                    HasSubstr("3:18: dry_bulb"), HasSubstr("3:20: relative_humidity '200'")));
    EXPECT_THAT(read_bad("time,dry_bulb,wet_bulb\n2026-07-01T00:00Z,3,2\n"
                         "2026-07-01T08:00Z,3,2\n2096-07-01T00:00Z,3,2\n",
                         read),
                ElementsAre(HasSubstr("4:1: is more than 50 years behind the first time"),
                            HasSubstr("4:1: is more than 50 years")));
}

}  // namespace
}  // namespace headroom::climate
