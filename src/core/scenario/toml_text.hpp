#pragma once

// Writes a scenario file as a person would: tables of aligned keys, a comment behind a value that
// says where it came from. Names and texts are quoted right; what is not UTF-8 becomes '?'. It
// writes new files only: never to be used on a file that a user has written.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "src/core/scenario/key_path.hpp"

namespace headroom::scenario {

class TomlText {
public:
    // "# text" on lines of its own; one for each line of the text.
    void comment(std::string_view text);
    // Parts what stands above from what follows.
    void blank();
    // "[fleet.h100]", behind a blank line.
    void table(const KeyPath& path, std::string_view comment = {});

    // "key = value  # comment" in the table begun last, or before all tables.
    void text(std::string_view key, std::string_view value, std::string_view comment = {});
    void texts(std::string_view key,
               std::span<const std::string> values,
               std::string_view comment = {});
    void integer(std::string_view key, std::int64_t value, std::string_view comment = {});
    void boolean(std::string_view key, bool value, std::string_view comment = {});
    // `value` is TOML already, on one line.
    void raw(std::string_view key, std::string value, std::string_view comment = {});

    // All of it, ending with a line end.
    [[nodiscard]] std::string take();

private:
    struct Entry {
        std::string key;
        std::string value;
        std::string comment;
    };

    void flush();

    std::string text_;
    std::vector<Entry> entries_;  // of the current table, not written yet
};

// A text in TOML's quotes, valid whatever its bytes are.
[[nodiscard]] std::string toml_quote(std::string_view text);

// A length of time in the largest unit in which it is whole: "7 d", "90 min", "0.5 s".
[[nodiscard]] std::string span_text(double seconds);

}  // namespace headroom::scenario
