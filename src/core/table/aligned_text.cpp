#include <algorithm>

#include "src/core/table/write_table.hpp"

namespace headroom::report {
namespace {

constexpr std::string_view kGap = "  ";

std::string cell_text(const Column& column, std::size_t row) {
    std::string text;
    append_cell(text, column, row);
    return text;
}

void append_padded(std::string& out, std::string_view text, std::size_t width, bool to_the_right) {
    const std::size_t blanks = width - std::min(width, display_width(text));
    if (to_the_right)
        out.append(blanks, ' ');
    out += text;
    if (!to_the_right)
        out.append(blanks, ' ');
}

void end_line(std::string& out) {
    out.erase(out.find_last_not_of(' ') + 1);
    out += '\n';
}

}  // namespace

std::size_t display_width(std::string_view text) {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

std::string aligned_text(const Table& table) {
    const std::size_t rows = table.rows();
    std::vector<std::size_t> widths;
    for (const Column& column : table.columns) {
        std::size_t width = display_width(column.name);
        for (std::size_t row = 0; row < rows; ++row)
            width = std::max(width, display_width(cell_text(column, row)));
        widths.push_back(width);
    }
    std::string out;
    for (std::size_t line = 0; line <= rows; ++line) {
        for (std::size_t i = 0; i < table.columns.size(); ++i) {
            const Column& column = table.columns[i];
            if (i > 0)
                out += kGap;
            append_padded(out, line == 0 ? column.name : cell_text(column, line - 1), widths[i],
                          column.kind != ColumnKind::kText);
        }
        end_line(out);
    }
    return out;
}

}  // namespace headroom::report
