#pragma once

// Paths of values: "fleet.h100.nodes", with quotes around a name that holds more than letters,
// digits,
// '_' and '-': fleet."a.b".nodes.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace headroom::scenario {

using KeyPath = std::vector<std::string>;

// None if it is not a path: an empty part, an open quote.
[[nodiscard]] std::optional<KeyPath> parse_key_path(std::string_view text);

// One part, in quotes where it needs them.
[[nodiscard]] std::string format_key(std::string_view key);

// "fleet" + "h100"; an empty path gives the key alone.
[[nodiscard]] std::string join_key(std::string_view path, std::string_view key);

[[nodiscard]] std::string format_key_path(const KeyPath& path);

}  // namespace headroom::scenario
