#include "src/core/table/json_writer.hpp"
#include "src/core/table/write_table.hpp"

namespace headroom::report {
namespace {

constexpr std::size_t kPartBytes = 64 * 1024;

std::string_view kind_name(ColumnKind kind) {
    switch (kind) {
        case ColumnKind::kInt64:
            return "int64";
        case ColumnKind::kDouble:
            return "double";
        case ColumnKind::kText:
            return "text";
        case ColumnKind::kTime:
            return "time";
    }
    return "";
}

void append_value(std::string& out, const Column& column, std::size_t row) {
    if (column.kind == ColumnKind::kText)
        append_json_string(out, column.text.text(row));
    else if (column.is_missing(row))
        out += "null";
    else
        append_cell(out, column, row);
}

std::string header_text(const Table& table) {
    JsonWriter json(JsonWriter::Layout::kOneLine);
    json.begin_object().key("name").text(table.name).key("title").text(table.title);
    json.key("columns").begin_array();
    for (const Column& column : table.columns) {
        json.begin_object().key("name").text(column.name).key("unit").text(column.unit);
        json.key("kind").text(kind_name(column.kind)).end_object();
    }
    json.end_array().key("rows").begin_array();
    return json.take();
}

}  // namespace

void write_json(const Table& table, const TextSink& sink) {
    std::string out = header_text(table);
    const std::size_t rows = table.rows();
    for (std::size_t row = 0; row < rows; ++row) {
        out += row == 0 ? "\n[" : ",\n[";
        const char* separator = "";
        for (const Column& column : table.columns) {
            out += separator;
            append_value(out, column, row);
            separator = ",";
        }
        out += ']';
        if (out.size() >= kPartBytes) {
            sink(out);
            out.clear();
        }
    }
    out += "]}\n";
    sink(out);
}

}  // namespace headroom::report
