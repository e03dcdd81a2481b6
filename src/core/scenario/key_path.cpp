#include "src/core/scenario/key_path.hpp"

#include <algorithm>

#include "src/core/scenario/value.hpp"

namespace headroom::scenario {
namespace {

bool is_bare(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-';
}

// Takes one part off the front of `text`: a quoted one ends at its quote, a bare one at the dot.
std::optional<std::string> take_part(std::string_view& text) {
    std::string part;
    const char first = text.empty() ? '\0' : text.front();
    if (first == '"' || first == '\'') {
        std::size_t at = 1;
        for (; at < text.size() && text[at] != first; ++at) {
            if (first == '"' && text[at] == '\\' && at + 1 < text.size()) {
                ++at;
            }
            part += text[at];
        }
        if (at >= text.size()) {
            return std::nullopt;
        }
        text.remove_prefix(at + 1);
        return part;
    }
    while (!text.empty() && text.front() != '.') {
        part += text.front();
        text.remove_prefix(1);
    }
    // Blanks around a part are TOML's; inside it they would need quotes.
    const std::size_t begin = part.find_first_not_of(' ');
    const std::size_t end = part.find_last_not_of(' ');
    part = begin == std::string::npos ? "" : part.substr(begin, end - begin + 1);
    const bool is_valid = !part.empty() && part.find_first_of(" \"'=\t") == std::string::npos;
    return is_valid ? std::optional(part) : std::nullopt;
}

}  // namespace

std::optional<KeyPath> parse_key_path(std::string_view text) {
    KeyPath path;
    while (true) {
        std::optional<std::string> part = take_part(text);
        if (!part) {
            return std::nullopt;
        }
        path.push_back(*part);
        if (text.empty()) {
            return path;
        }
        if (text.front() != '.') {
            return std::nullopt;
        }
        text.remove_prefix(1);
    }
}

std::string format_key(std::string_view key) {
    const bool is_plain = !key.empty() && std::all_of(key.begin(), key.end(), is_bare);
    return is_plain ? std::string(key) : quote(key);
}

std::string join_key(std::string_view path, std::string_view key) {
    return path.empty() ? format_key(key) : std::string(path) + "." + format_key(key);
}

std::string format_key_path(const KeyPath& path) {
    std::string text;
    for (const std::string& key : path) {
        text = join_key(text, key);
    }
    return text;
}

}  // namespace headroom::scenario
