#include "src/core/trace/row_text.hpp"

#include <algorithm>

namespace headroom::trace {

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

bool LineScanner::next(Line& line) {
    while (!rest_.empty()) {
        const std::size_t end = rest_.find('\n');
        line.is_cut_off = end == std::string_view::npos;
        line.text = rest_.substr(0, end);
        line.number = ++number_;
        rest_.remove_prefix(line.is_cut_off ? rest_.size() : end + 1);
        if (!line.text.empty() && line.text.back() == '\r') {
            line.text.remove_suffix(1);
        }
        if (!std::all_of(line.text.begin(), line.text.end(), is_blank)) {
            return true;
        }
    }
    return false;
}

bool FieldSplitter::split_at_commas(std::string_view line) {
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
            if (end == std::string_view::npos || (end < line.size() && line[end] != ',')) {
                return false;
            }
        } else {
            while (end < line.size() && line[end] != ',') {
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

}  // namespace headroom::trace
