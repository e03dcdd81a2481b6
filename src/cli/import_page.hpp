#pragma once

// What every kind of import says of the rows of a file, as text and as JSON, and why a file does
// not stand up to --strict.

#include <string>
#include <string_view>
#include <vector>

#include "src/core/table/json_writer.hpp"
#include "src/core/table/table.hpp"
#include "src/core/text/diagnostic.hpp"
#include "src/core/trace/trace.hpp"

namespace headroom::cli {

struct RowAccount {
    const std::string& file;
    std::string_view format;
    std::int64_t rows = 0;
    std::int64_t bytes = 0;  // of text
    const std::vector<trace::RowCount>& left_out;
    const std::vector<trace::RowCount>& adjusted;
    const Diagnostics& warnings;
};

// "1 row", "2 rows".
[[nodiscard]] std::string counted(std::int64_t count, const std::string& noun);

// The page's first lines: the file, what was read, left out, adjusted, warned of.
[[nodiscard]] std::string account_text(const RowAccount& account);

// The same as members of the JSON object that is open: file, valid, kind, format, …
void write_account(report::JsonWriter& json, const RowAccount& account, std::string_view kind);

[[nodiscard]] Diagnostics strict_faults(const RowAccount& account);

// A cell for people; empty where there is no value.
[[nodiscard]] std::string cell_text(const report::Column& column, std::size_t row);

// The first rows under their names.
[[nodiscard]] std::string rows_text(const report::Table& table, std::size_t most_rows);

// An array of one object a row.
void write_rows(report::JsonWriter& json, const report::Table& table);

}  // namespace headroom::cli
