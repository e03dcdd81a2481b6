#include "src/core/scenario/parse_toml.hpp"

#include <algorithm>
#include <sstream>
#include <utility>

// Debian ships the library compiled; as a header it costs ten seconds.
#define TOML_HEADER_ONLY 0
#include <toml++/toml.h>

namespace headroom::scenario {
namespace {

constexpr std::size_t kDeepest = 64;
// The library nests a table for each dot of a key and takes them down by recursion.
constexpr std::size_t kMostDotsOfKeys = 1000;

PlaceRef place_of(const toml::source_region& region, std::uint32_t file) {
    return {file, region.begin.line, region.begin.column};
}

template <class T>
std::string print(const T& value) {
    std::ostringstream stream;
    stream << value;
    return stream.str();
}

class Converter {
public:
    explicit Converter(std::uint32_t file) : file_(file) {}

    Value convert(const toml::node& node, std::size_t depth) {
        Value value;
        value.place = place_of(node.source(), file_);
        if (depth > kDeepest) {
            too_deep_ = too_deep_ ? too_deep_ : std::optional(value.place);
            return value;
        }
        if (const toml::table* table = node.as_table()) {
            value.kind = ValueKind::kTable;
            convert_table(*table, depth, value);
        } else if (const toml::array* array = node.as_array()) {
            value.kind = ValueKind::kArray;
            for (const toml::node& item : *array) {
                value.items.push_back(convert(item, depth + 1));
            }
        } else {
            convert_leaf(node, value);
        }
        return value;
    }

    [[nodiscard]] std::optional<PlaceRef> too_deep() const { return too_deep_; }

private:
    // The library sorts keys by name; their places tell the order of the file.
    void convert_table(const toml::table& table, std::size_t depth, Value& value) {
        std::vector<std::pair<const toml::key*, const toml::node*>> entries;
        for (const auto& [key, node] : table) {
            entries.emplace_back(&key, &node);
        }
        const auto place = [](const auto& entry) {
            const toml::source_position& begin = entry.first->source().begin;
            return std::pair(begin.line, begin.column);
        };
        std::stable_sort(entries.begin(), entries.end(),
                         [&](const auto& a, const auto& b) { return place(a) < place(b); });
        for (const auto& [key, node] : entries) {
            const PlaceRef key_place = place_of(key->source(), file_);
            Entry entry{std::string(key->str()), key_place, convert(*node, depth + 1)};
            value.table.add(std::move(entry));
        }
    }

    static void convert_leaf(const toml::node& node, Value& value) {
        if (const auto* text = node.as_string()) {
            value.kind = ValueKind::kText;
            value.text = text->get();
        } else if (const auto* integer = node.as_integer()) {
            value.kind = ValueKind::kInteger;
            value.integer = integer->get();
        } else if (const auto* real = node.as_floating_point()) {
            value.kind = ValueKind::kReal;
            value.real = real->get();
        } else if (const auto* boolean = node.as_boolean()) {
            value.kind = ValueKind::kBoolean;
            value.boolean = boolean->get();
        } else if (const auto* date = node.as_date()) {
            value.kind = ValueKind::kDate;
            value.text = print(date->get());
        } else if (const auto* date_time = node.as_date_time()) {
            value.kind = ValueKind::kDate;
            value.text = print(date_time->get());
        } else if (const auto* time = node.as_time()) {
            value.kind = ValueKind::kTime;
            value.text = print(time->get());
        }
    }

    std::uint32_t file_;
    std::optional<PlaceRef> too_deep_;
};

bool is_key_character(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '"' || c == '\'';
}

// Faults that are better told before the parser sees them.
std::optional<SyntaxFault> find_unparsable(std::string_view text, std::uint32_t file) {
    std::uint32_t line = 1;
    std::size_t line_begin = 0;
    std::size_t dots = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const PlaceRef place{file, line, static_cast<std::uint32_t>(i - line_begin + 1)};
        if (text[i] == '\n') {
            ++line;
            line_begin = i + 1;
            dots = 0;
        } else if (text[i] == '\0') {
            return SyntaxFault{place, "a zero byte: this is not a text file",
                               "a scenario in TOML, saved as UTF-8"};
        } else if (text[i] == '.' && i + 1 < text.size() && is_key_character(text[i + 1])) {
            if (++dots > kMostDotsOfKeys) {
                return SyntaxFault{place, "nested too deeply", "at most four levels"};
            }
        }
    }
    return std::nullopt;
}

// The parser's sentences name its grammar; these are the same for people who know only their file.
struct SyntaxSentence {
    std::string_view fragment;  // of the parser's sentence
    std::string_view problem;
    std::string_view wanted;
};

constexpr SyntaxSentence kSentences[] = {
    {"expected value, saw", "the value is missing", "one after the '='"},
    {"unescaped control characters", "the text has no closing quote", "\"…\" on one line"},
    {"encountered end-of-file", "the file ends in the middle of a value", ""},
    {"could not determine value type", "is not a value",
     "a number, a date, true, false, or text in quotes"},
    {"leading zeroes are prohibited", "a number starts with 0", "one without it"},
    {"table header: expected ']'", "the table's name has no closing ']'", "[fleet.NAME]"},
    {"expected '=', saw", "'=' is missing after the key", "key = value"},
    {"root table: expected keys", "no key or table can start like this",
     "key = value, or a table [NAME]"},
    {"expected day between", "the month has no such day", ""},
    {"invalid utf-8", "a letter is not UTF-8", "a file saved as UTF-8"},
    {"exceeded maximum nested value depth", "nested too deeply", ""},
};

// "…cannot redefine existing integer 'seed'" to "'seed' is written twice".
std::optional<SyntaxFault> explain_redefinition(std::string_view description) {
    const bool is_table = description.find("redefine existing table") != std::string_view::npos;
    const std::size_t open = description.find('\'');
    const std::size_t close = description.rfind('\'');
    if (description.find("cannot redefine existing") == std::string_view::npos || open >= close) {
        return std::nullopt;
    }
    const std::string name(description.substr(open + 1, close - open - 1));
    return SyntaxFault{
        {},
        is_table ? "[" + name + "] is written twice" : "'" + name + "' is written twice",
        is_table ? "one table of that name" : "each key once"};
}

SyntaxFault explain(std::string_view description) {
    if (std::optional<SyntaxFault> fault = explain_redefinition(description)) {
        return *fault;
    }
    for (const SyntaxSentence& sentence : kSentences) {
        if (description.find(sentence.fragment) != std::string_view::npos) {
            return {{}, std::string(sentence.problem), std::string(sentence.wanted)};
        }
    }
    constexpr std::string_view kPrefix = "Error while parsing ";
    std::string text(description.substr(description.starts_with(kPrefix) ? kPrefix.size() : 0));
    std::replace(text.begin(), text.end(), '\n', ' ');
    return {{}, "is not TOML: " + text, ""};
}

}  // namespace

expected<Value, SyntaxFault> parse_toml(std::string_view text, std::uint32_t file) {
    if (std::optional<SyntaxFault> fault = find_unparsable(text, file)) {
        return unexpected(*fault);
    }
    try {
        const toml::table table = toml::parse(text);
        Converter converter(file);
        Value value = converter.convert(table, 0);
        if (const std::optional<PlaceRef> place = converter.too_deep()) {
            return unexpected(SyntaxFault{*place, "nested too deeply", "at most four levels"});
        }
        return value;
    } catch (const toml::parse_error& error) {
        SyntaxFault fault = explain(error.description());
        fault.place = place_of(error.source(), file);
        return unexpected(std::move(fault));
    }
}

std::optional<Value> parse_toml_value(std::string_view text, PlaceRef place) {
    const bool has_line_end = text.find_first_of("\n\r") != std::string_view::npos;
    if (has_line_end) {
        return std::nullopt;
    }
    expected<Value, SyntaxFault> document = parse_toml("v = " + std::string(text), place.file);
    if (!document || document->table.entries().size() != 1) {
        return std::nullopt;
    }
    // Every part of it stands where the setting stands.
    const auto set_place = [&place](auto&& self, Value& value) -> void {
        value.place = place;
        for (Value& item : value.items) {
            self(self, item);
        }
        for (const Entry& entry : value.table.entries()) {
            Entry& inner = *value.table.find(entry.key);
            inner.place = place;
            self(self, inner.value);
        }
    };
    Value value = std::move(document->table.find("v")->value);
    set_place(set_place, value);
    return value;
}

}  // namespace headroom::scenario
