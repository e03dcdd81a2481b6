#pragma once

// Decimal text to an integer of 10^-decimals, exactly: seconds become microseconds without a detour
// through binary fractions.

#include <array>
#include <cstdint>
#include <string_view>

namespace headroom::input {

enum class NumberText : std::uint8_t {
    kNumber,
    kMissing,     // empty, or a customary word for "no value": nan, null, none, n/a, \N
    kNotANumber,  // anything else, and inf
    kTooLarge,    // |value| > limit
};

struct ScaledNumber {
    NumberText kind = NumberText::kMissing;
    std::int64_t value = 0;  // rounded to nearest, halves away from zero; 0 unless kNumber
    bool is_exact = true;    // nothing was rounded off
};

// What parse_scaled does with everything but a few plain digits.
[[nodiscard]] ScaledNumber parse_any_scaled(std::string_view text,
                                            int decimals,
                                            std::int64_t limit);

constexpr std::array<std::int64_t, 10> kPowersOf10{
    1, 10, 100, 1'000, 10'000, 100'000, 1'000'000, 10'000'000, 100'000'000, 1'000'000'000};

// "12", "-0.5", "+3.", ".25", "1e-05". `decimals` in [0, 9], limit in [0, 10^18]. O(letters).
[[nodiscard]] inline ScaledNumber parse_scaled(std::string_view text,
                                               int decimals,
                                               std::int64_t limit) {
    constexpr std::size_t kMostDigits = 9;  // with 9 decimals they stay within 64 bits
    const std::size_t sign = !text.empty() && text.front() == '-' ? 1 : 0;
    if (text.size() - sign - 1 >= kMostDigits) {  // also where there is no digit
        return parse_any_scaled(text, decimals, limit);
    }
    std::int64_t value = 0;
    for (std::size_t i = sign; i < text.size(); ++i) {
        const int digit = text[i] - '0';
        if (digit < 0 || digit > 9) {
            return parse_any_scaled(text, decimals, limit);
        }
        value = value * 10 + digit;
    }
    value *= kPowersOf10[static_cast<std::size_t>(decimals)];
    if (value > limit) {
        return {NumberText::kTooLarge, 0, false};
    }
    return {NumberText::kNumber, sign == 0 ? value : -value, true};
}

// 100 years: longer is a fault of the unit (milliseconds, say), not a job.
constexpr std::int64_t kLongestTimeUs = 100LL * 36525 * 864'000'000;

[[nodiscard]] inline ScaledNumber parse_seconds(std::string_view text) {
    return parse_scaled(text, 6, kLongestTimeUs);
}

}  // namespace headroom::input
