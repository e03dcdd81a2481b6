#include "src/core/input/date_text.hpp"

#include <chrono>

#include "src/core/input/scaled_number.hpp"

namespace headroom::input {

namespace {

constexpr std::int64_t kSecond = 1'000'000;

bool is_digit(char letter) {
    return letter >= '0' && letter <= '9';
}

// The number that the digits [begin, begin + count) of the text say; -1 if they are not all digits.
int digits(std::string_view text, std::size_t begin, std::size_t count) {
    if (begin + count > text.size()) {
        return -1;
    }
    int value = 0;
    for (std::size_t i = begin; i < begin + count; ++i) {
        if (!is_digit(text[i])) {
            return -1;
        }
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

// "Z", "+01:00", "+0100", "+01" as seconds east; false if it is none of these.
bool parse_offset(std::string_view text, std::int64_t& seconds) {
    seconds = 0;
    if (text == "Z" || text == "z") {
        return true;
    }
    if (text.size() < 3 || (text.front() != '+' && text.front() != '-')) {
        return false;
    }
    const std::size_t minutes_at = text.size() == 6 && text[3] == ':' ? 4 : 3;
    const int hours = digits(text, 1, 2);
    const int minutes = text.size() == 3 ? 0 : digits(text, minutes_at, 2);
    const bool is_whole = text.size() == 3 || text.size() == minutes_at + 2;
    if (!is_whole || hours < 0 || hours > 14 || minutes < 0 || minutes > 59) {
        return false;
    }
    seconds = (hours * 60 + minutes) * 60 * (text.front() == '-' ? -1 : 1);
    return true;
}

// ".25" at the front of the text, taken off it; false if no digit follows the point.
bool take_fraction(std::string_view& text, std::int64_t& us) {
    us = 0;
    if (text.empty() || text.front() != '.') {
        return true;
    }
    std::size_t end = 1;
    while (end < text.size() && is_digit(text[end])) {
        ++end;
    }
    us = parse_seconds(text.substr(0, end)).value;
    text.remove_prefix(end);
    return end > 1;
}

bool is_only_digits(std::string_view text) {
    for (const char letter : text) {
        if (!is_digit(letter) && letter != '.') {
            return false;
        }
    }
    return !text.empty();
}

DateText parse_other(std::string_view text) {
    constexpr std::size_t kLongestWord = 7;
    if (is_only_digits(text)) {
        const ScaledNumber number = parse_scaled(text, 6, 4 * kLongestTimeUs);
        return {number.kind == NumberText::kNumber ? DateKind::kDate : DateKind::kNotADate,
                number.value, true};
    }
    const bool is_word = text.size() <= kLongestWord && (text == "Unknown" || text == "unknown");
    const bool is_missing = is_word || parse_seconds(text).kind == NumberText::kMissing;
    return {is_missing ? DateKind::kMissing : DateKind::kNotADate, 0, false};
}

}  // namespace

DateText parse_date(std::string_view text) {
    constexpr std::size_t kLength = 19;
    constexpr DateText kNone{DateKind::kNotADate, 0, false};
    if (text.size() < kLength || text[4] != '-' || text[7] != '-' ||
        (text[10] != ' ' && text[10] != 'T') || text[13] != ':' || text[16] != ':') {
        return parse_other(text);
    }
    const int year = digits(text, 0, 4), month = digits(text, 5, 2), day = digits(text, 8, 2);
    const int hour = digits(text, 11, 2), minute = digits(text, 14, 2);
    const int second = digits(text, 17, 2);
    if (year < 0 || month < 0 || day < 0 || hour < 0 || hour > 23 || minute < 0 || minute > 59 ||
        second < 0 || second > 59) {
        return kNone;
    }
    const std::chrono::year_month_day date{std::chrono::year(year),
                                           std::chrono::month(static_cast<unsigned>(month)),
                                           std::chrono::day(static_cast<unsigned>(day))};
    std::string_view rest = text.substr(kLength);
    std::int64_t fraction_us = 0, offset_s = 0;
    if (!date.ok() || !take_fraction(rest, fraction_us)) {
        return kNone;
    }
    if (!rest.empty() && rest.front() == ' ') {
        rest.remove_prefix(1);
    }
    const bool has_offset = !rest.empty() && rest != "UTC";
    if (has_offset && !parse_offset(rest, offset_s)) {
        return kNone;
    }
    const std::int64_t days = std::chrono::sys_days(date).time_since_epoch().count();
    const std::int64_t seconds = ((days * 24 + hour) * 60 + minute) * 60 + second - offset_s;
    return {DateKind::kDate, seconds * kSecond + fraction_us, !rest.empty()};
}

std::int64_t parse_clock(std::string_view text) {
    constexpr std::int64_t kNone = -1;
    constexpr std::int64_t kMostDays = 36525;
    std::int64_t days = 0;
    const std::size_t dash = text.find('-');
    if (dash != std::string_view::npos) {
        const ScaledNumber number = parse_scaled(text.substr(0, dash), 0, kMostDays);
        if (number.kind != NumberText::kNumber || number.value < 0) {
            return kNone;
        }
        days = number.value;
        text.remove_prefix(dash + 1);
    }
    std::int64_t seconds = 0;
    int parts = 0;
    while (true) {
        std::size_t end = 0;
        std::int64_t part = 0;
        for (; end < text.size() && is_digit(text[end]); ++end) {
            part = part * 10 + (text[end] - '0');
            if (part > kMostDays * 86'400) {
                return kNone;
            }
        }
        if (end == 0 || ++parts > 3) {
            return kNone;
        }
        seconds = seconds * 60 + part;
        text.remove_prefix(end);
        if (text.empty() || text.front() != ':') {
            break;
        }
        text.remove_prefix(1);
    }
    // After days, Slurm writes hours first: "1-12" and "1-12:30".
    for (; dash != std::string_view::npos && parts < 3; ++parts) {
        seconds *= 60;
    }
    std::int64_t fraction_us = 0;
    if ((dash == std::string_view::npos && parts < 2) || !take_fraction(text, fraction_us) ||
        !text.empty()) {
        return kNone;
    }
    return (days * 86'400 + seconds) * kSecond + fraction_us;
}

}  // namespace headroom::input
