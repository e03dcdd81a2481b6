#include "src/study/check/value_text.hpp"

#include <array>
#include <charconv>
#include <cmath>

#include "sim/base/units.hpp"
#include "src/core/table/number_text.hpp"

namespace headroom::study {
namespace {

constexpr double kMostWhole = 1e15;
constexpr int kShownDigits = 4;
constexpr std::size_t kLettersOfDate = 10;  // "2027-06-01"

std::string with_unit(std::string number, std::string_view unit) {
    if (!unit.empty())
        number.append(" ").append(unit);
    return number;
}

std::string significant_text(double value) {
    std::array<char, 64> letters{};
    const auto end = std::to_chars(letters.data(), letters.data() + letters.size(), value,
                                   std::chars_format::general, kShownDigits);
    return {letters.data(), end.ptr};
}

std::string number_for_people(double value) {
    const double size = std::fabs(value);
    if (!std::isfinite(value))
        return std::isnan(value) ? "not a number" : (value > 0 ? "infinite" : "-infinite");
    if (size < kMostWhole && value == std::floor(value))
        return report::group_thousands(static_cast<std::int64_t>(value));
    if (size < 1 || size >= kMostWhole)
        return significant_text(value);
    return report::fixed_text(value, size < 100 ? 2 : 1);
}

std::string exact_text(double value, std::string_view unit) {
    if (!std::isfinite(value))
        return number_for_people(value);
    std::string text;
    report::append_shortest(text, value);
    return with_unit(std::move(text), unit);
}

}  // namespace

std::string value_text(double value, std::string_view unit) {
    if (unit == "date" && std::isfinite(value))
        return format_instant({std::llround(value * 1e6)}).substr(0, kLettersOfDate);
    if (unit == "s" && std::isfinite(value))
        return format_duration(Seconds(value));
    return with_unit(number_for_people(value), std::isfinite(value) ? unit : "");
}

std::pair<std::string, std::string> distinct_texts(double first,
                                                   double second,
                                                   std::string_view unit) {
    std::pair<std::string, std::string> texts{value_text(first, unit), value_text(second, unit)};
    if (texts.first == texts.second && first != second)
        texts = {exact_text(first, unit), exact_text(second, unit)};
    return texts;
}

std::string distance_text(double value, double limit, std::string_view unit) {
    if (value == limit)
        return "equal";
    const double difference = value - limit;
    if (!std::isfinite(difference))
        return "cannot be compared";
    if (unit == "date")
        return format_duration(Seconds(std::fabs(difference))) +
               (difference > 0 ? " later" : " earlier");
    const std::string side = difference > 0 ? "above" : "below";
    const double percent = 100 * std::fabs(difference / limit);
    if (limit == 0 || percent >= 1e6)
        return side + " by " + value_text(std::fabs(difference), unit);
    if (percent >= 0.1)
        return report::fixed_text(percent, 1) + " % " + side;
    return significant_text(percent) + " % " + side;
}

}  // namespace headroom::study
