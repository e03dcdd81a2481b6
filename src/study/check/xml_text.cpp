#include "src/study/check/xml_text.hpp"

#include <algorithm>

#include "src/core/text/utf8.hpp"

namespace headroom::study {
namespace {

// Char of XML 1.0, production 2: no control characters but tab and line ends, no U+FFFE, U+FFFF.
bool is_allowed(std::string_view character) {
    const auto first = static_cast<unsigned char>(character.front());
    if (character.size() == 1)
        return first >= 0x20u || first == '\t' || first == '\n' || first == '\r';
    return character != "\xEF\xBF\xBE" && character != "\xEF\xBF\xBF";
}

std::string escaped(std::string_view text, bool is_attribute) {
    std::string out;
    while (!text.empty()) {
        const std::size_t length = utf8_length(text);
        const std::string_view character = text.substr(0, length);
        const char first = text.front();
        if (length == 0 || !is_allowed(character))
            out += kReplacementCharacter;
        else if (first == '&')
            out += "&amp;";
        else if (first == '<')
            out += "&lt;";
        else if (first == '>')
            out += "&gt;";
        else if (first == '"' && is_attribute)
            out += "&quot;";
        else if (first == '\r' || (is_attribute && (first == '\n' || first == '\t')))
            out += "&#" + std::to_string(static_cast<int>(first)) + ";";
        else
            out += character;
        text.remove_prefix(std::max<std::size_t>(length, 1));
    }
    return out;
}

}  // namespace

std::string xml_text(std::string_view text) {
    return escaped(text, false);
}

std::string xml_attribute(std::string_view text) {
    return escaped(text, true);
}

}  // namespace headroom::study
