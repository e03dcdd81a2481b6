#include "src/core/carbon/intensity_process.hpp"

#include <cmath>
#include <filesystem>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/base/civil_date.hpp"
#include "src/core/carbon/intensity_file.hpp"
#include "src/core/catalog/find_item.hpp"
#include "tests/core/carbon/series_statistics.hpp"

namespace headroom::carbon {
namespace {

using testing::Each;
using testing::HasSubstr;
using testing::SizeIs;

const catalog::Catalog& shipped() {
    static const auto catalog = catalog::shipped_catalog("2026.11").value();
    return *catalog;
}

const catalog::Grid& grid(std::string_view name) {
    const catalog::Grid* found = catalog::find_named(shipped().grids, name);
    if (found == nullptr) {
        throw std::runtime_error("no grid " + std::string(name));
    }
    return *found;
}

// The month (from 0) of an hour of 2022 or 2023.
std::size_t month_of(std::size_t hour) {
    const std::int64_t day = days_since_1970({2023, 1, 1}) + static_cast<std::int64_t>(hour / 24);
    return static_cast<std::size_t>(date_of_day(day).month - 1);
}

TEST(IntensityProcess, TheShippedOnesAreOfGridsAndSourcesOfTheCatalog) {
    for (const char* name : {"ciso", "erco"}) {
        const IntensityProcess* process = find_intensity_process(name);
        ASSERT_NE(process, nullptr);
        EXPECT_NE(shipped().find_source(process->source), nullptr);
        EXPECT_EQ(process->as_of, "2022-12-31");
        double sum = 0;
        for (std::size_t hour = 0; hour < 8760; ++hour) {
            sum += process->mean_g_per_kwh.at(month_of(hour)).at(hour % 24);
        }
        // Of 8,757 hours in California, so not to the last digit.
        EXPECT_NEAR(sum / 8760, grams_per_kwh(*grid(name).carbon_intensity), 0.1);
    }
    EXPECT_EQ(find_intensity_process("fra"), nullptr);
}

// The derivation that data/carbon/hours.toml describes, done again.
TEST(IntensityProcess, TheShippedMeansAreThoseOfTheHoursOf2022) {
    for (const auto& [name, file] : {std::pair{"ciso", "CISO"}, std::pair{"erco", "ERCO"}}) {
        const std::string path = std::string(HEADROOM_SOURCE_DIR) + "/../shared/reference/carbon/" +
                                 file + "_2022_avgCI.csv";
        if (!std::filesystem::exists(path)) {
            GTEST_SKIP() << path << " is not here";
        }
        const auto hours = read_intensity(path, "g/kWh").value().intensity_g_per_kwh.values;
        const IntensityProcess& process = *find_intensity_process(name);
        const auto is_filled = [&](std::size_t i) {
            return std::string(name) == "ciso" && (i == 106 || i == 3282 || i == 3930);
        };
        double sums[12][24] = {}, counts[12][24] = {};
        for (std::size_t i = 0; i < hours.size(); ++i) {
            sums[month_of(i)][i % 24] += is_filled(i) ? 0 : hours[i];
            counts[month_of(i)][i % 24] += is_filled(i) ? 0 : 1;
        }
        for (std::size_t month = 0; month < 12; ++month) {
            for (std::size_t hour = 0; hour < 24; ++hour) {
                EXPECT_NEAR(process.mean_g_per_kwh.at(month).at(hour),
                            sums[month][hour] / counts[month][hour], 0.005001);
            }
        }
        std::vector<double> rest;
        for (std::size_t i = 0; i < hours.size(); ++i) {
            if (!is_filled(i)) {
                rest.push_back(hours[i] - sums[month_of(i)][i % 24] / counts[month_of(i)][i % 24]);
            }
        }
        const SeriesStatistics left = statistics_of(rest);
        EXPECT_NEAR(-std::log(left.correlation), process.reversion_per_h, 0.00005);
        EXPECT_NEAR(left.deviation * std::sqrt(-2 * std::log(left.correlation)), process.volatility,
                    0.01);
    }
}

// Without bounds and with level means it is an OU process of known moments.
TEST(IntensityProcess, TheRestHasTheMomentsOfItsProcess) {
    IntensityProcess process = *find_intensity_process("ciso");
    for (auto& month : process.mean_g_per_kwh) {
        month.fill(5000);
    }
    catalog::Grid unbounded;
    unbounded.name = "test";
    Moments level, first, variance, correlation;
    for (std::uint32_t seed = 1; seed <= 100; ++seed) {
        const auto values = make_intensity(process, unbounded, {seed, 0}).values;
        const SeriesStatistics year = statistics_of(values);
        level.add(year.mean);
        first.add((values.front() - 5000) * (values.front() - 5000));
        variance.add(year.deviation * year.deviation);
        correlation.add(year.correlation);
    }
    const double stationary =
        process.volatility * process.volatility / (2 * process.reversion_per_h);
    EXPECT_NEAR(level.mean(), 5000, 4 * level.standard_error());
    EXPECT_NEAR(first.mean(), stationary, 4 * first.standard_error());
    // A year's own mean is taken out, which costs about 2/(κ·8760) of the variance.
    EXPECT_NEAR(variance.mean(), stationary, 4 * variance.standard_error() + 0.006 * stationary);
    EXPECT_NEAR(correlation.mean(), std::exp(-process.reversion_per_h),
                4 * correlation.standard_error() + 0.0005);
}

TEST(MakeIntensity, StaysWithinTheGridsLowestAndHighestHour) {
    for (std::uint32_t seed = 1; seed <= 8; ++seed) {
        const auto series = make_intensity(grid("ciso"), {seed, 0}).value();
        EXPECT_TRUE(series.repeats());
        const SeriesStatistics year = statistics_of(series.values);
        EXPECT_GE(year.min, 74.1 - 1e-9);
        EXPECT_LE(year.max, 449.0 + 1e-9);
    }
}

TEST(MakeIntensity, OneSeedAndTrialIsOneYear) {
    const auto once = make_intensity(grid("erco"), {3, 0}).value().values;
    EXPECT_EQ(once, make_intensity(grid("erco"), {3, 0}).value().values);
    EXPECT_NE(once, make_intensity(grid("erco"), {4, 0}).value().values);
    EXPECT_NE(once, make_intensity(grid("erco"), {3, 1}).value().values);
}

TEST(MakeIntensity, AGridWithOnlyAnAnnualMeanHasItAtAllHours) {
    const auto series = make_intensity(grid("fra"), {}).value();
    EXPECT_THAT(series.values, SizeIs(8760));
    EXPECT_THAT(series.values, Each(testing::DoubleNear(56.0, 1e-9)));
    const auto none = make_intensity(grid("eu"), {});
    ASSERT_FALSE(none);
    EXPECT_THAT(none.error()[0].problem, HasSubstr("nothing is known"));
}

TEST(MakeIntensity, NationalMeansAreThoseOf2023) {
    struct Nation {
        const char* name;
        double g_per_kwh;  // Our World in Data, 2023, in codecarbon b05965e
    };
    for (const Nation& nation :
         {Nation{"fra", 56.0}, Nation{"deu", 381.0}, Nation{"usa", 369.5}, Nation{"swe", 40.7},
          Nation{"pol", 661.9}, Nation{"chn", 582.3}, Nation{"ind", 713.4}, Nation{"gbr", 237.6},
          Nation{"irl", 290.8}, Nation{"sgp", 470.8}, Nation{"jpn", 485.4}, Nation{"nor", 30.1},
          Nation{"aus", 548.7}, Nation{"bra", 98.3}}) {
        EXPECT_NEAR(grams_per_kwh(*grid(nation.name).carbon_intensity), nation.g_per_kwh, 1e-9);
    }
}

TEST(ParseIntensityProcesses, TellsAllThatIsWrong) {
    const auto parsed = parse_intensity_processes(
        "[grid.a]\nsource = \"s\"\nreversion = -1\nvolatility = \"x\"\nmean = [[1, 2]]\nwhat = 3\n"
        "[other]\n",
        "f.toml");
    ASSERT_FALSE(parsed);
    const std::string text = format_diagnostics(parsed.error());
    EXPECT_THAT(text, HasSubstr("f.toml:1:"));
    EXPECT_THAT(text, HasSubstr("as_of is missing"));
    EXPECT_THAT(text, HasSubstr("grid.a.reversion: is -1"));
    EXPECT_THAT(text, HasSubstr("grid.a.volatility"));
    EXPECT_THAT(text, HasSubstr("has 1 lists"));
    EXPECT_THAT(text, HasSubstr("grid.a.what"));
    EXPECT_THAT(text, HasSubstr("other"));
    EXPECT_FALSE(parse_intensity_processes("[grid", "f.toml"));
    EXPECT_THAT(parse_intensity_processes("", "f.toml").value(), testing::IsEmpty());
}

}  // namespace
}  // namespace headroom::carbon
