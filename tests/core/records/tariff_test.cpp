#include "src/core/records/tariff.hpp"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "src/core/records/price_unit.hpp"
#include "src/core/records/record_time.hpp"
#include "tests/core/records/record_text.hpp"

namespace headroom::records {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Tariff tariff(std::string_view text) {
    return read_good(text, read_tariff);
}

double price(const Tariff& of, std::string_view date, std::int64_t east_us = 0) {
    return price_at(of, *parse_instant(date), east_us).value().per_kwh;
}

TEST(PriceUnit, TurnsIntoPerKwh) {
    EXPECT_EQ(parse_energy_price_unit("$/kWh")->convert(0.092), 0.092);
    EXPECT_EQ(parse_energy_price_unit("$/MWh")->convert(92), 0.092);
    EXPECT_EQ(parse_energy_price_unit("ct/kWh")->convert(24.5), 0.245);
    EXPECT_EQ(parse_energy_price_unit("ct/kWh")->currency, "EUR");
    EXPECT_EQ(parse_energy_price_unit("¢/kWh")->currency, "USD");
    EXPECT_EQ(parse_energy_price_unit("GBP/GWh")->convert(1e6), 1);
    EXPECT_DOUBLE_EQ(parse_energy_price_unit("$/MJ")->convert(1), 3.6);
    EXPECT_FALSE(parse_energy_price_unit("$"));
    EXPECT_FALSE(parse_energy_price_unit("$/kW"));
    EXPECT_FALSE(parse_energy_price_unit("kWh/$"));
    EXPECT_EQ(parse_demand_unit("$/kW-month")->convert(14.5), 14.5);
    EXPECT_EQ(parse_demand_unit("EUR/kW/month")->convert(14.5), 14.5);
    EXPECT_EQ(parse_demand_unit("$/MW-month")->convert(14500), 14.5);
    EXPECT_EQ(parse_demand_unit("€/kW-year")->convert(120), 10);
    EXPECT_FALSE(parse_demand_unit("$/kW"));
    EXPECT_FALSE(parse_demand_unit("$/kWh-month"));
    EXPECT_EQ(parse_money_unit("k$")->convert(390), 390'000);
}

TEST(Tariff, StartsHoldUntilTheNext) {
    const Tariff steps = tariff(
        "start,price (EUR/MWh)\n2026-01-01T00:00:00Z,80\n2026-01-01T01:00:00Z,-5\n"
        "2026-01-01T02:00:00Z,120\n");
    EXPECT_EQ(steps.currency, "EUR");
    EXPECT_EQ(price(steps, "2026-01-01T00:59:59Z"), 0.08);
    EXPECT_EQ(price(steps, "2026-01-01T01:00:00Z"), -0.005);
    EXPECT_EQ(price(steps, "2030-01-01"), 0.12);
    EXPECT_FALSE(price_at(steps, *parse_instant("2025-12-31")));
    const TariffSummary summary = summarise(steps);
    EXPECT_DOUBLE_EQ(summary.mean_per_kwh, 0.0375);
    EXPECT_EQ(summary.lowest_per_kwh, -0.005);
    EXPECT_EQ(summary.highest_per_kwh, 0.12);
    EXPECT_EQ(summary.prices, 3);
}

TEST(Tariff, SpansMayBeUnsortedAndEndOpen) {
    const Tariff spans = tariff(
        "from,to,price,unit,demand_charge ($/kW-month)\n2026-07-01,,0.11,$/kWh,12\n"
        "2026-01-01,2026-07-01,0.09,USD/kWh,\n");
    EXPECT_EQ(price(spans, "2026-06-30T23:59:59Z"), 0.09);
    EXPECT_EQ(price(spans, "2026-07-01"), 0.11);
    EXPECT_EQ(price_at(spans, *parse_instant("2027-01-01"))->demand_per_kw_month, 12);
    EXPECT_EQ(summarise(spans).to_us, kForeverUs);
    EXPECT_THAT(describe(spans.report.warnings),
                ElementsAre("2:0: 3 times have no offset; they are read as UTC"));
    EXPECT_FALSE(price_at(tariff("from,to,price ($/kWh)\n2026-01-01,2026-02-01,1\n"),
                          {2'000'000'000'000'000}));
}

TEST(Tariff, OnePriceHoldsAlways) {
    const Tariff constant = tariff("price ($/kWh)\n0.092\n");
    EXPECT_EQ(price(constant, "1970-01-01"), 0.092);
    EXPECT_EQ(price(constant, "2199-01-01"), 0.092);
    EXPECT_EQ(summarise(constant).mean_per_kwh, 0.092);
}

// Against a second way to say when it is day: a formula of weekday and hour.
TEST(Tariff, CalendarsAgreeWithAFormulaForAYearOfHours) {
    const Tariff calendar = tariff(
        "month,weekday,hour,price ($/kWh)\nNov-Feb,Mon-Fri,7-18,0.30\nNov-Feb,1-5,19-6,0.20\n"
        "3;4;5;6;7;8;9;10,Mon-Fri,,0.25\n*,Sat;Sunday,*,0.10\n");
    const std::int64_t begin_us = parse_instant("2026-01-01")->unix_us;  // a Thursday
    constexpr std::array kDays{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int day = 0;
    for (std::size_t month = 0; month < kDays.size(); ++month) {
        for (int of_month = 0; of_month < kDays[month]; ++of_month, ++day) {
            const int weekday = (day + 3) % 7;
            for (int hour = 0; hour < 24; ++hour) {
                const bool is_winter = month <= 1 || month >= 10;
                const double wanted = weekday >= 5              ? 0.10
                                      : !is_winter              ? 0.25
                                      : hour >= 7 && hour <= 18 ? 0.30
                                                                : 0.20;
                const std::int64_t time_us = begin_us + day * kDayUs + hour * kHourUs;
                ASSERT_EQ(price_at(calendar, {time_us})->per_kwh, wanted) << day << " " << hour;
                ASSERT_EQ(price_at(calendar, {time_us - 2 * kHourUs}, 2 * kHourUs)->per_kwh,
                          wanted);
            }
        }
    }
    EXPECT_EQ(summarise(calendar).prices, 4);
}

TEST(Tariff, AnEmptyCellOfACalendarMeansAll) {
    EXPECT_EQ(price(tariff("hour,price (ct/kWh)\n0-6,10\n7-23,20\n"), "2026-05-05T07:00:00Z"), 0.2);
}

TEST(Tariff, ADayAheadFileWithOffsetsCrossesTheClockChange) {
    std::string text = "from,to,price (EUR/MWh)\n";
    for (int hour = 0; hour < 25; ++hour) {  // 25 October 2026 in Berlin
        const auto local = [](int h) {
            const bool is_summer = h < 3;
            const int wall = is_summer ? h : h - 1;
            return "2026-10-2" +
                   std::string(wall == 24 ? "6T00"
                                          : "5T" + std::string(wall < 10 ? "0" : "") +
                                                std::to_string(wall)) +
                   ":00:00" + (is_summer ? "+02:00" : "+01:00");
        };
        text += local(hour) + "," + local(hour + 1) + "," + std::to_string(hour) + "\n";
    }
    const Tariff day = tariff(text);
    EXPECT_EQ(day.steps.size(), 25u);
    EXPECT_EQ(day.steps.back().to_us - day.steps.front().from_us, 25 * kHourUs);
    EXPECT_DOUBLE_EQ(summarise(day).mean_per_kwh, 0.012);
    EXPECT_THAT(day.report.warnings, IsEmpty());
}

}  // namespace
}  // namespace headroom::records
