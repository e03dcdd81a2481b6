#pragma once

// A CSV file with a header, its columns in any order: finds the named ones, hands out the rows.

#include <span>
#include <string_view>
#include <vector>

#include "src/core/input/fields.hpp"
#include "src/core/input/line_problems.hpp"

namespace headroom::input {

struct CsvColumn {
    std::string_view name;
    bool is_required = false;
};

// Files of others may have columns that we do not know; ours may not.
enum class UnknownColumns : std::uint8_t { kAreFaults, kAreIgnored };

struct CsvStyle {
    UnknownColumns unknown_columns = UnknownColumns::kAreFaults;
    char separator = ',';
};

class CsvTable {
public:
    // Reads the header line. What is wrong with it (a name that is not in `columns`, one that is
    // missing or stands twice) is reported to `problems`. All three must outlive the table.
    CsvTable(TextInput& input,
             LineProblems& problems,
             std::span<const CsvColumn> columns,
             CsvStyle style = {});

    [[nodiscard]] bool has(std::size_t column) const { return place_[column] != kAbsent; }

    // The next row with as many fields as the header; others are reported, but a last line that is
    // cut off: see cut_off_line. False at the end.
    [[nodiscard]] bool next_row();
    [[nodiscard]] const Line& line() const { return line_; }
    // The number of a last line with too few fields and no end: a copy or a download that broke
    // off; 0 if there is none.
    [[nodiscard]] std::int64_t cut_off_line() const { return cut_off_line_; }
    // The field of a column (an index of `columns`) in this row; empty where the file lacks the
    // column.
    [[nodiscard]] const Field& field(std::size_t column) const {
        return has(column) ? splitter_.fields()[place_[column]] : absent_;
    }
    [[nodiscard]] std::string_view text(std::size_t column) const { return field(column).text; }
    // All fields of this row; before the first row those of the header. For files whose columns are
    // not known beforehand.
    [[nodiscard]] std::span<const Field> fields() const { return splitter_.fields(); }

private:
    static constexpr std::size_t kAbsent = static_cast<std::size_t>(-1);

    void read_header();
    void report_unknown(const Field& field);
    void report_open_quote();

    TextInput& input_;
    LineProblems& problems_;
    std::span<const CsvColumn> columns_;
    CsvStyle style_;
    FieldSplitter splitter_;
    Line line_;
    Field absent_;
    std::int64_t cut_off_line_ = 0;
    bool is_readable_ = false;  // the header is right
    std::size_t width_ = 0;
    std::vector<std::size_t> place_;  // [column]: its field's index in a row
};

// Whether a line is a CSV header that names the column.
[[nodiscard]] bool names_column(std::string_view line,
                                std::string_view column,
                                char separator = ',');

}  // namespace headroom::input
