#pragma once

// A JSON file of any length, element by element: the elements of a list or the members of an object
// that stands under a known name at the top ("items", "jobs"), each as a small JsonValue. Of the
// file only one element and what stands beside the lists is held in memory. Several JSON texts one
// behind the other, one a line or not, are read as such.

#include <functional>
#include <span>
#include <string_view>

#include "src/core/input/json_value.hpp"
#include "src/core/input/line_problems.hpp"
#include "src/core/input/text_input.hpp"

namespace headroom::input {

struct JsonItems {
    // The names of the lists and objects at the top whose elements are wanted. "" stands for a list
    // that is itself the top.
    std::span<const std::string_view> sections;
    // Both are called while the file is read; what they are handed is valid until they return.
    std::function<void(std::string_view section, JsonValue item)> on_item;
    // At the end of each text, with all of it but the elements of the sections, which are empty in
    // it.
    std::function<void(JsonValue top)> on_top;
    std::size_t most_bytes =
        64u << 20u;  // that an element, and what stands beside the lists, takes
};

// What is no JSON ends the reading and is reported with line and column; so are names that repeat
// within an object, nesting deeper than 100 levels and elements that are too large.
void read_json_items(TextInput& input, LineProblems& problems, const JsonItems& wanted);

// Whether the beginning of a text is that of a JSON object or list in which `key` is a name;
// compact or not.
[[nodiscard]] bool names_json_key(std::string_view head, std::string_view key);
// The same, and the text is its value there.
[[nodiscard]] bool has_json_text(std::string_view head,
                                 std::string_view key,
                                 std::string_view text);

// A value for a message: "'text'", "12", "a list".
[[nodiscard]] std::string shown(JsonValue value);

}  // namespace headroom::input
