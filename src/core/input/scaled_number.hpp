#pragma once

// Decimal text to an integer of 10^-decimals, exactly: seconds become microseconds without a detour
// through binary fractions.

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

// "12", "-0.5", "+3.", ".25", "1e-05". `decimals` in [0, 9], limit in [0, 10^18]. O(letters).
[[nodiscard]] ScaledNumber parse_scaled(std::string_view text, int decimals, std::int64_t limit);

// 100 years: longer is a fault of the unit (milliseconds, say), not a job.
constexpr std::int64_t kLongestTimeUs = 100LL * 36525 * 864'000'000;

[[nodiscard]] inline ScaledNumber parse_seconds(std::string_view text) {
    return parse_scaled(text, 6, kLongestTimeUs);
}

}  // namespace headroom::input
