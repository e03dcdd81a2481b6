#include "src/study/search/decimal.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "sim/base/units.hpp"

namespace headroom::study {
namespace {

// One of each unit in SI, where one dimension has them all.
std::optional<std::vector<double>> sizes_of(const std::vector<Decimal>& numbers) {
    for (int dimension = 0; dimension <= static_cast<int>(Dimension::kGpuTime); ++dimension) {
        std::vector<double> sizes;
        for (const Decimal& number : numbers) {
            const auto one = parse_quantity("1 " + number.unit, static_cast<Dimension>(dimension));
            if (one && one->value > 0)
                sizes.push_back(one->value);
        }
        if (sizes.size() == numbers.size())
            return sizes;
    }
    return std::nullopt;
}

bool multiply(std::int64_t& number, std::int64_t factor) {
    return !__builtin_mul_overflow(number, factor, &number);
}

}  // namespace

double Decimal::value() const {
    return static_cast<double>(digits) / std::pow(10.0, decimals);
}

std::string_view trim_quotes(std::string_view text) {
    const auto first = text.find_first_not_of(" \t\"");
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(" \t\"") - first + 1);
}

std::optional<Decimal> parse_decimal(std::string_view text) {
    text = trim_quotes(text);
    const std::size_t end = std::min(text.find_first_not_of("+-0123456789._"), text.size());
    std::string digits;
    Decimal number;
    bool has_point = false;
    for (std::size_t i = 0; i < end; ++i) {
        const char c = text[i];
        const bool is_sign = c == '+' || c == '-';
        if ((is_sign && i > 0) || (c == '.' && has_point))
            return std::nullopt;
        has_point = has_point || c == '.';
        if (c == '-' || (c >= '0' && c <= '9'))
            digits += c;
        number.decimals += has_point && c >= '0' && c <= '9' ? 1 : 0;
    }
    const auto* const last = digits.data() + digits.size();
    const auto read = std::from_chars(digits.data(), last, number.digits);
    if (read.ec != std::errc() || read.ptr != last || digits.size() > kMostDigits)
        return std::nullopt;
    number.unit = trim_quotes(text.substr(end));
    while (number.decimals > 0 && number.digits % 10 == 0) {
        number.digits /= 10;
        --number.decimals;
    }
    return number;
}

std::vector<std::string_view> split_range(std::string_view text) {
    std::vector<std::string_view> parts;
    for (;;) {
        const std::size_t colon = text.find(':');
        parts.push_back(text.substr(0, colon));
        if (colon == std::string_view::npos)
            return parts;
        text.remove_prefix(colon + 1);
    }
}

bool align_units(std::vector<Decimal>& numbers) {
    const bool is_stated_once = std::all_of(numbers.begin(), numbers.end() - 1,
                                            [](const auto& n) { return n.unit.empty(); });
    const bool are_same = std::all_of(numbers.begin(), numbers.end(), [&](const Decimal& number) {
        return number.unit == numbers.front().unit;
    });
    if (is_stated_once || are_same) {
        for (Decimal& number : numbers)
            number.unit = numbers.back().unit;
        return true;
    }
    const auto sizes = sizes_of(numbers);
    if (!sizes)
        return false;
    const auto finest = std::min_element(sizes->begin(), sizes->end()) - sizes->begin();
    const double size = (*sizes)[static_cast<std::size_t>(finest)];
    const std::string unit = numbers[static_cast<std::size_t>(finest)].unit;
    constexpr double kMostRatio = 1e12;
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        const double ratio = std::round((*sizes)[i] / size);
        if (ratio > kMostRatio || std::fabs(ratio * size - (*sizes)[i]) > 1e-12 * (*sizes)[i] ||
            !multiply(numbers[i].digits, static_cast<std::int64_t>(ratio)))
            return false;
        numbers[i].unit = unit;
    }
    return true;
}

}  // namespace headroom::study
