#pragma once

// What a vendor offers: an item, its price, for how long the offer stands and how long delivery
// takes.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/base/units.hpp"
#include "src/core/records/record_report.hpp"

namespace headroom::records {

struct Quote {
    std::string item;      // a name of the catalog, or any text
    double price = 0;      // in the currency, for one `per`
    std::string currency;  // ISO 4217
    // "node", "GPU", "switch", "rack", "cable", "GPUh", "kWh", "month", "year"; "item" where the
    // file does not say.
    std::string per = "item";
    std::optional<Instant> date;
    std::optional<Instant> valid_until;  // its last day, at midnight
    std::optional<double> lead_time_s;   // the median where there are two
    std::optional<double> lead_time_p90_s;
    std::string vendor;
    std::string number;  // of the quote
    std::int64_t line = 0;
};

struct Quotes {
    std::vector<Quote> quotes;  // as in the file
    RecordReport report;
};

// Reads a CSV with `item` and `price`, and any of `unit` ("$/node", "node", "per GPU"), `currency`
// ("EUR", "€"), `date`, `valid_until`, `lead_time` ("26 weeks") or `lead_time_p50` and
// `lead_time_p90`, `vendor`, `quote`. A price may carry its unit: "390 k$/node"; the same unit in
// two places must agree. A price without currency is an error. O(rows).
[[nodiscard]] expected<Quotes, Diagnostics> read_quotes(const std::string& file);

}  // namespace headroom::records
