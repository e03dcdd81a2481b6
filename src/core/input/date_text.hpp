#pragma once

// Dates as logs write them, to microseconds since 1970 UTC: "2024-03-31 01:59:59.25+01:00", with a
// blank or a T in the middle, with or without fraction and offset; or whole seconds since 1970.

#include <cstdint>
#include <string_view>

namespace headroom::input {

enum class DateKind : std::uint8_t {
    kDate,
    kMissing,   // empty, or a customary word: unknown, none, nan, null, n/a
    kNotADate,  // anything else; also the 30th of February
};

struct DateText {
    DateKind kind = DateKind::kMissing;
    std::int64_t us = 0;      // since 1970; of a time without offset: as if it were UTC
    bool has_offset = false;  // Z, an offset, or seconds since 1970: the instant is certain
};

[[nodiscard]] DateText parse_date(std::string_view text);

// "3-04:05:06", "04:05:06", "05:06" (minutes first), with a fraction behind the seconds: Slurm's
// way to write a length of time. Microseconds, or -1 where it is none.
[[nodiscard]] std::int64_t parse_clock(std::string_view text);

}  // namespace headroom::input
