#pragma once

// A metric's value for people. Not a round trip: what must read back is written by number_text.

#include <string>
#include <string_view>
#include <utility>

namespace headroom::study {

// "3 h 58 min" of seconds, "12,345" of a whole number, "0.8841", "1,312.5 GPUh".
[[nodiscard]] std::string value_text(double value, std::string_view unit);

// Two values beside each other: with all digits where they would read the same and are not.
[[nodiscard]] std::pair<std::string, std::string> distinct_texts(double first,
                                                                 double second,
                                                                 std::string_view unit);

// How far `value` is from `limit`: "30.2 % above", "below by 0.2" where there is no ratio; "equal".
[[nodiscard]] std::string distance_text(double value, double limit, std::string_view unit);

}  // namespace headroom::study
