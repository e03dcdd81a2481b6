#include "src/core/table/number_text.hpp"

#include <array>
#include <charconv>
#include <cmath>

namespace headroom::report {
namespace {

// The longest: a double near 1e308 with fixed digits, and a sign.
using NumberBuffer = std::array<char, 340>;

std::string group_digits(const std::string& digits) {
    const std::size_t point = std::min(digits.find('.'), digits.size());
    const std::size_t first = digits.starts_with('-') ? 1 : 0;
    std::string out = digits.substr(0, first);
    for (std::size_t i = first; i < digits.size(); ++i) {
        if (i > first && i < point && (point - i) % 3 == 0)
            out += ',';
        out += digits[i];
    }
    return out;
}

}  // namespace

void append_shortest(std::string& out, double value) {
    if (!std::isfinite(value))
        return;
    NumberBuffer buffer;
    const double no_negative_zero = value == 0 ? 0.0 : value;
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), no_negative_zero);
    out.append(buffer.data(), end.ptr);
}

void append_integer(std::string& out, std::int64_t value) {
    NumberBuffer buffer;
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
    out.append(buffer.data(), end.ptr);
}

void append_seconds(std::string& out, std::int64_t time_us) {
    constexpr std::uint64_t kMicrosecondsInSecond = 1'000'000;
    std::uint64_t magnitude_us = static_cast<std::uint64_t>(time_us);
    if (time_us < 0) {
        out += '-';
        magnitude_us = 0 - magnitude_us;
    }
    append_integer(out, static_cast<std::int64_t>(magnitude_us / kMicrosecondsInSecond));
    std::uint64_t rest_us = magnitude_us % kMicrosecondsInSecond;
    if (rest_us == 0)
        return;
    out += '.';
    for (std::uint64_t unit = kMicrosecondsInSecond / 10; rest_us > 0; unit /= 10) {
        out += static_cast<char>('0' + rest_us / unit);
        rest_us %= unit;
    }
}

std::string group_thousands(std::int64_t value) {
    std::string digits;
    append_integer(digits, value);
    return group_digits(digits);
}

std::string fixed_text(double value, int digits) {
    if (!std::isfinite(value))
        return "-";
    NumberBuffer buffer;
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                   std::chars_format::fixed, digits);
    return group_digits(std::string(buffer.data(), end.ptr));
}

double round_significant(double value, int digits) {
    if (!std::isfinite(value))
        return value;
    NumberBuffer buffer;
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                   std::chars_format::scientific, digits - 1);
    double rounded = value;
    std::from_chars(buffer.data(), end.ptr, rounded);
    return rounded;
}

std::string significant_text(double value, int digits) {
    if (!std::isfinite(value))
        return "-";
    std::string text;
    append_shortest(text, round_significant(value, digits));
    return text;
}

std::string percent_text(double fraction) {
    const double percent = 100 * fraction;
    if (percent > 0 && percent < 0.1)
        return "< 0.1 %";
    return fixed_text(percent, 1) + " %";
}

}  // namespace headroom::report
