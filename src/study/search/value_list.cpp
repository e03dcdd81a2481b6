#include "src/study/search/value_list.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>

#include "sim/base/detmath.hpp"
#include "sim/base/number_text.hpp"
#include "src/study/search/decimal.hpp"
#include "src/study/search/value_range.hpp"

namespace headroom::study {
namespace {

using scenario::ProblemText;
using Values = std::vector<std::string>;

constexpr const char* kWanted =
    "a list a,b,c, a range low:high:step or low:high:logN, such as 0.5:2:log5";

// Calls `visit` for each place that is in no quotes and no brackets.
template <class Visit>
void visit_outside(std::string_view text, const Visit& visit) {
    char quote = 0;
    int depth = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (quote != 0) {
            quote = c == quote ? char{0} : quote;
        } else if (c == '"' || c == '\'') {
            quote = c;
        } else {
            depth += c == '[' || c == '{' ? 1 : 0;
            depth -= c == ']' || c == '}' ? 1 : 0;
            if (depth == 0)
                visit(i, c);
        }
    }
}

std::vector<std::string_view> split_items(std::string_view text) {
    std::vector<std::string_view> items;
    std::size_t begin = 0;
    visit_outside(text, [&](std::size_t i, char c) {
        if (c != ',')
            return;
        items.push_back(trim_spaces(text.substr(begin, i - begin)));
        begin = i + 1;
    });
    items.push_back(trim_spaces(text.substr(begin)));
    return items;
}

// "2027-03-01T06:00:00Z" has colons, too.
bool is_date(std::string_view text) {
    return text.size() > 4 && text[4] == '-' &&
           std::all_of(text.begin(), text.begin() + 4, [](char c) { return c >= '0' && c <= '9'; });
}

bool is_range(std::string_view text) {
    bool has_colon = false;
    visit_outside(text, [&](std::size_t, char c) { has_colon = has_colon || c == ':'; });
    return has_colon && !is_date(text);
}

auto fault(std::string problem, std::string hint = "") {
    return unexpected(ProblemText{std::move(problem), kWanted, std::move(hint)});
}

expected<Values, ProblemText> parse_list(std::string_view text) {
    Values values;
    for (const std::string_view item : split_items(text)) {
        if (item.empty())
            return fault("a value of the list is empty");
        if (std::find(values.begin(), values.end(), item) != values.end())
            return fault("'" + std::string(item) + "' stands twice");
        values.emplace_back(item);
    }
    return values;
}

expected<Values, ProblemText> parse_even_range(std::string_view text) {
    const auto range = ValueRange::parse(text);
    if (!range)
        return unexpected(range.error());
    if (range->size() > static_cast<std::int64_t>(kMostValues))
        return fault("has " + std::to_string(range->size()) + " values, more than " +
                     std::to_string(kMostValues));
    Values values;
    for (std::int64_t place = 0; place < range->size(); ++place)
        values.push_back(range->text(place));
    return values;
}

struct LogRange {
    Decimal low, high;
    std::size_t points = 0;
    bool is_whole = false;  // without a unit or a point
};

// Without an exponent.
std::string shortest(double value) {
    std::array<char, 64> letters{};
    const auto end = std::to_chars(letters.data(), letters.data() + letters.size(), value,
                                   std::chars_format::fixed);
    return {letters.data(), end.ptr};
}

std::string six_digits(double value) {
    std::array<char, 64> letters{};
    const auto end = std::to_chars(letters.data(), letters.data() + letters.size(), value,
                                   std::chars_format::scientific, 5);
    std::from_chars(letters.data(), end.ptr, value);
    return shortest(value);
}

Values values_of(const LogRange& range) {
    const double low = range.low.value();
    const double ratio_log = detmath::log(range.high.value() / low);
    const std::string unit = range.low.unit.empty() ? "" : " " + range.low.unit;
    const auto last = static_cast<double>(range.points - 1);
    Values values;
    for (std::size_t i = 0; i < range.points; ++i) {
        const double value = low * detmath::exp(ratio_log * static_cast<double>(i) / last);
        std::string text = range.is_whole ? std::to_string(std::llround(value)) : six_digits(value);
        if (i == 0 || i + 1 == range.points)
            text = shortest(i == 0 ? low : range.high.value());
        text += unit;
        if (values.empty() || values.back() != text)
            values.push_back(std::move(text));
    }
    return values;
}

expected<Values, ProblemText> parse_log_range(const std::vector<std::string_view>& parts) {
    const std::string_view count = trim_quotes(parts[2]).substr(3);
    std::size_t points = 0;
    const auto* const end = count.data() + count.size();
    const auto read = std::from_chars(count.data(), end, points);
    if (read.ec != std::errc() || read.ptr != end || points < 2 || points > kMostValues)
        return fault("'" + std::string(trim_quotes(parts[2])) + "' is not log2 to log" +
                     std::to_string(kMostValues));
    std::vector<Decimal> ends;
    for (const std::string_view part : {parts[0], parts[1]}) {
        auto number = parse_decimal(part);
        if (!number)
            return fault("'" + std::string(trim_quotes(part)) + "' is not a decimal number");
        ends.push_back(std::move(*number));
    }
    if (!align_units(ends))
        return fault("the units of the range do not fit together");
    if (ends[0].digits <= 0)
        return fault("equal ratios need a low end above zero");
    if (ends[1].value() <= ends[0].value())
        return fault("the low end is not below the high end",
                     "did you mean '" + std::string(trim_quotes(parts[1])) + ":" +
                         std::string(trim_quotes(parts[0])) + ":" +
                         std::string(trim_quotes(parts[2])) + "'?");
    const auto has_point = [](std::string_view text) {
        return text.find('.') != std::string_view::npos;
    };
    const bool is_whole = ends[0].unit.empty() && !has_point(parts[0]) && !has_point(parts[1]);
    return values_of({ends[0], ends[1], points, is_whole});
}

}  // namespace

expected<Values, ProblemText> parse_values(std::string_view text) {
    text = trim_spaces(text);
    if (text.empty())
        return fault("has no values");
    if (split_items(text).size() > 1 || !is_range(text))
        return parse_list(text);
    const auto parts = split_range(text);
    if (parts.size() == 3 && trim_quotes(parts[2]).substr(0, 3) == "log")
        return parse_log_range(parts);
    return parse_even_range(text);
}

}  // namespace headroom::study
