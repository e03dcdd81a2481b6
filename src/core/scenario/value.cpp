#include "src/core/scenario/value.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <utility>

#include "src/core/scenario/key_path.hpp"

namespace headroom::scenario {
namespace {

constexpr std::size_t kFewKeys = 16;

std::string join_items(const std::vector<Value>& items) {
    std::string text;
    for (const Value& item : items) {
        text += (text.empty() ? "" : ", ") + to_toml(item);
    }
    return "[" + text + "]";
}

std::string join_entries(const Table& table) {
    std::string text;
    for (const Entry& entry : table.entries()) {
        text += (text.empty() ? " " : ", ") + format_key(entry.key) + " = " + to_toml(entry.value);
    }
    return "{" + text + " }";
}

}  // namespace

const Entry* Table::find(std::string_view key) const {
    if (!index_.empty()) {
        const auto found = index_.find(std::string(key));
        return found == index_.end() ? nullptr : &entries_[found->second];
    }
    for (const Entry& entry : entries_) {
        if (entry.key == key) {
            return &entry;
        }
    }
    return nullptr;
}

Entry* Table::find(std::string_view key) {
    return const_cast<Entry*>(std::as_const(*this).find(key));
}

Entry& Table::add(Entry entry) {
    entries_.push_back(std::move(entry));
    if (entries_.size() > kFewKeys) {
        for (std::size_t i = index_.size(); i < entries_.size(); ++i) {
            index_.emplace(entries_[i].key, i);
        }
    }
    return entries_.back();
}

std::string_view describe_kind(ValueKind kind) {
    switch (kind) {
        case ValueKind::kText:
            return "text";
        case ValueKind::kInteger:
            return "a whole number";
        case ValueKind::kReal:
            return "a decimal number";
        case ValueKind::kBoolean:
            return "true or false";
        case ValueKind::kDate:
            return "a date";
        case ValueKind::kTime:
            return "a time of day";
        case ValueKind::kArray:
            return "a list";
        case ValueKind::kTable:
            return "a table";
    }
    return "";
}

std::string quote(std::string_view text) {
    constexpr std::string_view kHex = "0123456789ABCDEF";
    std::string quoted = "\"";
    for (const char c : text) {
        const auto code = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            quoted += '\\';
            quoted += c;
        } else if (code < 0x20u || code == 0x7fu) {
            quoted += "\\u00";
            quoted += kHex[code >> 4u];
            quoted += kHex[code & 15u];
        } else {
            quoted += c;
        }
    }
    return quoted + "\"";
}

std::string format_real(double value) {
    if (std::isnan(value)) {
        return "nan";
    }
    if (std::isinf(value)) {
        return value > 0 ? "inf" : "-inf";
    }
    std::array<char, 32> buffer{};
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr;
    return {buffer.data(), end};
}

std::string to_toml(const Value& value) {
    switch (value.kind) {
        case ValueKind::kText:
            return quote(value.text);
        case ValueKind::kInteger:
            return std::to_string(value.integer);
        case ValueKind::kReal: {
            const std::string text = format_real(value.real);
            return text.find_first_of(".en") == std::string::npos ? text + ".0" : text;
        }
        case ValueKind::kBoolean:
            return value.boolean ? "true" : "false";
        case ValueKind::kDate:
        case ValueKind::kTime:
            return value.text;
        case ValueKind::kArray:
            return join_items(value.items);
        case ValueKind::kTable:
            return join_entries(value.table);
    }
    return {};
}

}  // namespace headroom::scenario
