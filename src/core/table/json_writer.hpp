#pragma once

// Writes JSON text (RFC 8259) piece by piece in the order of the calls. Numbers are the shortest
// text that reads back the same; what is not finite is null.

#include <cstdint>
#include <string>
#include <string_view>

namespace headroom::report {

class JsonWriter {
public:
    // One member a line, indented by two blanks; or everything on one line.
    enum class Layout : std::uint8_t { kLines, kOneLine };
    explicit JsonWriter(Layout layout = Layout::kLines) : layout_(layout) {}

    JsonWriter& begin_object() { return begin('{'); }
    JsonWriter& end_object() { return end('}'); }
    JsonWriter& begin_array() { return begin('['); }
    JsonWriter& end_array() { return end(']'); }
    JsonWriter& key(std::string_view name);
    JsonWriter& text(std::string_view value);
    JsonWriter& number(double value);
    JsonWriter& integer(std::int64_t value);
    JsonWriter& unsigned_integer(std::uint64_t value);
    JsonWriter& seconds(std::int64_t time_us);
    JsonWriter& boolean(bool value);
    JsonWriter& null();

    [[nodiscard]] const std::string& str() const { return out_; }
    // What was written so far, so that a long text can be passed on in parts.
    [[nodiscard]] std::string take();

private:
    JsonWriter& begin(char bracket);
    JsonWriter& end(char bracket);
    void before_value();
    void new_line();

    std::string out_;
    Layout layout_;
    int depth_ = 0;
    bool is_first_ = true;    // in the innermost bracket
    bool after_key_ = false;  // the next value belongs to the key just written
};

// A JSON string with its quotes; bytes that are not UTF-8 become U+FFFD.
void append_json_string(std::string& out, std::string_view text);

}  // namespace headroom::report
