#include "src/core/input/fields.hpp"

#include <algorithm>

#include "src/core/input/letter_search.hpp"

namespace headroom::input {

namespace {

bool is_blank(char letter) {
    return letter == ' ' || letter == '\t';
}

std::string_view trim(std::string_view text) {
    while (!text.empty() && is_blank(text.front())) {
        text.remove_prefix(1);
    }
    while (!text.empty() && is_blank(text.back())) {
        text.remove_suffix(1);
    }
    return text;
}

}  // namespace

bool FieldSplitter::split_quoted(std::string_view line, char separator) {
    count_ = 0;
    if (line.find('"') == std::string_view::npos) {
        std::size_t begin = 0;
        for_each_letter(line, separator, [&](std::size_t end) {
            add_trimmed(line, begin, end);
            begin = end + 1;
        });
        add_trimmed(line, begin, line.size());
        return true;
    }
    unquoted_.clear();
    std::size_t at = 0;
    while (true) {
        while (at < line.size() && is_blank(line[at])) {
            ++at;
        }
        std::size_t end = at;
        if (at < line.size() && line[at] == '"') {
            end = take_quoted(line, at);
            while (end < line.size() && is_blank(line[end])) {
                ++end;
            }
            if (end == std::string_view::npos || (end < line.size() && line[end] != separator)) {
                return false;
            }
        } else {
            while (end < line.size() && line[end] != separator) {
                ++end;
            }
            add(at, trim(line.substr(at, end - at)));
        }
        if (end >= line.size()) {
            return true;
        }
        at = end + 1;
    }
}

void FieldSplitter::split_plain(std::string_view line, char separator) {
    count_ = 0;
    std::size_t begin = 0;
    for_each_letter(line, separator, [&](std::size_t end) {
        add(begin, line.substr(begin, end - begin));
        begin = end + 1;
    });
    add(begin, line.substr(begin));
}

std::size_t FieldSplitter::take_quoted(std::string_view line, std::size_t at) {
    const std::size_t begin = at + 1;
    bool has_doubled_quote = false;
    std::size_t end = line.find('"', begin);
    while (end != std::string_view::npos && end + 1 < line.size() && line[end + 1] == '"') {
        has_doubled_quote = true;
        end = line.find('"', end + 2);
    }
    std::string_view text = line.substr(begin, end == std::string_view::npos ? end : end - begin);
    if (has_doubled_quote) {
        std::string& plain = unquoted_.emplace_back();
        for (std::size_t i = 0; i < text.size(); ++i) {
            plain += text[i];
            i += text[i] == '"' ? 1 : 0;
        }
        text = plain;
    }
    add(at, text);
    return end == std::string_view::npos ? end : end + 1;
}

void FieldSplitter::split_at_blanks(std::string_view line, std::size_t most) {
    count_ = 0;
    std::size_t begin = 0;
    bool is_inside = false;  // a field
    for (std::size_t at = 0; at < line.size(); at += sizeof(std::uint64_t)) {
        const std::uint64_t word = load_bytes(line, at);
        constexpr std::uint64_t kMarks = 0x80 * kEachByte;
        const std::uint64_t letters = kMarks ^ (bytes_equal(word, ' ') | bytes_equal(word, '\t'));
        // Where a letter follows a blank or a blank a letter, fields begin and end in turn.
        const std::uint64_t before = (letters << 8u) | (is_inside ? 0x80u : 0u);
        for (std::uint64_t turns = letters ^ before; turns != 0; turns &= turns - 1) {
            const std::size_t turn = at + static_cast<std::size_t>(std::countr_zero(turns)) / 8;
            if (turn >= line.size()) {
                break;
            }
            if (is_inside) {
                add(begin, line.substr(begin, turn - begin));
            }
            if (count_ == most) {
                return;
            }
            begin = turn;
            is_inside = !is_inside;
        }
    }
    if (is_inside && count_ < most) {
        add(begin, line.substr(begin));
    }
}

}  // namespace headroom::input
