#pragma once

// A page of text for people: labels at the left, lines of one width, tables.

#include <string>
#include <string_view>
#include <vector>

namespace headroom::cli {

constexpr std::size_t kLabelWidth = 12;

// "  Fleet       ", as a label looks on this terminal.
[[nodiscard]] std::string label(std::string_view text);

// Words broken into lines of the page, each after the first indented by `indent` blanks.
[[nodiscard]] std::string wrapped(std::string_view text, std::size_t indent);

// Rows of equally many cells, the first row being the heading. The first column stands to the left
// and so does the last if `is_last_text`; the others to the right.
[[nodiscard]] std::string text_table(const std::vector<std::vector<std::string>>& rows,
                                     std::size_t least_width,
                                     bool is_last_text = false);

}  // namespace headroom::cli
