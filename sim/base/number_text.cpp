#include "sim/base/number_text.hpp"

#include <algorithm>
#include <charconv>
#include <system_error>

namespace headroom {
namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

// The digits and underscores from `at` on; an underscore counts only between two digits.
std::size_t skip_digits(std::string_view text, std::size_t at) {
    while (at < text.size()) {
        const bool separates = text[at] == '_' && at > 0 && is_digit(text[at - 1]) &&
                               at + 1 < text.size() && is_digit(text[at + 1]);
        if (!is_digit(text[at]) && !separates) {
            break;
        }
        ++at;
    }
    return at;
}

// An 'e' belongs to the number only with digits behind it: "2 EUR" has none.
std::size_t skip_exponent(std::string_view text, std::size_t at) {
    if (at >= text.size() || (text[at] != 'e' && text[at] != 'E')) {
        return at;
    }
    std::size_t digits = at + 1;
    if (digits < text.size() && (text[digits] == '+' || text[digits] == '-')) {
        ++digits;
    }
    const std::size_t end = skip_digits(text, digits);
    return end > digits ? end : at;
}

}  // namespace

std::string_view trim_spaces(std::string_view text) {
    constexpr std::string_view kSpaces = " \t\r\n";
    const std::size_t first = text.find_first_not_of(kSpaces);
    if (first == std::string_view::npos) {
        return {};
    }
    return text.substr(first, text.find_last_not_of(kSpaces) - first + 1);
}

expected<ScannedNumber, std::string> scan_number(std::string_view text) {
    text = trim_spaces(text);
    if (text.empty()) {
        return unexpected(std::string("is empty"));
    }
    const bool has_sign = text[0] == '+' || text[0] == '-';
    const std::size_t start = has_sign ? 1 : 0;
    std::size_t end = skip_digits(text, start);
    std::size_t digits = end - start;
    if (end < text.size() && text[end] == '.') {
        const std::size_t fraction = skip_digits(text, end + 1);
        digits += fraction - (end + 1);
        end = fraction;
    }
    if (digits == 0) {
        return unexpected(std::string("is not a number"));
    }
    end = skip_exponent(text, end);
    if (end < text.size() && text[end] == ',') {
        return unexpected(std::string("has a comma in its number; write 1_000 or 1000 and 0.5"));
    }

    std::string plain;
    for (const char c : text.substr(text[0] == '+' ? 1 : 0, end - (text[0] == '+' ? 1 : 0))) {
        if (c != '_') {
            plain += c;
        }
    }
    ScannedNumber number;
    const auto [stop, error] =
        std::from_chars(plain.data(), plain.data() + plain.size(), number.value);
    if (error == std::errc::result_out_of_range) {
        return unexpected(std::string("is out of range: a number lies between 1e-307 and 1e308"));
    }
    if (error != std::errc{} || stop != plain.data() + plain.size()) {
        return unexpected(std::string("is not a number"));
    }
    number.rest = trim_spaces(text.substr(end));
    return number;
}

expected<std::vector<DurationPart>, std::string> split_duration(std::string_view text) {
    std::vector<DurationPart> parts;
    std::string_view rest = trim_spaces(text);
    do {
        const auto number = scan_number(rest);
        if (!number) {
            return unexpected(number.error());
        }
        const std::size_t end =
            std::min(number->rest.find_first_of("0123456789."), number->rest.size());
        const std::string_view unit = trim_spaces(number->rest.substr(0, end));
        if (unit.empty()) {
            return unexpected(std::string("needs a unit, such as \"8 h\""));
        }
        parts.push_back({number->value, unit});
        rest = number->rest.substr(end);
    } while (!rest.empty());
    return parts;
}

}  // namespace headroom
