#include <algorithm>
#include <cmath>
#include <filesystem>
#include <numeric>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/base/statistics.hpp"
#include "sim/base/units.hpp"
#include "src/core/carbon/intensity_file.hpp"
#include "tests/core/carbon/series_statistics.hpp"
#include "tests/core/records/record_text.hpp"

namespace headroom::carbon {
namespace {

using records::read_bad;
using records::read_good;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

const auto read = [](const std::string& file) {
    return read_intensity(file);
};

TEST(ReadIntensity, UnitsAreThoseOfTheHeaderOrTheCaller) {
    EXPECT_EQ(intensity_unit("g/kWh"), 1);
    EXPECT_EQ(intensity_unit("gCO2eq/kWh"), 1);
    EXPECT_EQ(intensity_unit("g CO2e / kWh"), 1);
    EXPECT_EQ(intensity_unit("kg/MWh"), 1);
    EXPECT_EQ(intensity_unit("tCO2/MWh"), 1000);
    EXPECT_EQ(intensity_unit("lb/MWh"), 0.45359237);
    EXPECT_EQ(intensity_unit("g"), 0);
    EXPECT_EQ(intensity_unit("W/kWh"), 0);

    const IntensityFile header =
        read_good("time,intensity (t/MWh)\n2026-01-01T00:00Z,0.25\n", read);
    EXPECT_THAT(header.intensity_g_per_kwh.values, ElementsAre(250));
    EXPECT_EQ(header.kind, sim::IntensityKind::kAverage);
    const IntensityFile given =
        read_good("timestamp,NG,avg_CI\n2026-01-01 00:00:00+00:00,7,300\n",
                  [](const std::string& file) { return read_intensity(file, "lb/MWh"); });
    EXPECT_THAT(given.intensity_g_per_kwh.values, ElementsAre(300 * 0.45359237));
    EXPECT_EQ(given.column, "avg_CI");
    EXPECT_THAT(read_bad("time,intensity\n2026-01-01,3\n", read),
                ElementsAre(HasSubstr("1:1: the intensity has no unit; a header such as "
                                      "\"intensity (g/kWh)\", or a unit given: g/kWh")));
    EXPECT_THAT(read_bad("time,intensity (g/kWh)\n2026-01-01,3\n",
                         [](const std::string& file) { return read_intensity(file, "t/MWh"); }),
                ElementsAre(HasSubstr("1:1: the header says 'g/kWh', the caller 't/MWh'")));
}

TEST(ReadIntensity, AMarginalOneIsLabelledSo) {
    const IntensityFile file =
        read_good("time,marginal_intensity (g/kWh)\n2026-01-01T00:00Z,600\n", read);
    EXPECT_EQ(file.kind, sim::IntensityKind::kMarginal);
    EXPECT_THAT(
        read_bad("time,marginal_intensity (g/kWh),intensity (g/kWh)\n2026-01-01,6,7\n", read),
        ElementsAre(HasSubstr("1:1: several columns have the intensity")));
}

TEST(ReadIntensity, ShortHolesAreFilledAndLongOnesErrors) {
    const std::string head = "time,intensity (g/kWh)\n";
    const IntensityFile file = read_good(
        head + "2026-01-01T00:00Z,100\n2026-01-01T01:00Z,\n2026-01-01T07:00Z,170\n", read);
    EXPECT_THAT(file.intensity_g_per_kwh.values,
                ElementsAre(100, 110, 120, 130, 140, 150, 160, 170));
    EXPECT_THAT(trace::describe(file.report.adjusted),
                ElementsAre("hours without intensity: interpolated: 6, line 2"));
    EXPECT_THAT(read_bad(head + "2026-01-01T00:00Z,100\n2026-01-01T08:00Z,170\n", read),
                ElementsAre(HasSubstr("2:1: no intensity for 7 h from 2026-01-01T01:00:00Z")));
    EXPECT_THAT(read_bad(head + "2026-01-01T00:00Z,nan\n", read),
                ElementsAre(HasSubstr("no intensity for 1 h")));
}

TEST(ReadIntensity, AHoleAtAnEndHoldsTheNearestHour) {
    const IntensityFile file = read_good(
        "time,intensity (g/kWh)\n2026-01-01T00:00Z,\n2026-01-01T01:00Z,90\n2026-01-01T02:00Z,\n",
        read);
    EXPECT_THAT(file.intensity_g_per_kwh.values, ElementsAre(90, 90, 90));
}

TEST(ReadIntensity, QuartersOfAnHourAreAveragedInAnyOrder) {
    const IntensityFile file = read_good(
        "time,intensity (g/kWh)\n2026-01-01T01:15Z,10\n2026-01-01T00:45Z,8\n"
        "2026-01-01T00:00Z,2\n2026-01-01T01:45Z,30\n",
        read);
    EXPECT_THAT(file.intensity_g_per_kwh.values, ElementsAre(5, 20));
}

TEST(ReadIntensity, TellsAllBadLines) {
    EXPECT_THAT(read_bad("time,intensity (g/kWh)\nsoon,5\n2026-01-01,much\n2026-01-01,-4\n"
                         "2026-01-01,20000\n",
                         read),
                ElementsAre(HasSubstr("2:1: time 'soon' is not a date"),
                            HasSubstr("3:12: intensity (g/kWh) 'much' is not a number"),
                            HasSubstr("4:12: intensity (g/kWh) '-4' is negative"),
                            HasSubstr("5:12: intensity (g/kWh) '20000' is too large")));
    EXPECT_THAT(read_bad("when,intensity (g/kWh)\n2026-01-01,5\n", read),
                ElementsAre(HasSubstr("1:1: no column has the time")));
}

// ---- the hours of 2022, where they are at hand

std::string reference(const std::string& name) {
    return std::string(HEADROOM_SOURCE_DIR) + "/../shared/reference/carbon/" + name;
}

void expect_published(const SeriesStatistics& ours, const SeriesStatistics& published) {
    // Published to one digit (the correlation to three): half a digit. Its percentiles lie between
    // two ranks, ours are on one: they may be a neighbour's distance apart.
    EXPECT_NEAR(ours.mean, published.mean, 0.05);
    EXPECT_NEAR(ours.min, published.min, 0.05);
    EXPECT_NEAR(ours.p10, published.p10, 0.1);
    EXPECT_NEAR(ours.p50, published.p50, 0.1);
    EXPECT_NEAR(ours.p90, published.p90, 0.1);
    EXPECT_NEAR(ours.max, published.max, 0.05);
    EXPECT_NEAR(ours.deviation, published.deviation, 0.05);
    EXPECT_NEAR(ours.correlation, published.correlation, 0.0005);
}

TEST(ReadIntensity, CaisoOf2022HasItsPublishedStatistics) {
    const std::string path = reference("CISO_2022_avgCI.csv");
    if (!std::filesystem::exists(path)) {
        GTEST_SKIP() << path << " is not here";
    }
    const IntensityFile file = read_intensity(path, "g/kWh").value();
    EXPECT_THAT(trace::describe(file.report.adjusted),
                ElementsAre("hours without intensity: interpolated: 3, line 107"));
    std::vector<double> values = file.intensity_g_per_kwh.values;
    ASSERT_THAT(values, SizeIs(8760));
    // The published statistics leave the three hours out that we fill.
    for (const std::ptrdiff_t filled : {3930, 3282, 106}) {
        values.erase(values.begin() + filled);
    }
    expect_published(statistics_of(values), {256.2, 74.1, 133.6, 264.1, 357.5, 449.0, 82.0, 0.955});
}

TEST(ReadIntensity, ErcotOf2022HasItsPublishedStatistics) {
    const std::string path = reference("ERCO_2022_avgCI.csv");
    if (!std::filesystem::exists(path)) {
        GTEST_SKIP() << path << " is not here";
    }
    const IntensityFile file = read_intensity(path, "g/kWh").value();
    EXPECT_THAT(file.report.adjusted, IsEmpty());
    EXPECT_TRUE(file.intensity_g_per_kwh.repeats());
    expect_published(statistics_of(file.intensity_g_per_kwh.values),
                     {347.2, 110.7, 240.9, 356.3, 441.4, 516.7, 76.2, 0.977});
}

}  // namespace
}  // namespace headroom::carbon
