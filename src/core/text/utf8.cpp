#include "src/core/text/utf8.hpp"

#include <algorithm>

namespace headroom {
namespace {

bool continues_character(char letter) {
    return (static_cast<unsigned char>(letter) & 0xC0u) == 0x80u;
}

}  // namespace

std::size_t utf8_length(std::string_view text) {
    const auto byte = [&](std::size_t i) {
        return static_cast<unsigned char>(text[i]);
    };
    if (text.empty())
        return 0;
    const std::size_t length = byte(0) < 0x80u                        ? 1
                               : byte(0) >= 0xC2u && byte(0) < 0xE0u  ? 2
                               : byte(0) >= 0xE0u && byte(0) < 0xF0u  ? 3
                               : byte(0) >= 0xF0u && byte(0) <= 0xF4u ? 4
                                                                      : 0;
    if (length > text.size())
        return 0;
    for (std::size_t i = 1; i < length; ++i)
        if (!continues_character(text[i]))
            return 0;
    // Overlong forms, surrogates and what is beyond the last code point.
    const bool is_refused =
        length > 2 &&
        ((byte(0) == 0xE0u && byte(1) < 0xA0u) || (byte(0) == 0xEDu && byte(1) > 0x9Fu) ||
         (byte(0) == 0xF0u && byte(1) < 0x90u) || (byte(0) == 0xF4u && byte(1) > 0x8Fu));
    return is_refused ? 0 : length;
}

std::string one_line(std::string_view text) {
    std::string line;
    while (!text.empty()) {
        const std::size_t length = utf8_length(text);
        const auto first = static_cast<unsigned char>(text.front());
        if (length == 0)
            line += kReplacementCharacter;
        else if (first < 0x20u || first == 0x7Fu)
            line += ' ';
        else
            line += text.substr(0, length);
        text.remove_prefix(std::max<std::size_t>(length, 1));
    }
    return line;
}

std::string_view utf8_prefix(std::string_view text, std::size_t most_bytes) {
    std::size_t end = std::min(text.size(), most_bytes);
    while (end > 0 && end < text.size() && continues_character(text[end]))
        --end;
    return text.substr(0, end);
}

}  // namespace headroom
