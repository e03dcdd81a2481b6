#include "src/core/scenario/toml_text.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "src/core/scenario/value.hpp"
#include "src/core/text/utf8.hpp"

namespace headroom::scenario {

namespace {

constexpr std::size_t kWidestAligned =
    48;  // "key = value": behind longer ones comments just follow

std::string make_valid(std::string_view text) {
    std::string valid;
    while (!text.empty()) {
        const std::size_t length = utf8_length(text);
        valid += length == 0 ? std::string_view("?") : text.substr(0, length);
        text.remove_prefix(std::max<std::size_t>(length, 1));
    }
    return valid;
}

// On one line, without what TOML does not allow in a comment.
std::string comment_text(std::string_view text) {
    std::string line = make_valid(text);
    std::replace_if(
        line.begin(), line.end(),
        [](char letter) {
            return (letter >= 0 && letter < ' ' && letter != '\t') || letter == 127;
        },
        ' ');
    return line;
}

std::size_t width(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char letter) {
        return (static_cast<unsigned char>(letter) & 0xC0u) != 0x80u;
    }));
}

}  // namespace

void TomlText::comment(std::string_view text) {
    flush();
    while (true) {
        const std::size_t end = text.find('\n');
        const std::string line = comment_text(text.substr(0, end));
        text_ += line.empty() ? "#\n" : "# " + line + "\n";
        if (end == std::string_view::npos) {
            return;
        }
        text.remove_prefix(end + 1);
    }
}

void TomlText::blank() {
    flush();
    if (!text_.empty() &&
        text_.substr(text_.size() - std::min<std::size_t>(text_.size(), 2)) != "\n\n") {
        text_ += "\n";
    }
}

void TomlText::table(const KeyPath& path, std::string_view comment) {
    blank();
    KeyPath valid;
    for (const std::string& part : path) {
        valid.push_back(make_valid(part));
    }
    text_ += "[" + format_key_path(valid) + "]";
    text_ += comment.empty() ? "\n" : "  # " + comment_text(comment) + "\n";
}

void TomlText::text(std::string_view key, std::string_view value, std::string_view comment) {
    raw(key, toml_quote(value), comment);
}

void TomlText::texts(std::string_view key,
                     std::span<const std::string> values,
                     std::string_view comment) {
    std::string list;
    for (const std::string& value : values) {
        list += (list.empty() ? "" : ", ") + toml_quote(value);
    }
    raw(key, "[" + list + "]", comment);
}

void TomlText::integer(std::string_view key, std::int64_t value, std::string_view comment) {
    raw(key, std::to_string(value), comment);
}

void TomlText::boolean(std::string_view key, bool value, std::string_view comment) {
    raw(key, value ? "true" : "false", comment);
}

void TomlText::raw(std::string_view key, std::string value, std::string_view comment) {
    entries_.push_back({format_key(make_valid(key)), std::move(value), comment_text(comment)});
}

void TomlText::flush() {
    std::size_t widest_key = 0;
    for (const Entry& entry : entries_) {
        widest_key = std::max(widest_key, width(entry.key));
    }
    std::size_t comment_column = 0;
    for (const Entry& entry : entries_) {
        const std::size_t end = widest_key + 3 + width(entry.value);
        if (!entry.comment.empty() && end <= kWidestAligned) {
            comment_column = std::max(comment_column, end);
        }
    }
    for (const Entry& entry : entries_) {
        text_ += entry.key + std::string(widest_key - width(entry.key), ' ') + " = " + entry.value;
        if (!entry.comment.empty()) {
            const std::size_t end = widest_key + 3 + width(entry.value);
            text_ += std::string(end < comment_column ? comment_column - end : 0, ' ');
            text_ += "  # " + entry.comment;
        }
        text_ += "\n";
    }
    entries_.clear();
}

std::string TomlText::take() {
    flush();
    return std::move(text_);
}

std::string toml_quote(std::string_view text) {
    return quote(make_valid(text));
}

std::string span_text(double seconds) {
    struct Unit {
        double seconds;
        const char* name;
    };
    constexpr std::array kUnits{Unit{86400, " d"}, Unit{3600, " h"}, Unit{60, " min"}};
    for (const Unit& unit : kUnits) {
        const double count = seconds / unit.seconds;
        if (count >= 1 && count == std::floor(count)) {
            return format_real(count) + unit.name;
        }
    }
    return format_real(seconds) + " s";
}

}  // namespace headroom::scenario
