#include "src/core/records/price_unit.hpp"

#include <array>

#include "sim/base/number_text.hpp"
#include "sim/base/unit_table.hpp"
#include "src/core/input/line_problems.hpp"

namespace headroom::records {

namespace {

constexpr double kJoulesPerKwh = 3.6e6;
constexpr double kWattsPerKw = 1e3;

struct Cents {
    std::string_view text;
    std::string_view currency;
};
constexpr std::array kCents{Cents{"ct", "EUR"}, Cents{"¢", "USD"}, Cents{"US¢", "USD"},
                            Cents{"p", "GBP"}};

// How many of a base unit one unit of the word is; none if it measures something else.
std::optional<UnitWord> find_word(std::string_view word, UnitBase base) {
    std::optional<UnitWord> found = find_unit_word(trim_spaces(word));
    return found && found->base == base ? found : std::nullopt;
}

// A fraction of whole numbers with one part 1 where that is possible.
PriceUnit make_unit(PriceUnit money, double multiplier, double divisor) {
    money.multiplier *= multiplier;
    money.divisor *= divisor;
    if (money.multiplier >= money.divisor) {
        money.multiplier /= money.divisor;
        money.divisor = 1;
    } else {
        money.divisor /= money.multiplier;
        money.multiplier = 1;
    }
    return money;
}

}  // namespace

std::optional<PriceUnit> parse_money_unit(std::string_view unit) {
    unit = trim_spaces(unit);
    for (const Cents& cents : kCents) {
        if (unit == cents.text) {
            return PriceUnit{std::string(cents.currency), 1, 100};
        }
    }
    const std::optional<UnitWord> word = find_word(unit, UnitBase::kMoney);
    return word ? std::optional(
                      make_unit(PriceUnit{word->currency, 1, 1}, word->multiplier, word->divisor))
                : std::nullopt;
}

std::optional<PriceUnit> parse_energy_price_unit(std::string_view unit) {
    const std::size_t slash = unit.find('/');
    if (slash == std::string_view::npos) {
        return std::nullopt;
    }
    const std::optional<PriceUnit> money = parse_money_unit(unit.substr(0, slash));
    const std::optional<UnitWord> energy = find_word(unit.substr(slash + 1), UnitBase::kEnergy);
    if (!money || !energy) {
        return std::nullopt;
    }
    return make_unit(*money, kJoulesPerKwh * energy->divisor, energy->multiplier);
}

std::optional<PriceUnit> parse_demand_unit(std::string_view unit) {
    const std::size_t slash = unit.find('/');
    if (slash == std::string_view::npos) {
        return std::nullopt;
    }
    const std::optional<PriceUnit> money = parse_money_unit(unit.substr(0, slash));
    const std::string_view rest = unit.substr(slash + 1);
    const std::size_t joint = rest.find_first_of("-/");
    if (!money || joint == std::string_view::npos) {
        return std::nullopt;
    }
    const std::optional<UnitWord> power = find_word(rest.substr(0, joint), UnitBase::kPower);
    const std::string_view period = trim_spaces(rest.substr(joint + 1));
    const bool is_month = period == "month" || period == "mo" || period == "months";
    const bool is_year = period == "year" || period == "y" || period == "yr" || period == "a";
    if (!power || (!is_month && !is_year)) {
        return std::nullopt;
    }
    return make_unit(*money, kWattsPerKw * power->divisor, power->multiplier * (is_year ? 12 : 1));
}

expected<double, NumberFault> parse_number(std::string_view text) {
    const auto number = scan_number(text);
    if (number && number->rest.empty()) {
        return number->value;
    }
    const bool has_comma = text.find(',') != std::string_view::npos;
    return unexpected(NumberFault{
        input::quoted(text) + " is not a number",
        has_comma ? "decimals follow a point; thousands are not separated by commas" : ""});
}

}  // namespace headroom::records
