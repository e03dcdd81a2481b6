#include "src/core/table/write_table.hpp"

namespace headroom::report {
namespace {

constexpr std::size_t kPartBytes = 64 * 1024;

// A field is quoted if it has a separator, a quote or a line break, or blanks at an end that a
// reader might trim.
void append_field(std::string& out, std::string_view text) {
    const bool has_outer_blank = !text.empty() && (text.front() == ' ' || text.back() == ' ');
    if (!has_outer_blank && text.find_first_of(",\"\r\n") == std::string_view::npos) {
        out += text;
        return;
    }
    out += '"';
    for (const char c : text) {
        if (c == '"')
            out += '"';
        out += c;
    }
    out += '"';
}

}  // namespace

void write_csv(const Table& table, const TextSink& sink) {
    std::string out;
    const char* separator = "";
    for (const Column& column : table.columns) {
        out += separator;
        append_field(out, column.name);
        separator = ",";
    }
    out += '\n';
    const std::size_t rows = table.rows();
    for (std::size_t row = 0; row < rows; ++row) {
        separator = "";
        for (const Column& column : table.columns) {
            out += separator;
            separator = ",";
            if (column.kind == ColumnKind::kText)
                append_field(out, column.text.text(row));
            else
                append_cell(out, column, row);
        }
        out += '\n';
        if (out.size() >= kPartBytes) {
            sink(out);
            out.clear();
        }
    }
    sink(out);
}

}  // namespace headroom::report
