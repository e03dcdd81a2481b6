#pragma once

// The values of a setting from low to high in equal steps, as a user writes them:
// "1:200", "0.5:2:0.25", "2 MW:4 MW:500 kW". Knows nothing of what is set.

#include <cstdint>
#include <string>
#include <string_view>

#include "src/core/scenario/problems.hpp"

namespace headroom::study {

// Whole multiples of a power of ten, so that 0.1 + 0.1 + 0.1 is 0.3 and a whole number stays whole.
class ValueRange {
public:
    // "low:high" of whole numbers (step 1) or "low:high:step". A unit may stand once, after the
    // last number, or after each; units of one kind are brought to the finest of them.
    [[nodiscard]] static expected<ValueRange, scenario::ProblemText> parse(std::string_view text);

    [[nodiscard]] std::int64_t size() const { return size_; }

    // Of a place from 0 to size() - 1: "112", "2.5 MW"; as a number in that unit.
    [[nodiscard]] std::string text(std::int64_t place) const;
    [[nodiscard]] double value(std::int64_t place) const;

    [[nodiscard]] const std::string& unit() const { return unit_; }

private:
    std::int64_t low_ = 0;   // in units of 10^-decimals
    std::int64_t step_ = 1;  // the same
    std::int64_t size_ = 1;
    int decimals_ = 0;
    std::string unit_;
};

}  // namespace headroom::study
