#pragma once

// What a site pays for electricity, as a function of time without holes and overlaps: either steps
// in calendar time or a price for each hour of the weekdays of a month.

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "sim/base/units.hpp"
#include "src/core/records/record_report.hpp"

namespace headroom::records {

constexpr std::int64_t kForeverUs = std::numeric_limits<std::int64_t>::max();

struct TariffPrice {
    double per_kwh = 0;              // in the tariff's currency; may be negative on exchanges
    double demand_per_kw_month = 0;  // for the month's highest quarter of an hour; 0: none
};

struct TariffStep {
    std::int64_t from_us = 0;  // since 1970
    std::int64_t to_us = 0;    // kForeverUs: until further notice
    TariffPrice price;
    std::int64_t line = 0;
};

struct Tariff {
    std::string currency;           // ISO 4217
    std::vector<TariffStep> steps;  // ascending, each begins where the one before ends
    // [month 0…11][weekday 0…6, from Monday][hour 0…23], if the tariff recurs; then no steps.
    std::vector<TariffPrice> calendar;
    RecordReport report;
};

// Reads a CSV of `price` with its unit in the header ("price ($/kWh)") or in a column `unit`,
// optionally `demand_charge` ($/kW-month), and one of
//   from, to      the price of each span; `to` is not part of it and may be empty in the last row
//   start         the price from then on until the next row's
//   month, weekday, hour  any of them, each a number, a name, a range ("Mon-Fri", "7-19", both ends
//                 included) or several by ';'; empty or '*': all. They recur for ever, in local
//                 time.
//   none          one row: the same price always
// Holes and overlaps are errors that name both lines. O(rows · log rows).
[[nodiscard]] expected<Tariff, Diagnostics> read_tariff(const std::string& file);

// The price at an instant; none before the first step or behind the last. A calendar is asked in
// the local time of `east_of_utc_us`. O(log steps).
[[nodiscard]] std::optional<TariffPrice> price_at(const Tariff& tariff,
                                                  Instant instant,
                                                  std::int64_t east_of_utc_us = 0);

struct TariffSummary {
    std::string currency;
    std::int64_t prices = 0;              // different ones
    std::int64_t from_us = 0, to_us = 0;  // of steps; both 0 for a calendar
    double mean_per_kwh = 0;              // over time; an open last step counts as its start only
    double lowest_per_kwh = 0, highest_per_kwh = 0;
    double highest_demand_per_kw_month = 0;
};

// Pure. The mean over a calendar counts each month alike and its weekdays alike. O(steps · log
// steps).
[[nodiscard]] TariffSummary summarise(const Tariff& tariff);

}  // namespace headroom::records
