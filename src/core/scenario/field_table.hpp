#pragma once

// Every key of a scenario file, once: its kind, default, range, help and where it is stored.
// Reader, help, JSON Schema and forms all come from this table; there is no second list of keys.

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/base/quantity.hpp"
#include "src/core/scenario/scenario.hpp"

namespace headroom::scenario {

enum class FieldKind : std::uint8_t {
    kTable,       // a table of fields, or, where the path ends in '*', one of many named tables
    kText,        //
    kPath,        // a file; relative to the file that names it
    kChoice,      // one of `choices`, in the order of the enumerators
    kCount,       // a whole number
    kQuantity,    // a number with the unit of `dimension`
    kSpan,        // a length of time with calendar months
    kInstant,     // a date
    kBoolean,     //
    kTextList,    //
    kNumberList,  // numbers with the unit of `dimension`
    kGrowth,      // growth a year or by month, of arrivals or of several quantities
    kSettings,    // path = value pairs
    kAssertions,  // metric = limit pairs
    kNumbers,     // names with a number each, with the unit of `dimension`
};

// Whether a distribution may stand in the field's place, and what it then means.
enum class Variation : std::uint8_t {
    kPlain,   // one value
    kFactor,  // one draw a trial; a plain run uses the mean
    kLaw,     // a draw at each occurrence, in every run
};

// What the reader hands to a field: the member that fits the kind is set.
struct FieldValue {
    std::string text;                // kText, kPath, kChoice, and the name of a named table
    std::vector<std::string> texts;  // kTextList
    std::size_t choice = 0;
    std::int64_t count = 0;
    bool boolean = false;
    Number number;
    std::vector<double> numbers;  // kNumberList
    Demand demand;                // kGrowth
    CalendarSpan span;
    Instant instant;
    std::vector<std::pair<std::string, std::string>> settings;
    std::vector<Assertion> assertions;
    std::vector<NamedNumber> named_numbers;
};

struct Range {
    double lowest = -std::numeric_limits<double>::infinity();
    double highest = std::numeric_limits<double>::infinity();
    bool excludes_lowest = false;
    bool is_whole = false;  // a plain value must be whole; draws are rounded
    bool clamps_draws =
        false;  // draws outside the range count as its end instead of being an error
};

// Writes a value into the scenario; `row` is the index of the named table it belongs to.
using Store = void (*)(Scenario& scenario, std::size_t row, const FieldValue& value);

struct Field {
    std::string_view path;  // "fleet.*.nodes": '*' stands for a name
    FieldKind kind = FieldKind::kText;
    std::string_view help{};
    std::string_view example{};  // in TOML
    std::string_view
        default_text{};  // in TOML, or in words in brackets; empty where it is required
    Store store = nullptr;
    bool is_required = false;  // of named tables: at least one must be there
    Dimension dimension = Dimension::kCount;
    Variation variation = Variation::kPlain;
    Range range{};
    std::vector<std::string_view> choices{};
    std::size_t length = 0;  // of a list of numbers; 0: any but none
};

[[nodiscard]] std::span<const Field> field_table();

// Keys of the file format whose model does not exist yet; they are refused by name, not as unknown.
[[nodiscard]] std::span<const std::string_view> not_modelled_yet();

}  // namespace headroom::scenario
