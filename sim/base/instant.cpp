#include <algorithm>
#include <chrono>
#include <optional>

#include "sim/base/number_text.hpp"
#include "sim/base/units.hpp"

namespace headroom {
namespace {

namespace chrono = std::chrono;

constexpr std::int64_t kSecond = 1'000'000;
constexpr std::int64_t kMinute = 60 * kSecond;
constexpr std::int64_t kHour = 60 * kMinute;
constexpr std::int64_t kDay = 24 * kHour;
constexpr int kFirstYear = 1900;
constexpr int kLastYear = 2200;
constexpr int kLargestOffsetHours = 18;  // as wide as any zone has been, with room

const char* const kWanted = R"(; wanted a date such as "2027-01-01" or "2027-01-01T06:30:00Z")";

// Takes pieces off the front of a text; a piece that is not there leaves it as it is.
class Reader {
public:
    explicit Reader(std::string_view text) : rest_(text) {}

    [[nodiscard]] bool is_done() const { return rest_.empty(); }

    bool take(std::string_view any_of) {
        if (rest_.empty() || any_of.find(rest_[0]) == std::string_view::npos) {
            return false;
        }
        rest_.remove_prefix(1);
        return true;
    }

    std::optional<int> take_number(std::size_t digits) {
        if (rest_.size() < digits) {
            return std::nullopt;
        }
        int value = 0;
        for (const char c : rest_.substr(0, digits)) {
            if (c < '0' || c > '9') {
                return std::nullopt;
            }
            value = value * 10 + (c - '0');
        }
        rest_.remove_prefix(digits);
        return value;
    }

    // The digits of a fraction of a second in µs; digits beyond the sixth are dropped.
    std::optional<std::int64_t> take_fraction() {
        std::int64_t unit = kSecond;
        std::int64_t value = 0;
        std::size_t digits = 0;
        while (const auto digit = take_number(1)) {
            unit /= 10;
            value += *digit * unit;
            ++digits;
        }
        return digits == 0 ? std::nullopt : std::optional(value);
    }

    [[nodiscard]] char peek() const { return rest_.empty() ? '\0' : rest_[0]; }

private:
    std::string_view rest_;
};

expected<std::int64_t, std::string> read_date(Reader& reader) {
    const auto year = reader.take_number(4);
    const bool has_dash = reader.take("-");
    const auto month = reader.take_number(2);
    const bool has_second_dash = reader.take("-");
    const auto day = reader.take_number(2);
    if (!year || !has_dash || !month || !has_second_dash || !day) {
        return unexpected(std::string("is not a date") + kWanted);
    }
    const chrono::year_month_day date{chrono::year(*year),
                                      chrono::month(static_cast<unsigned>(*month)),
                                      chrono::day(static_cast<unsigned>(*day))};
    if (!date.ok()) {
        return unexpected(std::string("is a day that the calendar does not have") + kWanted);
    }
    if (*year < kFirstYear || *year > kLastYear) {
        return unexpected(std::string("is outside the years 1900 to 2200") + kWanted);
    }
    return chrono::sys_days(date).time_since_epoch().count() * kDay;
}

expected<std::int64_t, std::string> read_clock(Reader& reader) {
    const auto hour = reader.take_number(2);
    const bool has_colon = reader.take(":");
    const auto minute = reader.take_number(2);
    if (!hour || !has_colon || !minute) {
        return unexpected(std::string("has no time of day that can be read") + kWanted);
    }
    std::optional<int> second = 0;
    std::optional<std::int64_t> fraction = 0;
    if (reader.take(":")) {
        second = reader.take_number(2);
        if (second && reader.take(".,")) {
            fraction = reader.take_fraction();
        }
    }
    if (!second || !fraction) {
        return unexpected(std::string("has no seconds that can be read") + kWanted);
    }
    if (*second == 60 && *hour < 24 && *minute < 60) {
        return unexpected(
            std::string("is a leap second, which is not modelled; write the second before it"));
    }
    if (*hour > 23 || *minute > 59 || *second > 59) {
        return unexpected(std::string("is a time of day that no clock shows") + kWanted);
    }
    return *hour * kHour + *minute * kMinute + *second * kSecond + *fraction;
}

// What the clock is ahead of UTC: "Z", "+01:00", "-0530", "+01"; nothing is UTC.
expected<std::int64_t, std::string> read_offset(Reader& reader) {
    if (reader.is_done() || reader.take("Zz")) {
        return 0;
    }
    const std::string problem = std::string("has an offset from UTC that cannot be read") +
                                "; wanted 'Z' or hours and minutes such as \"+01:00\"";
    const bool is_behind = reader.peek() == '-';
    if (!reader.take("+-")) {
        return unexpected(problem);
    }
    const auto hours = reader.take_number(2);
    std::optional<int> minutes = 0;
    if (!reader.is_done()) {
        reader.take(":");
        minutes = reader.take_number(2);
    }
    if (!hours || !minutes || *hours > kLargestOffsetHours || *minutes > 59) {
        return unexpected(problem);
    }
    const std::int64_t offset = *hours * kHour + *minutes * kMinute;
    return is_behind ? -offset : offset;
}

std::string pad(std::int64_t value, std::size_t width) {
    std::string digits = std::to_string(value);
    digits.insert(0, width - std::min(width, digits.size()), '0');
    return digits;
}

// Splits an instant into its day and the rest, 0 <= rest < one day.
struct DayAndRest {
    chrono::sys_days day;
    std::int64_t rest_us;
};
DayAndRest split_day(Instant instant) {
    std::int64_t day = instant.unix_us / kDay;
    std::int64_t rest = instant.unix_us % kDay;
    if (rest < 0) {
        --day;
        rest += kDay;
    }
    return {chrono::sys_days(chrono::days(day)), rest};
}

}  // namespace

expected<Instant, std::string> parse_instant(std::string_view text) {
    Reader reader(trim_spaces(text));
    const auto date = read_date(reader);
    if (!date || reader.is_done()) {
        return date.map([](std::int64_t us) { return Instant{us}; });
    }
    if (!reader.take("Tt ")) {
        return unexpected(std::string("has something behind its date that is no time of day") +
                          kWanted);
    }
    const auto clock = read_clock(reader);
    if (!clock) {
        return unexpected(clock.error());
    }
    const auto offset = read_offset(reader);
    if (!offset) {
        return unexpected(offset.error());
    }
    if (!reader.is_done()) {
        return unexpected(std::string("has something behind its time") + kWanted);
    }
    return Instant{*date + *clock - *offset};
}

std::string format_instant(Instant instant) {
    const auto [day, rest] = split_day(instant);
    const chrono::year_month_day date(day);
    std::string text =
        pad(static_cast<int>(date.year()), 4) + "-" + pad(static_cast<unsigned>(date.month()), 2) +
        "-" + pad(static_cast<unsigned>(date.day()), 2) + "T" + pad(rest / kHour, 2) + ":" +
        pad(rest % kHour / kMinute, 2) + ":" + pad(rest % kMinute / kSecond, 2);
    if (const std::int64_t fraction = rest % kSecond; fraction != 0) {
        std::string digits = pad(fraction, 6);
        digits.erase(digits.find_last_not_of('0') + 1);
        text += "." + digits;
    }
    return text + "Z";
}

Instant add_span(Instant start, CalendarSpan span) {
    const auto [day, rest] = split_day(start);
    chrono::year_month_day date(day);
    date += chrono::months(span.months);
    if (!date.ok()) {
        date = date.year() / date.month() / chrono::last;
    }
    const std::int64_t days = chrono::sys_days(date).time_since_epoch().count();
    return {days * kDay + rest + span.rest_us};
}

}  // namespace headroom
