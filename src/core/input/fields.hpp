#pragma once

// A line to its fields. Nothing is copied but a quoted field that has a doubled quote in it.

#include <cstdint>
#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "src/core/input/text_input.hpp"

namespace headroom::input {

struct Field {
    std::string_view text;    // without blanks around it and without quotes
    std::int64_t column = 0;  // in the line, from 1
};

// Splits one line at a time; the fields are valid until the next call or the next line.
class FieldSplitter {
public:
    // At commas, or another separator that is not a blank; a field may stand in double quotes.
    // False if a quote is not closed or has text behind it; then the last field is the one at
    // fault.
    [[nodiscard]] bool split_quoted(std::string_view line, char separator = ',');
    // At each separator; quotes are letters like others, blanks belong to the field.
    void split_plain(std::string_view line, char separator);
    // At runs of blanks and tabs. Only the first `most` fields are kept; the rest are not looked
    // at.
    void split_at_blanks(std::string_view line, std::size_t most);

    [[nodiscard]] std::span<const Field> fields() const { return {fields_.data(), count_}; }

private:
    // Takes the quoted field that begins at `at`; returns the index behind the closing quote, or
    // npos.
    std::size_t take_quoted(std::string_view line, std::size_t at);

    // [begin, end) of the line without the blanks around it.
    void add_trimmed(std::string_view line, std::size_t begin, std::size_t end) {
        const auto is_blank = [&](std::size_t at) {
            return line[at] == ' ' || line[at] == '\t';
        };
        while (begin < end && is_blank(begin)) {
            ++begin;
        }
        while (begin < end && is_blank(end - 1)) {
            --end;
        }
        add(begin, line.substr(begin, end - begin));
    }

    void add(std::size_t begin, std::string_view text) {
        if (count_ == fields_.size()) {
            fields_.resize(2 * count_ + 16);
        }
        fields_[count_++] = {text, static_cast<std::int64_t>(begin + 1)};
    }

    std::vector<Field> fields_;         // as many as the longest line had
    std::size_t count_ = 0;             // of this line
    std::deque<std::string> unquoted_;  // a deque: its texts stay where they are
};

}  // namespace headroom::input
