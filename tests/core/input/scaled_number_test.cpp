#include "src/core/input/scaled_number.hpp"

#include <ostream>

#include <gtest/gtest.h>

namespace headroom::input {
namespace {

struct Case {
    const char* text;
    NumberText kind;
    std::int64_t us;
    bool is_exact = true;
};

std::ostream& operator<<(std::ostream& out, const Case& c) {
    return out << c.text;
}

constexpr NumberText kNumber = NumberText::kNumber;

TEST(ScaledNumber, SecondsBecomeMicrosecondsDigitForDigit) {
    const Case cases[] = {
        {"0", kNumber, 0},
        {"12", kNumber, 12'000'000},
        {"+12", kNumber, 12'000'000},
        {"-0.5", kNumber, -500'000},
        {"3.", kNumber, 3'000'000},
        {".25", kNumber, 250'000},
        {"0007.5000000000000", kNumber, 7'500'000},
        {"0.1", kNumber, 100'000},  // no binary fraction on the way
        {"552.21", kNumber, 552'210'000},
        {"1356996147.123457", kNumber, 1'356'996'147'123'457},
        {"0.0000004", kNumber, 0, false},  // seven digits: to the nearest
        {"0.0000005", kNumber, 1, false},  // halves away from zero
        {"-0.0000005", kNumber, -1, false},
        {"1.2345674999999999999999", kNumber, 1'234'567, false},
        {"1.2345675", kNumber, 1'234'568, false},
        {"0.00000000000000000000000000001", kNumber, 0, false},
        {"1e-05", kNumber, 10},
        {"1.5E+3", kNumber, 1'500'000'000},
        {"1e-999999999999", kNumber, 0, false},
        {"0e999999999999", kNumber, 0},
        {"3155760000", kNumber, kLongestTimeUs},
    };
    for (const Case& c : cases) {
        const ScaledNumber number = parse_seconds(c.text);
        EXPECT_EQ(number.kind, c.kind) << c;
        EXPECT_EQ(number.value, c.us) << c;
        EXPECT_EQ(number.is_exact, c.is_exact) << c;
    }
}

TEST(ScaledNumber, WordsForNoValueAreMissingNotWrong) {
    for (const char* text : {"", "nan", "NaN", "NULL", "None", "n/a", "\\N"}) {
        EXPECT_EQ(parse_seconds(text).kind, NumberText::kMissing) << text;
    }
}

TEST(ScaledNumber, TextThatIsNoNumberIsTold) {
    for (const char* text : {"-", "+", ".", "-.", "e5", "1e", "1e+", "1e+-5", "1e-", "12s", "1,5",
                             "0x10", "inf", "-inf", "1 2", "--1", "1.2.3", "nano", "na"}) {
        EXPECT_EQ(parse_seconds(text).kind, NumberText::kNotANumber) << text;
    }
}

TEST(ScaledNumber, BeyondTheLimitIsTooLarge) {
    for (const char* text : {"3155760000.000001", "-3155760001", "1e300", "1e17", "1e999999999999",
                             "99999999999999999999999999", "18446744073709551617"}) {
        EXPECT_EQ(parse_seconds(text).kind, NumberText::kTooLarge) << text;
    }
    EXPECT_EQ(parse_scaled("8", 0, 8).value, 8);
    EXPECT_EQ(parse_scaled("9", 0, 8).kind, NumberText::kTooLarge);
}

}  // namespace
}  // namespace headroom::input
