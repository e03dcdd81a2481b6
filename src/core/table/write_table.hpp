#pragma once

// A Table as text. The same table gives the same bytes on every machine.

#include <functional>
#include <string>
#include <string_view>

#include "src/core/table/table.hpp"

namespace headroom::report {

// Takes the text part by part, about 64 KiB each, so that a table of any length needs no large
// buffer.
using TextSink = std::function<void(std::string_view)>;

// RFC 4180 but for its line end, which is LF: a header of column names, then a line a row; missing
// cells are empty. O(cells).
void write_csv(const Table& table, const TextSink& sink);

// {"name": …, "title": …, "columns": [{"name", "unit", "kind"}], "rows": [[…], …]}; missing cells
// are null, times are seconds. O(cells).
void write_json(const Table& table, const TextSink& sink);

// For a terminal: columns aligned by their width (in code points), numbers to the right.
[[nodiscard]] std::string aligned_text(const Table& table);

// How many columns of a terminal the text takes, counting each code point as one.
[[nodiscard]] std::size_t display_width(std::string_view text);

}  // namespace headroom::report
