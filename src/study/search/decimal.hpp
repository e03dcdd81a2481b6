#pragma once

// A number as a user writes it, kept exactly, and what a range is split into. Knows nothing of what
// the number stands for.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace headroom::study {

constexpr int kMostDigits = 15;  // as many as a double holds exactly

// digits × 10^-decimals, with its unit.
struct Decimal {
    std::int64_t digits = 0;
    int decimals = 0;  // without zeros at the end
    std::string unit;

    [[nodiscard]] double value() const;
};

// Without blanks and quotes at either end.
[[nodiscard]] std::string_view trim_quotes(std::string_view text);

// None where it is no decimal number of at most kMostDigits digits. "4e5" is none either.
[[nodiscard]] std::optional<Decimal> parse_decimal(std::string_view text);

// The parts of "low:high:step".
[[nodiscard]] std::vector<std::string_view> split_range(std::string_view text);

// Gives all numbers the same unit: the one that stands once, after the last, or the finest of units
// of one kind. False where that is not exact.
[[nodiscard]] bool align_units(std::vector<Decimal>& numbers);

}  // namespace headroom::study
