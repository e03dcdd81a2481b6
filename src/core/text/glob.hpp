#pragma once

// Patterns for names: '*' stands for any characters, '?' for one, all else for itself.

#include <string_view>

namespace headroom {

// Whether the whole text matches. Bytes, not characters; case matters. O(|pattern| · |text|), no
// recursion.
[[nodiscard]] bool matches_glob(std::string_view pattern, std::string_view text);

}  // namespace headroom
