#include "sim/base/units.hpp"

#include <clocale>
#include <cmath>
#include <string>

#include <gtest/gtest.h>

namespace headroom {
namespace {

using enum Dimension;

// The value, or NaN and the message as a failure.
double value_of(std::string_view text, Dimension dimension) {
    const auto parsed = parse_quantity(text, dimension);
    if (!parsed) {
        ADD_FAILURE() << text << ": " << parsed.error();
        return std::nan("");
    }
    return parsed->value;
}

std::string currency_of(std::string_view text, Dimension dimension) {
    const auto parsed = parse_quantity(text, dimension);
    return parsed ? parsed->currency : "error: " + parsed.error();
}

std::string error_of(std::string_view text, Dimension dimension) {
    const auto parsed = parse_quantity(text, dimension);
    return parsed ? "no error: " + std::to_string(parsed->value) : parsed.error();
}

struct Example {
    const char* text;
    Dimension dimension;
    double si;
};

TEST(Units, EveryNotationOfTheScenarioFileIsRead) {
    // The values are exact: each conversion is one product and one quotient of whole numbers.
    for (const Example& e : {
             Example{"8", kCount, 8},
             {"1_000", kCount, 1000},
             {"1e6", kCount, 1e6},
             {"-2.5", kCount, -2.5},
             {"+.5", kCount, 0.5},
             {"800 GPU", kGpuCount, 800},
             {"1 GPUs", kGpuCount, 1},
             {"4 kGPU", kGpuCount, 4000},
             {"35 %", kFraction, 0.35},
             {"35%", kFraction, 0.35},
             {"0.08", kFraction, 0.08},
             {"700 W", kPower, 700},
             {"3.5 MW", kPower, 3.5e6},
             {"3.5MW", kPower, 3.5e6},
             {"400kW", kPower, 4e5},
             {"12 mW", kPower, 0.012},
             {"5 MWh", kEnergy, 1.8e10},
             {"3 kJ", kEnergy, 3000},
             {"80 GB", kBytes, 80e9},
             {"80 GiB", kBytes, 80 * 0x1p30},
             {"2 KiB", kBytes, 2048},
             {"16 bit", kBytes, 2},
             {"400 Gbit/s", kByteRate, 5e10},
             {"400 Gb/s", kByteRate, 5e10},
             {"3.35 TB/s", kByteRate, 3.35e12},
             {"3600 B / h", kByteRate, 1},
             {"989 TFLOP/s", kComputeRate, 989e12},
             {"989 TFLOPS", kComputeRate, 989e12},
             {"2 EFLOP/s", kComputeRate, 2e18},
             {"32 °C", kTemperature, 32},
             {"32 C", kTemperature, 32},
             {"-5°C", kTemperature, -5},
             {"273.15 K", kTemperature, 0},
             {"2 t", kMass, 2000},
             {"1500 kg", kMass, 1500},
             {"3 tCO2e", kMass, 3000},
             {"3 t CO2", kMass, 3000},
             {"360 g/kWh", kMassPerEnergy, 1e-7},
             {"360 gCO2e/kWh", kMassPerEnergy, 1e-7},
             {"360 kg/MWh", kMassPerEnergy, 1e-7},
             {"38 M$", kMoney, 38e6},
             {"38 M $", kMoney, 38e6},
             {"2 USD", kMoney, 2},
             {"12 kEUR", kMoney, 12000},
             {"3.60 $/kWh", kMoneyPerEnergy, 1e-6},
             {"3600 $/MWh", kMoneyPerEnergy, 1e-6},
             {"3.60 $/GPUh", kMoneyPerGpuTime, 1e-3},
             {"3.60 $/GPU-h", kMoneyPerGpuTime, 1e-3},
             {"3.60 $/GPU·h", kMoneyPerGpuTime, 1e-3},
             {"3.60 $/GPU/h", kMoneyPerGpuTime, 1e-3},
             {"390 k$/node", kMoneyPerNode, 390e3},
         }) {
        EXPECT_DOUBLE_EQ(value_of(e.text, e.dimension), e.si) << e.text;
    }
}

TEST(Units, DurationsHaveManyNamesAndMayHaveParts) {
    for (const Example& e : {
             Example{"250 ns", kTime, 250e-9},
             {"5 us", kTime, 5e-6},
             {"5 µs", kTime, 5e-6},
             {"5 μs", kTime, 5e-6},
             {"1.5 ms", kTime, 1.5e-3},
             {"90 s", kTime, 90},
             {"90 seconds", kTime, 90},
             {"5 min", kTime, 300},
             {"8 h", kTime, 28800},
             {"8h", kTime, 28800},
             {"1 hour", kTime, 3600},
             {"7 d", kTime, 604800},
             {"26 weeks", kTime, 26 * 604800.0},
             {"2 w", kTime, 2 * 604800.0},
             {"1 y", kTime, 365.2425 * 86400},
             {"12 mo", kTime, 365.2425 * 86400},
             {"1 h 30 min", kTime, 5400},
             {"1h30min", kTime, 5400},
             {"12 d 4 h", kTime, 12 * 86400 + 4 * 3600},
         }) {
        EXPECT_DOUBLE_EQ(value_of(e.text, e.dimension), e.si) << e.text;
    }
}

// What a month adds the next month adds to as well; a year of 365.2425 d has twelve months.
TEST(Units, GrowthIsCompounded) {
    EXPECT_DOUBLE_EQ(value_of("40 %/y", kGrowth), 0.4);
    EXPECT_DOUBLE_EQ(value_of("0.4/y", kGrowth), 0.4);
    EXPECT_DOUBLE_EQ(value_of("-5 % / year", kGrowth), -0.05);
    EXPECT_NEAR(value_of("3 %/mo", kGrowth), std::pow(1.03, 12) - 1, 1e-12);
    EXPECT_NEAR(value_of("1 %/week", kGrowth), std::pow(1.01, 365.2425 / 7) - 1, 1e-12);
    EXPECT_EQ(error_of("40", kGrowth), "needs a unit, such as \"40 %/y\"");
    EXPECT_EQ(error_of("40 %", kGrowth), "needs a time, such as \"40 %/y\"");
    EXPECT_EQ(error_of("40 %/kW", kGrowth),
              "'%/kW' is no growth; wanted a growth such as \"40 %/y\"");
    EXPECT_EQ(error_of("-100 %/y", kGrowth), "shrinks below nothing; wanted more than -100 %");
}

TEST(Units, FahrenheitMeetsCelsiusAtMinusForty) {
    EXPECT_NEAR(value_of("-40 °F", kTemperature), -40, 1e-13);
    EXPECT_NEAR(value_of("212 F", kTemperature), 100, 1e-13);
}

TEST(Units, CurrenciesAreNamedByTheirIsoCode) {
    EXPECT_EQ(currency_of("38 M$", kMoney), "USD");
    EXPECT_EQ(currency_of("38 €", kMoney), "EUR");
    EXPECT_EQ(currency_of("38 £", kMoney), "GBP");
    EXPECT_EQ(currency_of("38 M¥", kMoney), "JPY");
    EXPECT_EQ(currency_of("38 MCHF", kMoney), "CHF");
    EXPECT_EQ(currency_of("2.6 EUR/GPUh", kMoneyPerGpuTime), "EUR");
    EXPECT_EQ(currency_of("0.092 $/kWh", kMoneyPerEnergy), "USD");
    EXPECT_EQ(currency_of("390 kSEK/node", kMoneyPerNode), "SEK");
    EXPECT_EQ(currency_of("700 W", kPower), "");
}

TEST(Units, ABareNumberNeedsAUnit) {
    EXPECT_EQ(error_of("700", kPower), "needs a unit, such as \"700 W\"");
    EXPECT_EQ(error_of("8", kTime), "needs a unit, such as \"8 h\"");
    EXPECT_EQ(error_of("1 h 30", kTime), "needs a unit, such as \"8 h\"");
    EXPECT_EQ(error_of("800", kGpuCount), "needs a unit, such as \"800 GPU\"");
    EXPECT_EQ(error_of("38", kMoney), "needs a unit, such as \"38 M$\"");
}

TEST(Units, AWrongUnitIsCalledWhatItIs) {
    EXPECT_EQ(error_of("5 kW", kTime), "'kW' is a power; wanted a duration such as \"8 h\"");
    EXPECT_EQ(error_of("5 kW", kEnergy), "'kW' is a power; wanted an energy such as \"5 MWh\"");
    EXPECT_EQ(error_of("5 MWh", kPower), "'MWh' is an energy; wanted a power such as \"700 W\"");
    EXPECT_EQ(error_of("8 GPU", kCount),
              "'GPU' is a number of GPUs; wanted a plain number such as \"8\"");
    EXPECT_EQ(error_of("35 %", kPower), "'%' is a share; wanted a power such as \"700 W\"");
    EXPECT_EQ(error_of("400 Gbit", kByteRate),
              "'Gbit' is an amount of data; wanted a data rate such as \"400 Gbit/s\"");
    EXPECT_EQ(error_of("989 TFLOP", kComputeRate),
              "'TFLOP' is a number of operations; wanted a compute rate such as \"989 TFLOP/s\"");
    EXPECT_EQ(error_of("2 $/kWh", kMoneyPerGpuTime),
              "'$/kWh' is a price of energy; wanted a price of GPU time such as \"2.10 $/GPUh\"");
    EXPECT_EQ(error_of("5 kW/h", kEnergy),
              "'kW/h' divides a power by a duration; wanted an energy such as \"5 MWh\"");
}

TEST(Units, AnUnknownUnitIsMatchedWithItsLikeliestMeaning) {
    EXPECT_EQ(error_of("5 kw", kPower), "unknown unit 'kw'; did you mean 'kW'?");
    EXPECT_EQ(error_of("5 Mwh", kEnergy), "unknown unit 'Mwh'; did you mean 'MWh'?");
    EXPECT_EQ(error_of("5 weks", kTime), "unknown unit 'weks'; did you mean 'weeks'?");
    EXPECT_EQ(error_of("5 m", kTime), "unknown unit 'm'; did you mean 'min' or 'mo'?");
    EXPECT_EQ(error_of("2 $/gpuh", kMoneyPerGpuTime), "unknown unit 'gpuh'; did you mean 'GPUh'?");
    EXPECT_EQ(error_of("2 $/kwh", kMoneyPerEnergy), "unknown unit 'kwh'; did you mean 'kWh'?");
    EXPECT_EQ(error_of("400 gbit/s", kByteRate), "unknown unit 'gbit'; did you mean 'Gbit'?");
    EXPECT_EQ(error_of("8 gpu", kGpuCount), "unknown unit 'gpu'; did you mean 'GPU'?");
    EXPECT_EQ(error_of("2 usd", kMoney), "unknown unit 'usd'; did you mean 'USD'?");
    EXPECT_EQ(error_of("5 zorks", kPower),
              "unknown unit 'zorks'; wanted a power such as \"700 W\"");
    EXPECT_EQ(error_of("5 kKiB", kBytes), "unknown unit 'kKiB'; did you mean 'KiB'?");
    EXPECT_EQ(error_of("5 kh", kTime), "unknown unit 'kh'; wanted a duration such as \"8 h\"");
}

TEST(Units, WhatIsNoNumberIsRefused) {
    const std::string wanted = "; wanted a power such as \"700 W\"";
    EXPECT_EQ(error_of("", kPower), "is empty" + wanted);
    EXPECT_EQ(error_of("  ", kPower), "is empty" + wanted);
    for (const char* text : {"W", "nan W", "inf W", "-inf W", "_1 W", "--5 W", ". W", "-"}) {
        EXPECT_EQ(error_of(text, kPower), "is not a number" + wanted) << text;
    }
    EXPECT_EQ(error_of("1,000 W", kPower),
              "has a comma in its number; write 1_000 or 1000 and 0.5" + wanted);
    EXPECT_EQ(error_of("1e999 W", kPower),
              "is out of range: a number lies between 1e-307 and 1e308" + wanted);
    EXPECT_EQ(error_of("1e308 kW", kPower), "is out of range: too large in SI units");
    for (const char* text : {"0x10 W", "1__0 W", "1_ W", "5 W/", "5 /s", "5 W W", "5 1 W", "5 é"}) {
        EXPECT_FALSE(parse_quantity(text, kPower)) << text;
    }
}

TEST(Units, TheExampleOfEachDimensionIsRead) {
    for (int i = 0; i <= static_cast<int>(kGrowth); ++i) {
        const auto dimension = static_cast<Dimension>(i);
        EXPECT_TRUE(parse_quantity(unit_example(dimension), dimension)) << unit_example(dimension);
    }
}

TEST(Units, TheLocaleChangesNothing) {
    const std::string before = std::setlocale(LC_ALL, nullptr);
    for (const char* locale : {"de_DE.UTF-8", "fr_FR.UTF-8", "C.UTF-8"}) {
        if (std::setlocale(LC_ALL, locale) != nullptr) {
            EXPECT_DOUBLE_EQ(value_of("3.5 MW", kPower), 3.5e6) << locale;
        }
    }
    std::setlocale(LC_ALL, before.c_str());
}

TEST(Units, NoTextBreaksTheParser) {
    constexpr std::string_view kLetters = "0123456789.eE+-_/ %$kMGTWhBbsGPUCOd\xC2\xB5\xE2\x82\xAC";
    std::uint32_t state = 1;
    for (int i = 0; i < 200'000; ++i) {
        std::string text;
        for (int length = 0; length < i % 12; ++length) {
            state = state * 1664525u + 1013904223u;
            text += kLetters[(state >> 8) % kLetters.size()];
        }
        const auto parsed = parse_quantity(text, static_cast<Dimension>(i % 17));
        if (parsed) {
            ASSERT_TRUE(std::isfinite(parsed->value)) << text;
        } else {
            ASSERT_FALSE(parsed.error().empty()) << text;
        }
        (void)parse_span(text);
        (void)parse_instant(text);
    }
}

}  // namespace
}  // namespace headroom
