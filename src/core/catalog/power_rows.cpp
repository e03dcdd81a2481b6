#include "src/core/catalog/power_rows.hpp"

#include <charconv>
#include <optional>

#include "sim/base/units.hpp"

namespace headroom::catalog {
namespace {

std::vector<std::string_view> split_at_colons(std::string_view text) {
    std::vector<std::string_view> parts;
    for (std::size_t end = text.find(':'); end != std::string_view::npos; end = text.find(':')) {
        parts.push_back(text.substr(0, end));
        text.remove_prefix(end + 1);
    }
    parts.push_back(text);
    return parts;
}

// A number above zero.
std::optional<double> read_number(std::string_view text) {
    double number = 0;
    const auto [last, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (fault != std::errc() || last != text.data() + text.size() || !(number > 0))
        return std::nullopt;
    return number;
}

std::optional<double> read_power(std::string_view text) {
    const auto power = parse_quantity(text, Dimension::kPower);
    if (!power || !(power->value > 0))
        return std::nullopt;
    return power->value;
}

std::string quoted(std::string_view text) {
    return "'" + std::string(text) + "'";
}

}  // namespace

expected<void, std::string> append_cap_row(std::string_view text, std::vector<CapRow>& rows) {
    const std::vector<std::string_view> parts = split_at_colons(text);
    const auto cap_w = parts.size() == 3 ? read_power(parts[0]) : std::nullopt;
    const auto speed = cap_w ? read_number(parts[1]) : std::nullopt;
    const auto energy = speed ? read_number(parts[2]) : std::nullopt;
    if (!energy || *speed > 1)
        return unexpected(quoted(text) + " is no cap with a speed of up to 1 and an energy");
    if (!rows.empty() && !(*cap_w > rows.back().cap_w && *speed >= rows.back().speed &&
                           *speed * *energy >= rows.back().speed * rows.back().energy)) {
        return unexpected(quoted(text) + " has no higher cap, or less speed or power, than before");
    }
    rows.push_back({*cap_w, *speed, *energy});
    return {};
}

expected<void, std::string> append_batch_row(std::string_view text, std::vector<BatchRow>& rows) {
    const std::vector<std::string_view> parts = split_at_colons(text);
    const auto batch = parts.size() == 2 ? read_number(parts[0]) : std::nullopt;
    const auto power_w = batch ? read_power(parts[1]) : std::nullopt;
    if (!power_w || *batch < 1)
        return unexpected(quoted(text) + " is no batch with its power");
    if (!rows.empty() && !(*batch > rows.back().batch))
        return unexpected(quoted(text) + " has no larger batch than before");
    rows.push_back({*batch, *power_w});
    return {};
}

}  // namespace headroom::catalog
