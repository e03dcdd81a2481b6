#include "src/study/search/value_range.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <vector>

#include "src/study/search/decimal.hpp"

namespace headroom::study {
namespace {

using scenario::ProblemText;

constexpr const char* kWanted = "low:high or low:high:step, such as 1:200 or \"2 MW:4 MW:500 kW\"";

// Gives all numbers the same decimals; false where they become too long.
bool align_decimals(std::vector<Decimal>& numbers) {
    int most = 0;
    for (const Decimal& number : numbers)
        most = std::max(most, number.decimals);
    for (Decimal& number : numbers)
        for (; number.decimals < most; ++number.decimals)
            if (__builtin_mul_overflow(number.digits, 10, &number.digits))
                return false;
    constexpr std::int64_t kMost = 1'000'000'000'000'000;
    return std::all_of(numbers.begin(), numbers.end(),
                       [](const Decimal& number) { return std::abs(number.digits) < kMost; });
}

expected<std::vector<Decimal>, ProblemText> parse_numbers(std::string_view text) {
    const auto parts = split_range(text);
    if (parts.size() < 2 || parts.size() > 3)
        return unexpected(ProblemText{"'" + std::string(text) + "' is no range", kWanted, ""});
    std::vector<Decimal> numbers;
    for (const std::string_view part : parts) {
        auto number = parse_decimal(part);
        if (!number)
            return unexpected(ProblemText{"'" + std::string(trim_quotes(part)) +
                                              "' is not a decimal number of at most " +
                                              std::to_string(kMostDigits) + " digits",
                                          kWanted, ""});
        numbers.push_back(std::move(*number));
    }
    return numbers;
}

ProblemText falling(std::string_view text) {
    const auto parts = split_range(text);
    std::string turned =
        std::string(trim_quotes(parts[1])) + ":" + std::string(trim_quotes(parts[0]));
    if (parts.size() > 2)
        turned += ":" + std::string(trim_quotes(parts[2]));
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
