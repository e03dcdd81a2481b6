#pragma once

// SHA-256 (FIPS 180-4) of an input file, so that a result says exactly what it was made from.

#include <optional>
#include <string>
#include <string_view>

namespace headroom::report {

// 64 lower-case hexadecimal digits; nothing if the file cannot be read. O(bytes), a small buffer.
[[nodiscard]] std::optional<std::string> sha256_of_file(const std::string& file);

// The same of bytes in memory.
[[nodiscard]] std::string sha256_of_text(std::string_view bytes);

}  // namespace headroom::report
