#include "src/core/input/scaled_number.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace headroom::input {

namespace {

constexpr int kMostDigits = 18;  // the most that always fit in 64 bits
constexpr std::array<std::uint64_t, kMostDigits + 1> kPowers = [] {
    std::array<std::uint64_t, kMostDigits + 1> powers{1};
    for (std::size_t i = 1; i < powers.size(); ++i) {
        powers[i] = powers[i - 1] * 10;
    }
    return powers;
}();

// Digits with a point in them: digits · 10^exponent, and whether any digit was read at all.
struct Mantissa {
    std::uint64_t digits = 0;
    int exponent = 0;
    bool has_digits = false;
    bool is_exact = true;
};

bool is_digit(char letter) {
    return letter >= '0' && letter <= '9';
}

void take_digit(Mantissa& mantissa, char letter, bool is_fraction) {
    mantissa.has_digits = true;
    if (mantissa.digits < kPowers[kMostDigits - 1]) {
        mantissa.digits = mantissa.digits * 10 + static_cast<std::uint64_t>(letter - '0');
        mantissa.exponent -= is_fraction ? 1 : 0;
    } else {
        mantissa.is_exact = mantissa.is_exact && letter == '0';
        mantissa.exponent += is_fraction ? 0 : 1;
    }
}

Mantissa parse_mantissa(const char*& at, const char* end) {
    Mantissa mantissa;
    for (; at != end && is_digit(*at); ++at) {
        take_digit(mantissa, *at, false);
    }
    if (at != end && *at == '.') {
        for (++at; at != end && is_digit(*at); ++at) {
            take_digit(mantissa, *at, true);
        }
    }
    return mantissa;
}

// The number after an "e"; false if there is none. Beyond ±1000 all is as good as zero or infinite.
bool parse_exponent(const char*& at, const char* end, int& exponent) {
    ++at;
    if (at != end && *at == '+' && ++at != end && *at == '-') {
        return false;
    }
    const auto [stop, fault] = std::from_chars(at, end, exponent);
    if (fault == std::errc::result_out_of_range) {
        exponent = *at == '-' ? -1000 : 1000;
    } else if (fault != std::errc{}) {
        return false;
    }
    exponent = std::clamp(exponent, -1000, 1000);
    at = stop;
    return true;
}

bool is_word_for_missing(std::string_view text) {
    constexpr std::array<std::string_view, 5> kWords{"nan", "null", "none", "n/a", "\\n"};
    const auto is_same = [&](std::string_view word) {
        return std::equal(word.begin(), word.end(), text.begin(), text.end(), [](char a, char b) {
            return a == (b >= 'A' && b <= 'Z' ? static_cast<char>(b - 'A' + 'a') : b);
        });
    };
    return text.empty() || std::any_of(kWords.begin(), kWords.end(), is_same);
}

// The mantissa as an integer; kTooLarge where it exceeds the limit.
ScaledNumber scale(const Mantissa& mantissa, int shift, std::uint64_t limit) {
    ScaledNumber number{NumberText::kNumber, 0, mantissa.is_exact};
    std::uint64_t value = mantissa.digits;
    if (shift < -kMostDigits) {
        number.is_exact = number.is_exact && value == 0;
        value = 0;
    } else if (shift < 0) {
        const std::uint64_t divisor = kPowers[static_cast<std::size_t>(-shift)];
        const std::uint64_t rest = value % divisor;
        value = value / divisor + (rest >= divisor - rest ? 1 : 0);
        number.is_exact = number.is_exact && rest == 0;
    } else if (value != 0 &&
               (shift > kMostDigits || value > limit / kPowers[static_cast<std::size_t>(shift)])) {
        return {NumberText::kTooLarge, 0, false};
    } else if (value != 0) {
        value *= kPowers[static_cast<std::size_t>(shift)];
    }
    if (value > limit) {
        return {NumberText::kTooLarge, 0, false};
    }
    number.value = static_cast<std::int64_t>(value);
    return number;
}

}  // namespace

ScaledNumber parse_any_scaled(std::string_view text, int decimals, std::int64_t limit) {
    const char* at = text.data();
    const char* const end = at + text.size();
    const bool is_negative = at != end && *at == '-';
    if (at != end && (*at == '-' || *at == '+')) {
        ++at;
    }
    const Mantissa mantissa = parse_mantissa(at, end);
    if (!mantissa.has_digits) {
        return {is_word_for_missing(text) ? NumberText::kMissing : NumberText::kNotANumber, 0,
                false};
    }
    int exponent = 0;
    const bool is_well_formed =
        at == end || ((*at == 'e' || *at == 'E') && parse_exponent(at, end, exponent));
    if (!is_well_formed || at != end) {
        return {NumberText::kNotANumber, 0, false};
    }
    ScaledNumber number =
        scale(mantissa, decimals + mantissa.exponent + exponent, static_cast<std::uint64_t>(limit));
    number.value = is_negative ? -number.value : number.value;
    return number;
}

}  // namespace headroom::input
