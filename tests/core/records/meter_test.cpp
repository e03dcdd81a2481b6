#include "src/core/records/meter.hpp"

#include <cmath>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/base/units.hpp"
#include "src/core/records/record_time.hpp"
#include "tests/core/records/record_text.hpp"

namespace headroom::records {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

MeterFile meter(std::string_view text) {
    return read_good(text, read_meter);
}

std::int64_t at(std::string_view date) {
    return parse_instant(date)->unix_us;
}

// Readings every `step_min` minutes of local time without offset, as a logger writes them that runs
// on the wall clock of a zone whose offset is `offset_h(utc)`.
template <class Offset>
std::string local_log(std::int64_t from_us, std::int64_t to_us, int step_min, Offset offset_h) {
    std::string text = "time,power_kw\n";
    for (std::int64_t utc_us = from_us; utc_us < to_us; utc_us += step_min * kMinuteUs) {
        std::string time = format_instant({utc_us + offset_h(utc_us) * kHourUs});
        time.pop_back();
        text += time + ",100\n";
    }
    return text;
}

int berlin_2026(std::int64_t utc_us) {
    return utc_us >= at("2026-03-29T01:00:00Z") && utc_us < at("2026-10-25T01:00:00Z") ? 2 : 1;
}

int new_york_2026(std::int64_t utc_us) {
    return utc_us >= at("2026-03-08T07:00:00Z") && utc_us < at("2026-11-01T06:00:00Z") ? -4 : -5;
}

TEST(Meter, PowerHoldsUntilTheNextReading) {
    const MeterFile file = meter(
        "time,power_kw\n2026-03-01T00:00:00Z,100\n2026-03-01T00:10:00Z,200\n"
        "2026-03-01T00:20:00Z,400\n2026-03-01T00:30:00Z,100\n");
    const MeterSummary summary = summarise(file.meters.at(0));
    EXPECT_EQ(summary.readings, 4);
    EXPECT_EQ(summary.covered_us, 40 * kMinuteUs);
    EXPECT_DOUBLE_EQ(summary.energy_kwh, (100 + 200 + 400 + 100) / 6.0);
    EXPECT_DOUBLE_EQ(summary.mean_kw, 200);
    EXPECT_DOUBLE_EQ(summary.peak_kw, 400);
    EXPECT_EQ(summary.peak_us, at("2026-03-01T00:20:00Z"));
    // :00 has 10 min of 100 and 5 of 200; :15 has 5 min of 200 and 10 of 400.
    EXPECT_DOUBLE_EQ(*summary.peak_15min_kw, 1000.0 / 3);
    EXPECT_EQ(summary.peak_15min_us, at("2026-03-01T00:15:00Z"));
}

TEST(Meter, UnitsOfPowerAgree) {
    const auto energy = [](const std::string& column, const std::string& value) {
        const MeterFile file = meter("time," + column + "\n2026-03-01T00:00:00Z," + value +
                                     "\n2026-03-01T01:00:00Z," + value + "\n");
        return file.meters.at(0).intervals.at(0).energy_pj;
    };
    const sim::Int128 picojoules = sim::Int128{1'234'567'890} * 3'600'000'000;
    EXPECT_TRUE(energy("power_w", "1234.56789") == picojoules);
    EXPECT_TRUE(energy("power_kw", "1.23456789") == picojoules);
    EXPECT_TRUE(energy("power_mw", "0.001234568") == energy("power_w", "1234.568"));
    EXPECT_TRUE(energy("energy_kwh", "1.23456789") == picojoules);
}

TEST(Meter, SumsAreExact) {
    // A year of quarters of an hour of 0.1 kWh; binary fractions would drift.
    std::string text = "time,energy_kwh\n";
    const std::int64_t begin_us = at("2026-01-01");
    for (int i = 0; i < 35'040; ++i) {
        text += format_instant({begin_us + i * 15 * kMinuteUs}) + ",0.1\n";
    }
    const MeterSummary summary = summarise(meter(text).meters.at(0));
    EXPECT_EQ(summary.energy_kwh, 3504.0);
    EXPECT_EQ(summary.mean_kw, 0.4);
    EXPECT_EQ(*summary.peak_15min_kw, 0.4);
    EXPECT_EQ(summary.covered_us, 365 * kDayUs);
}

TEST(Meter, AnIntervalMayBeNamedByItsEnd) {
    const MeterFile file = meter(
        "time_end,energy_kwh\n2026-03-01T00:15:00Z,10\n2026-03-01T00:30:00Z,20\n"
        "2026-03-01T01:30:00Z,30\n");
    const MeterSeries& series = file.meters.at(0);
    EXPECT_EQ(series.intervals.at(0).begin_us, at("2026-03-01T00:00:00Z"));
    EXPECT_EQ(series.intervals.at(2).begin_us, at("2026-03-01T01:15:00Z"));
    ASSERT_EQ(series.gaps.size(), 1u);
    EXPECT_EQ(series.gaps[0].begin_us, at("2026-03-01T00:30:00Z"));
    EXPECT_EQ(series.gaps[0].end_us, at("2026-03-01T01:15:00Z"));
}

TEST(Meter, ACounterThatFallsWasReset) {
    const MeterFile file = meter(
        "time,counter_kwh\n2026-03-01T00:00:00Z,990\n2026-03-01T01:00:00Z,1000\n"
        "2026-03-01T02:00:00Z,4\n2026-03-01T03:00:00Z,10\n");
    EXPECT_DOUBLE_EQ(summarise(file.meters.at(0)).energy_kwh, 10 + 4 + 6);
    EXPECT_THAT(describe(file.report.adjusted),
                ElementsAre("counter reset: energy since then is a lower bound: 1, line 4"));
}

TEST(Meter, GapsAreNotCoveredButForACounter) {
    const std::string rows =
        "\n2026-03-01T00:00:00Z,10\n2026-03-01T01:00:00Z,20\n2026-03-01T02:00:00Z,30\n"
        "2026-03-01T09:00:00Z,100\n2026-03-01T10:00:00Z,110\n";
    const MeterSummary power = summarise(meter("time,power_kw" + rows).meters.at(0));
    EXPECT_EQ(power.gaps, 1);
    EXPECT_EQ(power.gap_us, 6 * kHourUs);
    EXPECT_EQ(power.covered_us, 5 * kHourUs);
    EXPECT_DOUBLE_EQ(power.mean_kw, (10 + 20 + 30 + 100 + 110) / 5.0);
    const MeterSummary counter = summarise(meter("time,counter_kwh" + rows).meters.at(0));
    EXPECT_EQ(counter.gaps, 1);
    EXPECT_EQ(counter.covered_us, 10 * kHourUs);
    EXPECT_DOUBLE_EQ(counter.energy_kwh, 100);
}

TEST(Meter, RowsThatSayNothingAreCounted) {
    const MeterFile file = meter(
        "time,power_kw\n2026-03-01T00:00:00Z,1\n2026-03-01T01:00:00Z,nan\n2026-03-01T02:00:00Z,\n"
        ",5\n2026-03-01T03:00:00Z,-2\n2026-03-01T04:00:00Z,2\n2026-03-01T04:00:00Z,2\n"
        "2026-03-01T04:00:00Z,3\n2026-03-01T05:00:00Z,2\n2026-03-01T04:30:00Z,9\n"
        "2026-03-01T06:00:00Z,2\n2026-03-01T07:00:00");
    EXPECT_EQ(file.report.rows, 12);
    EXPECT_THAT(
        describe(file.report.left_out),
        ElementsAre("no value: 2, line 3", "no time: 1, line 5",
                    "negative: fed back, not drawn: 1, line 6",
                    "a last line that is cut off: 1, line 13", "the same reading again: 1, line 8",
                    "another reading of the same time: the first counts: 1, line 9"));
    EXPECT_THAT(describe(file.report.adjusted),
                ElementsAre("earlier than the reading before: sorted: 1, line 11"));
}

TEST(Meter, FilesMayBeginWithTheNewest) {
    const MeterFile file = meter(
        "time,power_kw\n2026-03-01T02:00:00Z,3\n2026-03-01T01:00:00Z,2\n2026-03-01T00:00:00Z,1\n");
    EXPECT_DOUBLE_EQ(summarise(file.meters.at(0)).energy_kwh, 6);
    EXPECT_THAT(describe(file.report.adjusted),
                ElementsAre("the newest reading first: turned round: 3, line 2"));
}

// A day of 23 hours and one of 25 have their true length, in every step a logger may have.
TEST(Meter, ClockChangesAreTakenOut) {
    for (const int step_min : {1, 15, 30, 60, 120}) {
        for (const auto zone : {berlin_2026, new_york_2026}) {
            const std::int64_t from_us = at("2026-01-01"), to_us = at("2026-12-31");
            const MeterFile file = meter(local_log(from_us, to_us, step_min, zone));
            const MeterSummary summary = summarise(file.meters.at(0));
            EXPECT_EQ(summary.gaps, 0) << step_min;
            EXPECT_EQ(summary.covered_us, to_us - from_us) << step_min;
            EXPECT_DOUBLE_EQ(summary.energy_kwh, 100.0 * 24 * 364) << step_min;
            EXPECT_THAT(file.report.left_out, IsEmpty()) << step_min;
            ASSERT_EQ(file.report.adjusted.size(), 2u) << step_min;
            EXPECT_EQ(file.report.adjusted[0].reason, "clocks set forward: no gap");
            EXPECT_EQ(file.report.adjusted[1].reason, "clocks set back: no repeat");
        }
    }
}

TEST(Meter, SpringAndAutumnDaysHave23And25Hours) {
    const auto hours_of = [](std::string_view from, std::string_view to) {
        const MeterFile file = meter(local_log(at(from), at(to), 15, berlin_2026));
        return summarise(file.meters.at(0)).covered_us / kHourUs;
    };
    EXPECT_EQ(hours_of("2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z"), 23);
    EXPECT_EQ(hours_of("2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z"), 25);
}

TEST(Meter, AGapOfAnHourOnAnotherDayIsAGap) {
    std::string text = "time,power_kw\n";
    for (int quarter = 0; quarter < 96; ++quarter) {
        if (quarter < 8 || quarter >= 12) {  // 02:00 to 03:00, on a Monday
            text += format_instant({at("2026-03-30") + quarter * 15 * kMinuteUs}).substr(0, 19) +
                    ",100\n";
        }
    }
    const MeterFile file = meter(text);
    EXPECT_EQ(summarise(file.meters.at(0)).gap_us, kHourUs);
    EXPECT_THAT(file.report.adjusted, IsEmpty());
}

TEST(Meter, MixedOffsetsAreExact) {
    const MeterFile file = meter(
        "time,power_kw\n2026-10-25T02:30:00+02:00,1\n2026-10-25T02:45:00+02:00,1\n"
        "2026-10-25T02:00:00+01:00,1\n2026-10-25T02:15:00+01:00,1\n2026-10-25T01:30:00Z,1\n");
    const MeterSummary summary = summarise(file.meters.at(0));
    EXPECT_EQ(summary.covered_us, 75 * kMinuteUs);
    EXPECT_EQ(summary.gaps, 0);
    EXPECT_THAT(file.report.warnings, IsEmpty());
    EXPECT_THAT(describe(file.report.adjusted),
                ElementsAre("another offset than the reading before: both are exact: 2, line 4"));
}

TEST(Meter, NumbersSince1970AreToldBySize) {
    for (const char* zeros : {"", "000", "000000", "000000000"}) {
        const MeterFile file = meter(std::string("time,power_kw\n1772323200") + zeros +
                                     ",1\n1772324100" + zeros + ",1\n");
        EXPECT_EQ(file.meters.at(0).intervals.at(0).begin_us, at("2026-03-01")) << zeros;
        EXPECT_EQ(file.meters.at(0).step_us, 15 * kMinuteUs) << zeros;
    }
}

TEST(Meter, SeveralMetersAddUpWhereAllAreKnown) {
    const MeterFile file = meter(
        "meter,time,power_kw\na,2026-03-01T00:00:00Z,10\nb,2026-03-01T00:30:00Z,5\n"
        "a,2026-03-01T01:00:00Z,20\nb,2026-03-01T01:30:00Z,7\na,2026-03-01T02:00:00Z,30\n"
        "b,2026-03-01T02:30:00Z,9\n");
    ASSERT_EQ(file.meters.size(), 2u);
    const MeterSeries sum = sum_of(file.meters);
    const MeterSummary summary = summarise(sum);
    EXPECT_EQ(summary.begin_us, at("2026-03-01T00:30:00Z"));
    EXPECT_EQ(summary.end_us, at("2026-03-01T03:00:00Z"));
    EXPECT_DOUBLE_EQ(summary.energy_kwh, 0.5 * (15 + 25 + 27 + 37 + 39));
    EXPECT_DOUBLE_EQ(summary.peak_kw, 39);
    EXPECT_DOUBLE_EQ(*summary.peak_15min_kw, 39);
}

// The same series summed by a second way: minute by minute, in binary fractions.
TEST(Meter, AgreesWithAMinuteByMinuteCount) {
    std::string text = "time,power_kw\n";
    std::int64_t time_us = at("2026-02-01T00:07:00Z");
    std::vector<double> minutes;  // from there on
    std::uint32_t state = 1;
    for (int i = 0; i < 2000; ++i) {
        state = state * 1664525u + 1013904223u;
        const int length = 8 + static_cast<int>(state >> 28u) % 4;  // 8 … 11 minutes
        const double kw = (state >> 8u & 0xFFFu) / 8.0;
        text += format_instant({time_us}) + "," + std::to_string(kw) + "\n";
        minutes.insert(minutes.end(), static_cast<std::size_t>(length), kw);
        time_us += length * kMinuteUs;
    }
    const MeterSummary summary = summarise(meter(text).meters.at(0));
    minutes.resize(static_cast<std::size_t>(summary.covered_us / kMinuteUs));
    double sum = 0, peak = 0;
    for (std::size_t i = 0; i < minutes.size(); ++i) {
        sum += minutes[i];
        if (i % 15 == 8 && i + 15 <= minutes.size()) {  // 00:15 is the eighth minute
            double quarter = 0;
            for (std::size_t k = i; k < i + 15; ++k) {
                quarter += minutes[k] / 15;
            }
            peak = std::max(peak, quarter);
        }
    }
    EXPECT_DOUBLE_EQ(summary.energy_kwh, sum / 60);
    EXPECT_NEAR(*summary.peak_15min_kw, peak, 1e-9);
}

TEST(Meter, ReadsBomCrlfAndCompressedFiles) {
    const MeterFile file =
        meter("\xEF\xBB\xBFtime,power_kw\r\n2026-03-01,1\r\n2026-03-02,1\r\n\r\n");
    EXPECT_EQ(file.meters.at(0).step_us, kDayUs);
    EXPECT_THAT(describe(file.report.warnings),
                ElementsAre("2:0: 2 times have no offset; they are read as UTC"));
}

}  // namespace
}  // namespace headroom::records
