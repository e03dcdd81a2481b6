#pragma once

// A TOML document as a tree of values in the order of the file, each with the place that wrote it
// last. Knows nothing of what the keys mean.

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "src/core/scenario/source_files.hpp"

namespace headroom::scenario {

enum class ValueKind : std::uint8_t {
    kText,
    kInteger,
    kReal,
    kBoolean,
    kDate,
    kTime,
    kArray,
    kTable
};

struct Entry;

// Keys in the order they were written. Finding is O(1).
class Table {
public:
    [[nodiscard]] const Entry* find(std::string_view key) const;
    [[nodiscard]] Entry* find(std::string_view key);
    Entry& add(Entry entry);  // the key must be new
    [[nodiscard]] const std::vector<Entry>& entries() const { return entries_; }

private:
    std::vector<Entry> entries_;
    std::unordered_map<std::string, std::size_t> index_;  // only of tables with many keys
};

struct Value {
    ValueKind kind = ValueKind::kTable;
    PlaceRef place;
    std::string text;  // kText; kDate and kTime as in ISO 8601
    std::int64_t integer = 0;
    double real = 0;
    bool boolean = false;
    std::vector<Value> items;
    Table table;
    std::string setting_text;  // what an override said before it was read as TOML; may be empty
};

struct Entry {
    std::string key;
    PlaceRef place;
    Value value;
};

// "a table", "text", "a whole number": for messages.
[[nodiscard]] std::string_view describe_kind(ValueKind kind);

// The value in TOML's notation on one line.
[[nodiscard]] std::string to_toml(const Value& value);

// A text in TOML's quotes.
[[nodiscard]] std::string quote(std::string_view text);

// The shortest decimal that reads back as the same double.
[[nodiscard]] std::string format_real(double value);

}  // namespace headroom::scenario
