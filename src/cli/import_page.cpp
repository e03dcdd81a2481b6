#include "src/cli/import_page.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "src/cli/page_text.hpp"
#include "src/cli/terminal.hpp"
#include "src/core/table/number_text.hpp"

namespace headroom::cli {
namespace {

using report::fixed_text;
using report::group_thousands;

void add_line(std::string& out, std::string_view name, const std::string& text) {
    out += label(name) + wrapped(text, kLabelWidth + 2) + "\n";
}

std::string bytes_text(std::int64_t bytes) {
    constexpr std::array kUnits{"B", "kB", "MB", "GB", "TB"};
    auto value = static_cast<double>(bytes);
    std::size_t unit = 0;
    for (; value >= 1000 && unit + 1 < kUnits.size(); ++unit)
        value /= 1000;
    return fixed_text(value, unit == 0 || value >= 100 ? 0 : 1) + " " + kUnits[unit];
}

// A line a reason, the first under the label.
void add_counts(std::string& out,
                std::string_view name,
                const std::vector<trace::RowCount>& counts) {
    for (std::size_t i = 0; i < counts.size(); ++i)
        add_line(out, i == 0 ? name : "",
                 counted(counts[i].rows, "row") + ": " + counts[i].reason + ", first on line " +
                     group_thousands(counts[i].first_line));
}

void write_counts(report::JsonWriter& json, const std::vector<trace::RowCount>& counts) {
    json.begin_array();
    for (const trace::RowCount& count : counts) {
        json.begin_object().key("reason").text(count.reason);
        json.key("rows").integer(count.rows).key("first_line").integer(count.first_line);
        json.end_object();
    }
    json.end_array();
}

}  // namespace

std::string counted(std::int64_t count, const std::string& noun) {
    return group_thousands(count) + " " + noun + (count == 1 ? "" : "s");
}

std::string account_text(const RowAccount& account) {
    std::string out = toned(Tone::kTitle, account.file) + "\n\n";
    add_line(out, "Read",
             counted(account.rows, "row") + " as " + std::string(account.format) + ", " +
                 bytes_text(account.bytes) + " of text");
    add_counts(out, "Left out", account.left_out);
    if (account.left_out.empty())
        add_line(out, "Left out", "nothing");
    add_counts(out, "Adjusted", account.adjusted);
    for (std::size_t i = 0; i < account.warnings.size(); ++i) {
        const Diagnostic& warning = account.warnings[i];
        const std::string line =
            warning.place.line > 0 ? "line " + group_thousands(warning.place.line) + ": " : "";
        add_line(out, i == 0 ? "Warned of" : "", line + warning.problem);
    }
    return out;
}

void write_account(report::JsonWriter& json, const RowAccount& account, std::string_view kind) {
    json.key("file").text(account.file).key("valid").boolean(true).key("kind").text(kind);
    json.key("format").text(account.format);
    json.key("rows").integer(account.rows).key("bytes").integer(account.bytes);
    json.key("left_out");
    write_counts(json, account.left_out);
    json.key("adjusted");
    write_counts(json, account.adjusted);
    json.key("warnings").begin_array();
    for (const Diagnostic& warning : account.warnings) {
        json.begin_object().key("line").integer(warning.place.line);
        json.key("problem").text(warning.problem).end_object();
    }
    json.end_array();
}

Diagnostics strict_faults(const RowAccount& account) {
    Diagnostics faults;
    const auto add = [&](std::int64_t line, std::string problem) {
        faults.push_back({Severity::kError,
                          {account.file, line, 0},
                          {},
                          std::move(problem),
                          "none, as --strict says",
                          {},
                          {}});
    };
    const auto add_rows = [&](const trace::RowCount& count, const char* what) {
        add(count.first_line, group_thousands(count.rows) + " of " + group_thousands(account.rows) +
                                  " rows " + what + ": " + count.reason + ", first here");
    };
    for (const trace::RowCount& count : account.left_out)
        add_rows(count, "left out");
    for (const trace::RowCount& count : account.adjusted)
        add_rows(count, "adjusted");
    for (const Diagnostic& warning : account.warnings)
        add(warning.place.line, "warning: " + warning.problem);
    return faults;
}

std::string cell_text(const report::Column& column, std::size_t row) {
    if (column.is_missing(row))
        return {};
    if (column.kind == report::ColumnKind::kText)
        return std::string(column.text.text(row));
    if (column.kind != report::ColumnKind::kDouble)
        return group_thousands(column.integers[row]);
    const double value = column.reals[row];
    const double size = std::fabs(value);
    if (value == std::floor(value))
        return fixed_text(value, 0);
    return fixed_text(value, size >= 1000 ? 0 : size >= 10 ? 1 : size >= 1 ? 3 : 4);
}

std::string rows_text(const report::Table& table, std::size_t most_rows) {
    constexpr std::size_t kLeastWidth = 6;
    std::vector<std::vector<std::string>> rows(1);
    for (const report::Column& column : table.columns)
        rows[0].push_back(column.name);
    for (std::size_t row = 0; row < std::min(table.rows(), most_rows); ++row) {
        rows.emplace_back();
        for (const report::Column& column : table.columns)
            rows.back().push_back(cell_text(column, row));
    }
    std::string text = text_table(rows, kLeastWidth);
    if (table.rows() > most_rows)
        text += "  and " + group_thousands(static_cast<std::int64_t>(table.rows() - most_rows)) +
                " more: in --format json\n";
    return text;
}

void write_rows(report::JsonWriter& json, const report::Table& table) {
    json.begin_array();
    for (std::size_t row = 0; row < table.rows(); ++row) {
        json.begin_object();
        for (const report::Column& column : table.columns) {
            json.key(column.name);
            if (column.kind == report::ColumnKind::kText)
                json.text(column.text.text(row));
            else if (column.kind == report::ColumnKind::kDouble)
                json.number(column.reals[row]);
            else if (column.is_missing(row))
                json.null();
            else
                json.integer(column.integers[row]);
        }
        json.end_object();
    }
    json.end_array();
}

}  // namespace headroom::cli
