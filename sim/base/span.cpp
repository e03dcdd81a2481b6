#include <array>
#include <cmath>

#include "sim/base/number_text.hpp"
#include "sim/base/unit_table.hpp"
#include "sim/base/units.hpp"

namespace headroom {
namespace {

constexpr double kMicrosecondsPerSecond = 1e6;
constexpr double kLongestSeconds = 1000 * 31556952.0;  // 1,000 years
constexpr double kLongestMonths = 12'000;

// Months in one of the unit; 0 for a unit of fixed length.
int months_in(std::string_view unit) {
    if (unit == "mo" || unit == "month" || unit == "months") {
        return 1;
    }
    return unit == "y" || unit == "yr" || unit == "year" || unit == "years" ? 12 : 0;
}

expected<void, std::string> add_part(const DurationPart& part, CalendarSpan& span) {
    if (part.value < 0) {
        return unexpected(std::string("is negative; wanted a length of time such as \"36 mo\""));
    }
    if (const int unit_months = months_in(part.unit); unit_months != 0) {
        const double months = part.value * unit_months + span.months;
        if (months > kLongestMonths) {
            return unexpected(std::string("is longer than 1,000 years"));
        }
        if (months != std::floor(months)) {
            return unexpected(
                std::string("is not a whole number of months; write days, such as \"45 d\""));
        }
        span.months = static_cast<std::int32_t>(months);
        return {};
    }
    // The message for a unit that is no duration is the same as for a plain duration.
    const auto unit = parse_quantity("1 " + std::string(part.unit), Dimension::kTime);
    if (!unit) {
        return unexpected(unit.error());
    }
    const UnitWord word = *find_unit_word(part.unit);
    const double seconds = part.value * word.multiplier / word.divisor;
    if (!(seconds <= kLongestSeconds)) {
        return unexpected(std::string("is longer than 1,000 years"));
    }
    span.rest_us +=
        std::llround(part.value * (word.multiplier * kMicrosecondsPerSecond) / word.divisor);
    if (static_cast<double>(span.rest_us) > kLongestSeconds * kMicrosecondsPerSecond) {
        return unexpected(std::string("is longer than 1,000 years"));
    }
    return {};
}

// Two neighbouring units of a duration, and how many of the lower make one of the higher.
struct Step {
    const char* high;
    const char* low;
    std::int64_t high_s;
    std::int64_t low_s;
};

std::string count(std::int64_t n, const char* unit) {
    return std::to_string(n) + " " + unit;
}

// "3.4 s": one decimal below ten, none from ten on; `tenths` is already rounded.
std::string count_tenths(std::int64_t tenths, const char* unit) {
    if (tenths >= 100 || tenths % 10 == 0) {
        return count((tenths + 5) / 10, unit);
    }
    return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " " + unit;
}

std::string format_seconds_up(double seconds) {
    constexpr std::array<Step, 3> kSteps = {{
        {"min", "s", 60, 1},
        {"h", "min", 3600, 60},
        {"d", "h", 86400, 3600},
    }};
    for (const Step& step : kSteps) {
        const std::int64_t lows = std::llround(seconds / static_cast<double>(step.low_s));
        const std::int64_t per = step.high_s / step.low_s;
        const bool is_last = &step == &kSteps.back();
        if (is_last || lows * step.low_s < (&step + 1)->high_s) {
            const std::string high = count(lows / per, step.high);
            return lows % per == 0 ? high : high + " " + count(lows % per, step.low);
        }
    }
    return {};
}

}  // namespace

expected<CalendarSpan, std::string> parse_span(std::string_view text) {
    const auto parts = split_duration(text);
    if (!parts) {
        const bool is_sentence = parts.error().starts_with("needs");
        return unexpected(parts.error() +
                          (is_sentence ? "" : "; wanted a length of time such as \"36 mo\""));
    }
    CalendarSpan span;
    for (const DurationPart& part : *parts) {
        if (const auto added = add_part(part, span); !added) {
            return unexpected(added.error());
        }
    }
    return span;
}

std::string format_duration(Seconds duration) {
    const double seconds = duration.value;
    if (!(std::fabs(seconds) < 9e15)) {
        return std::isnan(seconds) ? "unknown" : (seconds > 0 ? "forever" : "-forever");
    }
    if (seconds < 0) {
        return std::string("-").append(format_duration(Seconds(-seconds)));
    }
    if (seconds == 0) {
        return "0 s";
    }
    struct Small {
        const char* unit;
        double per_second;
    };
    for (const Small& small : {Small{"us", 1e6}, Small{"ms", 1e3}}) {
        const std::int64_t tenths = std::llround(seconds * small.per_second * 10);
        if (tenths < 9995) {
            return tenths == 0 ? "0 s" : count_tenths(tenths, small.unit);
        }
    }
    const std::int64_t tenths = std::llround(seconds * 10);
    return tenths < 595 ? count_tenths(tenths, "s") : format_seconds_up(seconds);
}

}  // namespace headroom
