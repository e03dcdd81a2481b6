#include "src/core/records/record_report.hpp"

#include <algorithm>

#include "sim/base/number_text.hpp"

namespace headroom::records {

void count_row(std::vector<RowCount>& counts,
               std::string_view reason,
               std::int64_t line,
               std::int64_t rows) {
    const auto same = std::find_if(counts.begin(), counts.end(),
                                   [&](const RowCount& known) { return known.reason == reason; });
    if (same == counts.end()) {
        counts.push_back({std::string(reason), rows, line});
    } else {
        same->rows += rows;
    }
}

void note_cut_off(const input::CsvTable& table,
                  RecordReport& report,
                  input::LineProblems& problems) {
    if (table.cut_off_line() > 0) {
        ++report.rows;
        count_row(report.left_out, "a last line that is cut off", table.cut_off_line());
        problems.warn(table.cut_off_line(), "the last line is cut off: the file may be incomplete");
    }
}

expected<void, Diagnostics> finish_report(const input::TextInput& input,
                                          input::LineProblems& problems,
                                          RecordReport& report) {
    if (!input.fault().empty()) {
        problems.report({input.fault(), "a whole file", {}});
    } else if (!problems.has_errors() && report.rows == 0) {
        problems.report({"has no rows", "at least one row after the header", {}});
    }
    if (problems.has_errors()) {
        return unexpected(problems.take_errors());
    }
    report.bytes = input.text_bytes();
    report.warnings = problems.take_warnings();
    return {};
}

Diagnostics cannot_open(const std::string& file, const input::TextInput::Refusal& refusal) {
    return {{Severity::kError, {file, 0, 0}, {}, refusal.problem, refusal.wanted, {}, {}}};
}

UnitColumn find_unit_column(std::string_view head, std::string_view base) {
    input::FieldSplitter splitter;
    (void)splitter.split_quoted(input::first_line(head));
    for (const input::Field& field : splitter.fields()) {
        if (!field.text.starts_with(base)) {
            continue;
        }
        const std::string_view rest = trim_spaces(field.text.substr(base.size()));
        const bool is_bracketed =
            rest.size() >= 2 && ((rest.front() == '(' && rest.back() == ')') ||
                                 (rest.front() == '[' && rest.back() == ']'));
        if (is_bracketed) {
            return {std::string(field.text),
                    std::string(trim_spaces(rest.substr(1, rest.size() - 2)))};
        }
    }
    return {std::string(base), {}};
}

}  // namespace headroom::records
