#include "src/core/table/json_writer.hpp"

#include <array>
#include <cmath>
#include <utility>

#include "src/core/table/number_text.hpp"
#include "src/core/text/utf8.hpp"

namespace headroom::report {
namespace {

void append_escaped(std::string& out, char control) {
    constexpr std::array<char, 17> kHex{"0123456789abcdef"};
    switch (control) {
        case '"':
            out += "\\\"";
            return;
        case '\\':
            out += "\\\\";
            return;
        case '\n':
            out += "\\n";
            return;
        case '\t':
            out += "\\t";
            return;
        case '\r':
            out += "\\r";
            return;
        default: {
            const auto value = static_cast<unsigned char>(control);
            out += "\\u00";
            out += kHex[value >> 4];
            out += kHex[value & 15];
        }
    }
}

}  // namespace

void append_json_string(std::string& out, std::string_view text) {
    out += '"';
    while (!text.empty()) {
        const char first = text[0];
        const std::size_t length = utf8_length(text);
        if (length == 0)
            out += kReplacementCharacter;
        else if (first == '"' || first == '\\' || static_cast<unsigned char>(first) < 0x20)
            append_escaped(out, first);
        else
            out += text.substr(0, length);
        text.remove_prefix(length == 0 ? 1 : length);
    }
    out += '"';
}

std::string JsonWriter::take() {
    return std::exchange(out_, {});
}

JsonWriter& JsonWriter::key(std::string_view name) {
    before_value();
    append_json_string(out_, name);
    out_ += layout_ == Layout::kLines ? ": " : ":";
    after_key_ = true;
    return *this;
}

JsonWriter& JsonWriter::text(std::string_view value) {
    before_value();
    append_json_string(out_, value);
    return *this;
}

JsonWriter& JsonWriter::number(double value) {
    if (!std::isfinite(value))
        return null();
    before_value();
    append_shortest(out_, value);
    return *this;
}

JsonWriter& JsonWriter::integer(std::int64_t value) {
    before_value();
    append_integer(out_, value);
    return *this;
}

JsonWriter& JsonWriter::unsigned_integer(std::uint64_t value) {
    before_value();
    out_ += std::to_string(value);
    return *this;
}

JsonWriter& JsonWriter::seconds(std::int64_t time_us) {
    before_value();
    append_seconds(out_, time_us);
    return *this;
}

JsonWriter& JsonWriter::boolean(bool value) {
    before_value();
    out_ += value ? "true" : "false";
    return *this;
}

JsonWriter& JsonWriter::null() {
    before_value();
    out_ += "null";
    return *this;
}

JsonWriter& JsonWriter::begin(char bracket) {
    before_value();
    out_ += bracket;
    ++depth_;
    is_first_ = true;
    return *this;
}

JsonWriter& JsonWriter::end(char bracket) {
    --depth_;
    if (!is_first_)
        new_line();
    out_ += bracket;
    is_first_ = false;
    if (depth_ == 0)
        out_ += '\n';
    return *this;
}

void JsonWriter::before_value() {
    if (std::exchange(after_key_, false))
        return;
    if (!is_first_)
        out_ += ',';
    if (depth_ > 0)
        new_line();
    is_first_ = false;
}

void JsonWriter::new_line() {
    if (layout_ == Layout::kOneLine)
        return;
    out_ += '\n';
    out_.append(static_cast<std::size_t>(2 * depth_), ' ');
}

}  // namespace headroom::report
