#pragma once

// Text to quantities and dates: "3.5 MW", "400 Gbit/s", "35 %", "2.10 $/GPUh", "36 mo",
// "2027-01-01". A bare number is an error for every dimension but a count and a fraction. Knows
// nothing of files. All of it is pure, the same in every locale, and linear in the text.

#include <cstdint>
#include <string>
#include <string_view>

#include "sim/base/expected.hpp"
#include "sim/base/quantity.hpp"

namespace headroom {

// What a unit text says: the value in SI units and, for money, the ISO 4217 code ("USD") of its
// currency.
struct ParsedQuantity {
    double value = 0;
    std::string currency;
};

// Case matters (mW, MW); b and bit are bits, B is bytes; data also takes Ki … Ei; spaces are
// optional and 1_000 is 1000. A duration may have parts ("1 h 30 min"); in one, a year is 365.2425
// d and a month a twelfth of it. The error is a sentence for the user: what is wrong and what is
// wanted ("needs a unit, such as
// \"700 W\"").
[[nodiscard]] expected<ParsedQuantity, std::string> parse_quantity(std::string_view text,
                                                                   Dimension dimension);

// An example of the dimension's notation, for messages and help: "700 W".
[[nodiscard]] std::string_view unit_example(Dimension dimension);

// A length of time in which calendar months and years keep their own length: "36 mo", "2 y", "14
// d".
struct CalendarSpan {
    std::int32_t months = 0;
    std::int64_t rest_us = 0;

    friend bool operator==(const CalendarSpan&, const CalendarSpan&) = default;
    [[nodiscard]] bool is_zero() const { return months == 0 && rest_us == 0; }
};

// Not negative, at most 1,000 years, months whole ("1.5 y" is 18 mo, "1.5 mo" an error); parts add
// up.
[[nodiscard]] expected<CalendarSpan, std::string> parse_span(std::string_view text);

// Microseconds since 1970-01-01T00:00:00Z.
struct Instant {
    std::int64_t unix_us = 0;
    friend auto operator<=>(const Instant&, const Instant&) = default;
};

// ISO 8601 "2027-01-01", "2027-01-01T06:30:00Z", "… 06:30:00.25+01:00"; without an offset: UTC.
// Years 1900 to 2200 of the proleptic Gregorian calendar; leap seconds are errors; digits of a
// second beyond the sixth are dropped.
[[nodiscard]] expected<Instant, std::string> parse_instant(std::string_view text);

// "2027-01-01T00:00:00Z"; a fraction of a second only where there is one.
[[nodiscard]] std::string format_instant(Instant instant);

// The instant a span later; a day that the month lacks becomes the month's last (31 Jan + 1 mo = 28
// Feb).
[[nodiscard]] Instant add_span(Instant start, CalendarSpan span);

// A length of time for people: "1 h 23 min", "3.4 s", "12 d 4 h". The two
// largest units, rounded; not a round trip.
[[nodiscard]] std::string format_duration(Seconds duration);

}  // namespace headroom
