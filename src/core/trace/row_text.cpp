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

std::int64_t column_of(std::string_view line, const char* at) {
    return at - line.data() + 1;
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
    fields_.clear();
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
            fields_.push_back({trim(line.substr(at, end - at)), static_cast<std::int64_t>(at + 1)});
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
    fields_.push_back({text, static_cast<std::int64_t>(at + 1)});
    return end == std::string_view::npos ? end : end + 1;
}

void FieldSplitter::split_at_blanks(std::string_view line, std::size_t most) {
    fields_.clear();
    const char* at = line.data();
    const char* const end = at + line.size();
    while (fields_.size() < most) {
        at = std::find_if_not(at, end, is_blank);
        if (at == end) {
            return;
        }
        const char* const begin = at;
        at = std::find_if(at, end, is_blank);
        fields_.push_back({std::string_view(begin, static_cast<std::size_t>(at - begin)),
                           column_of(line, begin)});
    }
}

}  // namespace headroom::trace
