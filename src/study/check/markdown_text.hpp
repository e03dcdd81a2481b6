#pragma once

// Pieces of GitHub's Markdown: texts that may hold anything, tables, and a text that keeps within a
// limit. Everything here is on one line, so that a cell stays a cell.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "src/core/text/diagnostic.hpp"

namespace headroom::study {

// Plain text: what Markdown or HTML would act upon is escaped, names behind '@' call nobody and
// numbers behind '#' link to nothing.
[[nodiscard]] std::string markdown_text(std::string_view text);

// Between backticks, as many as the text needs; may stand in a cell of a table. Nothing of nothing.
[[nodiscard]] std::string code_span(std::string_view text);

// Within HTML: "&lt;".
[[nodiscard]] std::string html_text(std::string_view text);

// "`gate.toml:12`", a link where `link_base` says where the repository lies at the commit:
// "https://github.com/o/r/blob/1a2b3c".
[[nodiscard]] std::string place_link(const SourcePlace& place, std::string_view link_base);

using MarkdownRow = std::vector<std::string>;  // cells as they are to stand

// A heading row, then rows. Where `most_bytes` is too little for all, the last line tells how many
// more there are; nothing where it does not even hold the heading.
[[nodiscard]] std::string markdown_table(const MarkdownRow& heading,
                                         const std::vector<MarkdownRow>& rows,
                                         std::size_t most_bytes);

}  // namespace headroom::study
