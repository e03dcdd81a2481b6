#pragma once

// Numbers to text, for every output of the program: files, JSON and terminal use these and nothing
// else. Independent of the locale; the same number is the same text on every machine.

#include <cstdint>
#include <string>

namespace headroom::report {

// The shortest text that reads back as the same double: "0.1", "1e+300", "5". Not finite: nothing.
void append_shortest(std::string& out, double value);

void append_integer(std::string& out, std::int64_t value);

// Microseconds as exact decimal seconds without trailing zeros: 1'500'000 is "1.5".
void append_seconds(std::string& out, std::int64_t time_us);

// For people: "82,247".
[[nodiscard]] std::string group_thousands(std::int64_t value);

// For people: `digits` behind the point and thousands grouped, "1,234.5". Not finite: "-".
[[nodiscard]] std::string fixed_text(double value, int digits);

// To `digits` significant digits, as its decimal text would be rounded. Not finite: as it is.
[[nodiscard]] double round_significant(double value, int digits);

// For people: rounded to `digits` significant digits, without zeros at the end: "28.22788",
// "0.00012". Not finite: "-".
[[nodiscard]] std::string significant_text(double value, int digits);

// For people: a fraction as "84.1 %"; above 0 and below what the digits show: "< 0.1 %".
[[nodiscard]] std::string percent_text(double fraction);

}  // namespace headroom::report
