#include "src/core/input/fields.hpp"

#include <algorithm>

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
    std::size_t at = 0;
    while (true) {
        const std::size_t end = std::min(line.find(separator, at), line.size());
        add(at, line.substr(at, end - at));
        if (end == line.size()) {
            return;
        }
        at = end + 1;
    }
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
    std::size_t at = 0;
    while (count_ < most) {
        while (at < line.size() && is_blank(line[at])) {
            ++at;
        }
        if (at == line.size()) {
            return;
        }
        const std::size_t begin = at;
        while (at < line.size() && !is_blank(line[at])) {
            ++at;
        }
        add(begin, line.substr(begin, at - begin));
    }
}

}  // namespace headroom::input
