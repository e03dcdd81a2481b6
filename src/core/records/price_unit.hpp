#pragma once

// Units of prices as bills, exchanges and quotes write them: "$/kWh", "EUR/MWh", "ct/kWh",
// "$/kW-month", "k$/node".

#include <optional>
#include <string>
#include <string_view>

#include "sim/base/expected.hpp"

namespace headroom::records {

// price · multiplier / divisor is in units of the currency per kWh, per kW and month, or per item.
// Two factors, so that "92 $/MWh" is the double nearest to 0.092.
struct PriceUnit {
    std::string currency;  // ISO 4217
    double multiplier = 1;
    double divisor = 1;

    [[nodiscard]] double convert(double price) const {
        return multiplier == 1 ? price / divisor : price * multiplier / divisor;
    }
};

// Money per energy. ct are euro cents, ¢ US cents, p pence.
[[nodiscard]] std::optional<PriceUnit> parse_energy_price_unit(std::string_view unit);

// Money per power and month ("$/kW-month", "EUR/kW/month", "$/kW-mo") or year ("€/kW-year": a
// twelfth of it a month).
[[nodiscard]] std::optional<PriceUnit> parse_demand_unit(std::string_view unit);

// Money alone: "k$", "EUR", "M€".
[[nodiscard]] std::optional<PriceUnit> parse_money_unit(std::string_view unit);

// The whole text as a number; the error is what is wrong with it, with a hint where a comma stands
// in it.
struct NumberFault {
    std::string problem;
    std::string hint;
};
[[nodiscard]] expected<double, NumberFault> parse_number(std::string_view text);

}  // namespace headroom::records
