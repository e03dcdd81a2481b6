#pragma once

// The number at the start of a text, as scenarios write it: "1_000", "-2.5", "4e5". The same in
// every locale; no hexadecimal, no infinities. Shared by quantities and spans.

#include <string>
#include <string_view>
#include <vector>

#include "sim/base/expected.hpp"

namespace headroom {

struct ScannedNumber {
    double value = 0;
    std::string_view rest;  // what follows the number, without spaces at either end
};

[[nodiscard]] std::string_view trim_spaces(std::string_view text);

// The error is a sentence without the text itself: "is not a number". O(length), pure.
[[nodiscard]] expected<ScannedNumber, std::string> scan_number(std::string_view text);

// A length of time may have several parts, each a number with its unit: "1 h 30 min".
struct DurationPart {
    double value = 0;
    std::string_view unit;
};

// At least one part. The error is as scan_number's, or a whole sentence that says which part lacks
// a unit.
[[nodiscard]] expected<std::vector<DurationPart>, std::string> split_duration(
    std::string_view text);

}  // namespace headroom
