#pragma once

// Texts as inventory files, and what the reader says of them in one line each.

#include <string>
#include <string_view>
#include <vector>

#include "src/core/inventory/inventory.hpp"

namespace headroom::inventory {

// Reads the text through a file that is gone afterwards.
[[nodiscard]] expected<Inventory, Diagnostics> read_text(std::string_view text,
                                                         const std::string& ending = ".txt");

// The inventory of a text without errors; throws, which fails the test, where there are some.
[[nodiscard]] Inventory read_good(std::string_view text, const std::string& ending = ".txt");

// "line:column: problem; wanted; hint", without what is not there.
[[nodiscard]] std::vector<std::string> describe_all(const Diagnostics& diagnostics);

// "what=value (line): why", in the order of the list.
[[nodiscard]] std::vector<std::string> describe_all(const std::vector<NotTaken>& items);

}  // namespace headroom::inventory
