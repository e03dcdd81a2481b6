#include "src/core/records/record_time.hpp"

#include <array>
#include <chrono>

#include "src/core/input/scaled_number.hpp"

namespace headroom::records {

namespace {

using input::DateKind;
using input::DateText;

constexpr std::size_t kDateLength = 10;    // 2026-03-29
constexpr std::size_t kMinuteLength = 16;  // 2026-03-29 01:15

bool is_digit(char letter) {
    return letter >= '0' && letter <= '9';
}

RecordTime from_date(const DateText& date, std::string_view offset) {
    return {date.kind, date.us, date.has_offset, offset};
}

// A number since 1970, its unit told by how many digits stand before the point.
RecordTime parse_number(std::string_view text, std::size_t digits) {
    constexpr std::int64_t kMost = 1'000'000'000'000'000'000;
    constexpr std::array<std::size_t, 4> kMostDigits{11, 14, 17, 20};  // s, ms, µs, ns
    constexpr std::size_t kFewestDigits = 9;
    if (digits < kFewestDigits || digits > kMostDigits[3]) {
        return {DateKind::kNotADate, 0, false, {}};
    }
    input::ScaledNumber number;
    if (digits <= kMostDigits[0]) {
        number = input::parse_scaled(text, 6, kMost);
    } else if (digits <= kMostDigits[1]) {
        number = input::parse_scaled(text, 3, kMost);
    } else if (digits <= kMostDigits[2]) {
        number = input::parse_scaled(text, 0, kMost);
    } else {
        number = input::parse_scaled(text.substr(0, digits - 3), 0, kMost);
    }
    const bool is_number = number.kind == input::NumberText::kNumber;
    return {is_number ? DateKind::kDate : DateKind::kNotADate, number.value, true, {}};
}

// "+01:00" or "Z" behind the time of day.
std::string_view find_offset(std::string_view text) {
    const std::size_t at = text.find_first_of("+-Zz", kDateLength + 1);
    return at == std::string_view::npos ? std::string_view() : text.substr(at);
}

}  // namespace

RecordTime parse_record_time(std::string_view text) {
    std::size_t digits = 0;
    while (digits < text.size() && is_digit(text[digits])) {
        ++digits;
    }
    if (digits > 0 && (digits == text.size() || text[digits] == '.')) {
        return parse_number(text, digits);
    }
    if (text.size() < kDateLength || text[4] != '-' || text[7] != '-') {
        return from_date(input::parse_date(text), {});
    }
    // What the shorter ways of writing leave out is put in: seconds, or the time of day.
    constexpr std::string_view kMidnight = "T00:00:00";
    constexpr std::string_view kNoSeconds = ":00";
    std::array<char, 64> whole{};
    const bool is_date = text.size() == kDateLength;
    const bool has_seconds = text.size() > kMinuteLength && text[kMinuteLength] == ':';
    if (has_seconds || (!is_date && text.size() < kMinuteLength) ||
        text.size() + kMidnight.size() > whole.size()) {
        return from_date(input::parse_date(text), find_offset(text));
    }
    const std::size_t kept = is_date ? kDateLength : kMinuteLength;
    std::size_t length = text.copy(whole.data(), kept);
    length += (is_date ? kMidnight : kNoSeconds).copy(whole.data() + length, kMidnight.size());
    length += text.substr(kept).copy(whole.data() + length, whole.size() - length);
    return from_date(input::parse_date({whole.data(), length}), find_offset(text));
}

RecordTime read_record_time(const input::Field& field,
                            std::string_view name,
                            const input::Line& line,
                            input::LineProblems& problems) {
    const RecordTime time = parse_record_time(field.text);
    if (time.kind == DateKind::kNotADate) {
        problems.report(line, field.column,
                        {std::string(name) + " " + input::quoted(field.text) + " is not a date",
                         "a date such as 2026-03-29 01:15, 2026-03-29T01:15:00+01:00 or seconds "
                         "since 1970",
                         {}});
    }
    return time;
}

bool may_be_clock_change(std::int64_t local_us) {
    constexpr std::int64_t kEarliestUs = 0;
    constexpr std::int64_t kLatestUs = 4 * kHourUs;
    const std::int64_t day = floor_divide(local_us, kDayUs);
    const std::int64_t of_day_us = local_us - day * kDayUs;
    const std::chrono::sys_days date{std::chrono::days(day)};
    const unsigned month = static_cast<unsigned>(std::chrono::year_month_day(date).month());
    const bool is_month = month == 3 || month == 4 || (month >= 9 && month <= 11);
    return is_month && std::chrono::weekday(date) == std::chrono::Sunday &&
           of_day_us >= kEarliestUs && of_day_us <= kLatestUs;
}

YearMonth parse_year_month(std::string_view text) {
    constexpr std::size_t kLength = 7;
    if (text.size() == kDateLength && text.ends_with("-01")) {
        text.remove_suffix(3);
    }
    if (text.size() != kLength || text[4] != '-') {
        return {};
    }
    int digits = 0;
    for (const std::size_t i : {0u, 1u, 2u, 3u, 5u, 6u}) {
        if (!is_digit(text[i])) {
            return {};
        }
        digits = digits * 10 + (text[i] - '0');
    }
    const int month = digits % 100;
    return month >= 1 && month <= 12 ? YearMonth{digits / 100, month} : YearMonth{};
}

}  // namespace headroom::records
