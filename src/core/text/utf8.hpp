#pragma once

// UTF-8 as RFC 3629 defines it, for texts from files that may be anything. Nothing here knows of
// characters that are put together from several code points, or of their width.

#include <cstddef>
#include <string>
#include <string_view>

namespace headroom {

// U+FFFD, for what is no text.
constexpr std::string_view kReplacementCharacter = "\xEF\xBF\xBD";

// How many bytes the well-formed character at the front of a text has; 0 if there is none.
[[nodiscard]] std::size_t utf8_length(std::string_view text);

// The text on one line: control characters are blanks, what is not UTF-8 is U+FFFD.
[[nodiscard]] std::string one_line(std::string_view text);

// The front of a well-formed text, of at most so many bytes, cut between characters.
[[nodiscard]] std::string_view utf8_prefix(std::string_view text, std::size_t most_bytes);

}  // namespace headroom
