#pragma once

// A CSV file with a header, its columns in any order: finds the named ones, hands out the rows.

#include <span>
#include <string_view>
#include <vector>

#include "src/core/trace/trace_builder.hpp"

namespace headroom::trace {

struct CsvColumn {
    std::string_view name;
    bool is_required = false;
};

class CsvTable {
public:
    // Reads the header line. What is wrong with it (a name that is not in `columns`, one that is
    // missing or stands twice) is reported to the builder.
    CsvTable(TraceBuilder& builder, std::span<const CsvColumn> columns);

    [[nodiscard]] bool has(std::size_t column) const { return place_[column] != kAbsent; }

    // The next row with as many fields as the header; others are reported. False at the end.
    [[nodiscard]] bool next_row();
    [[nodiscard]] const Line& line() const { return line_; }
    // The field of a column (an index of `columns`) in this row; empty where the file lacks the
    // column.
    [[nodiscard]] const Field& field(std::size_t column) const {
        return has(column) ? splitter_.fields()[place_[column]] : absent_;
    }
    [[nodiscard]] std::string_view text(std::size_t column) const { return field(column).text; }

private:
    static constexpr std::size_t kAbsent = static_cast<std::size_t>(-1);

    void read_header(std::span<const CsvColumn> columns);
    void report_unknown(const Field& field, std::span<const CsvColumn> columns);
    void report_open_quote();

    TraceBuilder& builder_;
    LineScanner lines_;
    FieldSplitter splitter_;
    Line line_;
    Field absent_;
    bool is_readable_ = false;  // the header is right
    std::size_t width_ = 0;
    std::vector<std::size_t> place_;  // [column]: its field's index in a row
};

// Whether a line is a CSV header that names the column.
[[nodiscard]] bool names_column(std::string_view line, std::string_view column);

}  // namespace headroom::trace
