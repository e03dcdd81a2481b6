#include "src/core/input/csv_table.hpp"

#include <algorithm>

namespace headroom::input {

CsvTable::CsvTable(TextInput& input,
                   LineProblems& problems,
                   std::span<const CsvColumn> columns,
                   CsvStyle style)
    : input_(input),
      problems_(problems),
      columns_(columns),
      style_(style),
      place_(columns.size(), kAbsent) {
    if (!input_.next(line_)) {
        return;
    }
    if (!splitter_.split_quoted(line_.text, style_.separator)) {
        report_open_quote();
        return;
    }
    read_header();
    is_readable_ = !problems_.has_errors();
}

void CsvTable::read_header() {
    width_ = splitter_.fields().size();
    for (std::size_t i = 0; i < width_; ++i) {
        const Field& field = splitter_.fields()[i];
        const auto known =
            std::find_if(columns_.begin(), columns_.end(),
                         [&](const CsvColumn& column) { return column.name == field.text; });
        if (known == columns_.end()) {
            report_unknown(field);
            continue;
        }
        std::size_t& place = place_[static_cast<std::size_t>(known - columns_.begin())];
        if (place != kAbsent) {
            problems_.report(
                line_, field.column,
                {"column " + quoted(field.text) + " stands twice", "each column once", {}});
        }
        place = i;
    }
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        if (columns_[i].is_required && place_[i] == kAbsent) {
            problems_.report(line_, 1,
                             {"column " + quoted(columns_[i].name) + " is missing",
                              "a header with this column",
                              {}});
        }
    }
}

void CsvTable::report_unknown(const Field& field) {
    if (style_.unknown_columns == UnknownColumns::kAreIgnored) {
        return;
    }
    std::vector<std::string> names;
    std::string wanted = "one of";
    for (const CsvColumn& column : columns_) {
        names.emplace_back(column.name);
        wanted += " " + names.back();
    }
    const std::string near = nearest_name(std::string(field.text), names);
    problems_.report(line_, field.column,
                     {"unknown column " + quoted(field.text), std::move(wanted),
                      near.empty() ? "" : "did you mean '" + near + "'?"});
}

void CsvTable::report_open_quote() {
    problems_.report(line_, splitter_.fields().back().column,
                     {"quoted text does not end before the next separator", "a closing \"", {}});
}

bool CsvTable::next_row() {
    while (is_readable_ && input_.next(line_)) {
        const bool is_split = splitter_.split_quoted(line_.text, style_.separator);
        const std::size_t fields = splitter_.fields().size();
        if (is_split && fields == width_) {
            return true;
        }
        if (line_.is_cut_off && fields < width_) {
            cut_off_line_ = line_.number;
        } else if (!is_split) {
            report_open_quote();
        } else {
            problems_.report(line_, 1,
                             {"has " + std::to_string(fields) + " fields",
                              std::to_string(width_) + " as in the header",
                              {}});
        }
    }
    return false;
}

bool names_column(std::string_view line, std::string_view column, char separator) {
    FieldSplitter splitter;
    (void)splitter.split_quoted(line, separator);
    const std::span<const Field> fields = splitter.fields();
    return fields.size() > 1 && std::any_of(fields.begin(), fields.end(), [&](const Field& field) {
               return field.text == column;
           });
}

}  // namespace headroom::input
