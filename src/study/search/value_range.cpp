#include "src/study/search/value_range.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <optional>
#include <vector>

#include "sim/base/units.hpp"

namespace headroom::study {
namespace {

using scenario::ProblemText;

constexpr int kMostDigits = 15;  // as many as a double holds exactly
constexpr const char* kWanted = "low:high or low:high:step, such as 1:200 or \"2 MW:4 MW:500 kW\"";

// A number as written: digits × 10^-decimals, with its unit.
struct Decimal {
    std::int64_t digits = 0;
    int decimals = 0;
    std::string unit;
};

std::string_view trim(std::string_view text) {
    const auto first = text.find_first_not_of(" \t\"");
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(" \t\"") - first + 1);
}

std::optional<Decimal> parse_decimal(std::string_view text) {
    text = trim(text);
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
    number.unit = trim(text.substr(end));
    while (number.decimals > 0 && number.digits % 10 == 0) {
        number.digits /= 10;
        --number.decimals;
    }
    return number;
}

std::vector<std::string_view> split(std::string_view text) {
    std::vector<std::string_view> parts;
    for (;;) {
        const std::size_t colon = text.find(':');
        parts.push_back(text.substr(0, colon));
        if (colon == std::string_view::npos)
            return parts;
        text.remove_prefix(colon + 1);
    }
}

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

// Gives all numbers the same unit; false where that is not exact.
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

// Gives all numbers the same decimals; false where they become too long.
bool align_decimals(std::vector<Decimal>& numbers) {
    int most = 0;
    for (const Decimal& number : numbers)
        most = std::max(most, number.decimals);
    for (Decimal& number : numbers)
        for (; number.decimals < most; ++number.decimals)
            if (!multiply(number.digits, 10))
                return false;
    constexpr std::int64_t kMost = 1'000'000'000'000'000;
    return std::all_of(numbers.begin(), numbers.end(),
                       [](const Decimal& number) { return std::abs(number.digits) < kMost; });
}

expected<std::vector<Decimal>, ProblemText> parse_numbers(std::string_view text) {
    const auto parts = split(text);
    if (parts.size() < 2 || parts.size() > 3)
        return unexpected(ProblemText{"'" + std::string(text) + "' is no range", kWanted, ""});
    std::vector<Decimal> numbers;
    for (const std::string_view part : parts) {
        auto number = parse_decimal(part);
        if (!number)
            return unexpected(ProblemText{"'" + std::string(trim(part)) +
                                              "' is not a decimal number of at most " +
                                              std::to_string(kMostDigits) + " digits",
                                          kWanted, ""});
        numbers.push_back(std::move(*number));
    }
    return numbers;
}

ProblemText falling(std::string_view text) {
    const auto parts = split(text);
    std::string turned = std::string(trim(parts[1])) + ":" + std::string(trim(parts[0]));
    if (parts.size() > 2)
        turned += ":" + std::string(trim(parts[2]));
    return {"the low end is above the high end", kWanted, "did you mean '" + turned + "'?"};
}

}  // namespace

expected<ValueRange, ProblemText> ValueRange::parse(std::string_view text) {
    auto numbers = parse_numbers(text);
    if (!numbers)
        return unexpected(std::move(numbers.error()));
    if (!align_units(*numbers))
        return unexpected(ProblemText{"the units of the range do not fit together",
                                      "the same unit, or units of one kind", ""});
    if (!align_decimals(*numbers))
        return unexpected(ProblemText{"the numbers of the range are too long", kWanted, ""});
    const bool has_step = numbers->size() == 3;
    if (!has_step && numbers->front().decimals > 0)
        return unexpected(ProblemText{"the range needs a step", "low:high:step",
                                      "for example " + std::string(text) + ":0.1"});
    const Decimal& low = numbers->front();
    const std::int64_t high = (*numbers)[1].digits;
    const std::int64_t step = has_step ? numbers->back().digits : 1;
    if (step <= 0)
        return unexpected(ProblemText{"the step is not above zero", kWanted, ""});
    if (high < low.digits)
        return unexpected(falling(text));
    ValueRange range;
    range.low_ = low.digits;
    range.step_ = step;
    range.size_ = (high - low.digits) / step + 1;
    range.decimals_ = low.decimals;
    range.unit_ = low.unit;
    return range;
}

std::string ValueRange::text(std::int64_t place) const {
    const std::int64_t number = low_ + place * step_;
    std::string digits = std::to_string(std::abs(number));
    const auto decimals = static_cast<std::size_t>(decimals_);
    if (digits.size() <= decimals)
        digits.insert(0, decimals + 1 - digits.size(), '0');
    if (decimals > 0) {
        digits.insert(digits.size() - decimals, ".");
        digits.erase(digits.find_last_not_of('0') + 1);
        if (digits.back() == '.')
            digits.pop_back();
    }
    return (number < 0 ? "-" : "") + digits + (unit_.empty() ? "" : " " + unit_);
}

double ValueRange::value(std::int64_t place) const {
    return static_cast<double>(low_ + place * step_) / std::pow(10.0, decimals_);
}

}  // namespace headroom::study
