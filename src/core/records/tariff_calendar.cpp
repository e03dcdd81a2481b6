#include "src/core/records/tariff_calendar.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <span>

#include "sim/base/number_text.hpp"

namespace headroom::records {

namespace {

constexpr std::array<std::string_view, kMonths> kMonthNames{
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
constexpr std::array<std::string_view, kWeekdays> kWeekdayNames{"Mon", "Tue", "Wed", "Thu",
                                                                "Fri", "Sat", "Sun"};

struct PartFacts {
    std::span<const std::string_view> names;  // none for hours
    std::size_t count;
    std::size_t first;  // what the first is called as a number
    std::string_view wanted;
};

PartFacts facts_of(CalendarPart part) {
    switch (part) {
        case CalendarPart::kMonth:
            return {kMonthNames, kMonths, 1, "months such as 1, Jan, Nov-Feb or 3;6;9"};
        case CalendarPart::kWeekday:
            return {kWeekdayNames, kWeekdays, 1,
                    "weekdays such as 1 (Monday), Mon, Mon-Fri or Sat;Sun"};
        case CalendarPart::kHour:
            break;
    }
    return {{}, kHours, 0, "hours such as 7, 7-18 (until 19:00) or 22-5"};
}

char to_lower(char letter) {
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

// The first three letters tell the names apart; what follows is not looked at.
bool is_name(std::string_view text, std::string_view name) {
    return text.size() >= name.size() &&
           std::equal(name.begin(), name.end(), text.begin(),
                      [](char a, char b) { return to_lower(a) == to_lower(b); });
}

std::optional<std::size_t> find_index(std::string_view text, const PartFacts& facts) {
    text = trim_spaces(text);
    for (std::size_t i = 0; i < facts.names.size(); ++i) {
        if (is_name(text, facts.names[i])) {
            return i;
        }
    }
    std::size_t number = 0;
    if (text.empty() || text.size() > 2) {
        return std::nullopt;
    }
    for (const char letter : text) {
        if (letter < '0' || letter > '9') {
            return std::nullopt;
        }
        number = number * 10 + static_cast<std::size_t>(letter - '0');
    }
    const bool is_known = number >= facts.first && number < facts.first + facts.count;
    return is_known ? std::optional(number - facts.first) : std::nullopt;
}

}  // namespace

expected<std::uint32_t, std::string> parse_calendar_part(std::string_view text, CalendarPart part) {
    const PartFacts facts = facts_of(part);
    const std::uint32_t all = (1u << facts.count) - 1;
    text = trim_spaces(text);
    if (text.empty() || text == "*") {
        return all;
    }
    std::uint32_t bits = 0;
    while (true) {
        const std::size_t end = std::min(text.find(';'), text.size());
        const std::string_view item = text.substr(0, end);
        const std::size_t dash = item.find('-');
        const std::optional<std::size_t> from = find_index(item.substr(0, dash), facts);
        const std::optional<std::size_t> to =
            dash == std::string_view::npos ? from : find_index(item.substr(dash + 1), facts);
        if (!from || !to) {
            return unexpected(std::string(facts.wanted));
        }
        for (std::size_t i = *from;; i = (i + 1) % facts.count) {
            bits |= 1u << i;
            if (i == *to) {
                break;
            }
        }
        if (end == text.size()) {
            return bits;
        }
        text.remove_prefix(end + 1);
    }
}

std::string calendar_name(CalendarPart part, std::size_t index) {
    if (part == CalendarPart::kHour) {
        return (index < 10 ? "0" : "") + std::to_string(index) + ":00";
    }
    return std::string(facts_of(part).names[index]);
}

}  // namespace headroom::records
