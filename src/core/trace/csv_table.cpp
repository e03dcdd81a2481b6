#include "src/core/trace/csv_table.hpp"

#include <algorithm>

namespace headroom::trace {

CsvTable::CsvTable(TraceBuilder& builder, std::span<const CsvColumn> columns)
    : builder_(builder), lines_(builder.text()), place_(columns.size(), kAbsent) {
    if (!lines_.next(line_)) {
        return;
    }
    if (!splitter_.split_at_commas(line_.text)) {
        report_open_quote();
        return;
    }
    read_header(columns);
    is_readable_ = !builder.has_errors();
}

void CsvTable::read_header(std::span<const CsvColumn> columns) {
    width_ = splitter_.fields().size();
    for (std::size_t i = 0; i < width_; ++i) {
        const Field& field = splitter_.fields()[i];
        const auto known =
            std::find_if(columns.begin(), columns.end(),
                         [&](const CsvColumn& column) { return column.name == field.text; });
        if (known == columns.end()) {
            report_unknown(field, columns);
            continue;
        }
        std::size_t& place = place_[static_cast<std::size_t>(known - columns.begin())];
        if (place != kAbsent) {
            builder_.report(
                line_, field.column,
                {"column " + quoted(field.text) + " stands twice", "each column once", {}});
        }
        place = i;
    }
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (columns[i].is_required && place_[i] == kAbsent) {
            builder_.report(line_, 1,
                            {"column " + quoted(columns[i].name) + " is missing",
                             "a header with this column",
                             {}});
        }
    }
}

void CsvTable::report_unknown(const Field& field, std::span<const CsvColumn> columns) {
    std::vector<std::string> names;
    std::string wanted = "one of";
    for (const CsvColumn& column : columns) {
        names.emplace_back(column.name);
        wanted += " " + names.back();
    }
    const std::string near = nearest_name(std::string(field.text), names);
    builder_.report(line_, field.column,
                    {"unknown column " + quoted(field.text), std::move(wanted),
                     near.empty() ? "" : "did you mean '" + near + "'?"});
}

void CsvTable::report_open_quote() {
    builder_.report(line_, splitter_.fields().back().column,
                    {"quoted text does not end before the next comma", "a closing \"", {}});
}

bool CsvTable::next_row() {
    while (is_readable_ && lines_.next(line_)) {
        if (!splitter_.split_at_commas(line_.text)) {
            report_open_quote();
            continue;
        }
        const std::size_t fields = splitter_.fields().size();
        if (fields == width_) {
            return true;
        }
        if (line_.is_cut_off && fields < width_) {
            builder_.drop_cut_off(line_);
            continue;
        }
        builder_.report(line_, 1,
                        {"has " + std::to_string(fields) + " fields",
                         std::to_string(width_) + " as in the header",
                         {}});
    }
    return false;
}

bool names_column(std::string_view line, std::string_view column) {
    FieldSplitter splitter;
    (void)splitter.split_at_commas(line);
    const std::span<const Field> fields = splitter.fields();
    return fields.size() > 1 && std::any_of(fields.begin(), fields.end(), [&](const Field& field) {
               return field.text == column;
           });
}

}  // namespace headroom::trace
