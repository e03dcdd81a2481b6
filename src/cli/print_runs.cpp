#include "src/cli/print_runs.hpp"

#include <array>
#include <charconv>
#include <cmath>

#include "src/cli/page_text.hpp"
#include "src/cli/terminal.hpp"
#include "src/core/store/tabulate_runs.hpp"
#include "src/core/table/number_text.hpp"
#include "src/core/table/write_table.hpp"
#include "src/core/text/utf8.hpp"

namespace headroom::cli {
namespace {

using report::Column;
using report::Table;
using store::StoredRun;

using Row = std::vector<std::string>;

constexpr std::size_t kCellWidth = 8;
constexpr std::size_t kShownHash = 12;

std::string scientific_text(double value) {
    constexpr int kDigits = 3;  // behind the point
    std::array<char, 32> text;
    const auto end = std::to_chars(text.data(), text.data() + text.size(), value,
                                   std::chars_format::scientific, kDigits);
    return {text.data(), end.ptr};
}

// Whole numbers as they are, others with about four digits that count.
std::string number_text(double value) {
    if (!std::isfinite(value))
        return "-";
    const double size = std::abs(value);
    if (size >= 1e15 || (size > 0 && size < 1e-3))
        return scientific_text(value);
    if (value == std::floor(value))
        return report::fixed_text(value, 0);
    return report::fixed_text(value, size >= 1000 ? 1 : size >= 1 ? 3 : 6);
}

std::string with_sign(double value, std::string text) {
    return value > 0 ? "+" + text : text;
}

std::string difference_text(double value) {
    return value == 0 ? "=" : with_sign(value, number_text(value));
}

std::string change_text(double fraction) {
    if (!std::isfinite(fraction))
        return "-";
    if (fraction == 0)
        return "=";
    const double percent = 100 * std::abs(fraction);
    return (fraction < 0 ? "-" : "+") +
           (percent < 0.1 ? number_text(percent) : report::fixed_text(percent, 1)) + " %";
}

std::string cell(const Table& table, std::string_view column, std::size_t row) {
    std::string text;
    report::append_cell(text, *table.find(column), row);
    return one_line(text);
}

bool says_nothing(const Column& column) {
    for (std::size_t row = 0; row < column.rows(); ++row)
        if (!column.is_missing(row))
            return false;
    return true;
}

// Every text of the column on one line.
Column flattened(const Column& column) {
    if (column.kind != report::ColumnKind::kText)
        return column;
    report::TextBuilder texts;
    for (std::size_t row = 0; row < column.rows(); ++row)
        texts.push_back(one_line(column.text.text(row)));
    return texts.build(column.name);
}

void add_line(std::string& out, std::string_view name, const std::string& text) {
    if (!text.empty())
        out += label(name) + one_line(text) + "\n";
}

std::string ended_line(const report::RunSummary& summary) {
    constexpr double kMicrosecondsInSecond = 1e6;
    const double simulated_s = static_cast<double>(summary.simulated_us) / kMicrosecondsInSecond;
    return summary.stopped + ", after " + format_duration(Seconds(simulated_s)) +
           " of simulated time";
}

std::string started_line(const report::Provenance& from) {
    if (from.timing.started.empty())
        return {};
    return from.timing.started + (from.host.empty() ? "" : " on " + from.host) + " (" +
           from.device + "), took " + format_duration(Seconds(from.timing.wall_s));
}

std::string metrics_text(const StoredRun& run) {
    std::vector<Row> rows{{"Metric", "value", "unit"}};
    for (const sim::Metric& metric : run.summary.metrics)
        rows.push_back(
            {one_line(metric.full_name()), number_text(metric.value), one_line(metric.unit)});
    return text_table(rows, kCellWidth, true);
}

// "value_3f2a91c0" as "3f2a91c0": whose column it is.
std::string run_of(const Column& column) {
    return column.name.substr(column.name.find('_') + 1);
}

// The columns of a comparison's metrics by what they are.
struct ComparedColumns {
    std::vector<const Column*> values, differences, relatives;  // the last two without the first

    explicit ComparedColumns(const Table& table) {
        for (const Column& column : table.columns) {
            if (column.name.starts_with("value_"))
                values.push_back(&column);
            else if (column.name.starts_with("difference_"))
                differences.push_back(&column);
            else if (column.name.starts_with("relative_"))
                relatives.push_back(&column);
        }
    }
    [[nodiscard]] bool is_same(std::size_t row) const {
        for (const Column* difference : differences)
            if (difference->reals[row] != 0)
                return false;
        return true;
    }
    [[nodiscard]] Row heading() const {
        Row row{"Metric", run_of(*values[0])};
        for (std::size_t i = 1; i < values.size(); ++i)
            row.insert(row.end(), {run_of(*values[i]), "difference", "change"});
        row.emplace_back("unit");
        return row;
    }
    [[nodiscard]] Row row(const Table& table, std::size_t at) const {
        Row row{cell(table, "metric", at), number_text(values[0]->reals[at])};
        for (std::size_t i = 1; i < values.size(); ++i)
            row.insert(row.end(), {number_text(values[i]->reals[at]),
                                   difference_text(differences[i - 1]->reals[at]),
                                   change_text(relatives[i - 1]->reals[at])});
        row.push_back(cell(table, "unit", at));
        return row;
    }
};

std::string causes_text(const Table& causes) {
    if (causes.rows() == 0)
        return "  Nothing that a result follows from is different.\n";
    std::string out = "  " + toned(Tone::kLabel, "Different in") + "\n";
    for (std::size_t row = 0; row < causes.rows(); ++row) {
        std::string text = cell(causes, "what", row) + ": ";
        for (std::size_t i = 1; i < causes.columns.size(); ++i) {
            std::string how;
            report::append_cell(how, causes.columns[i], row);
            text += (i == 1 ? "" : " → ") + (how.empty() ? "none" : one_line(how));
        }
        out += "    " + text + "\n";
    }
    return out;
}

}  // namespace

std::string plain_text(const Table& table) {
    Table shown{table.name, table.title, {}};
    for (const Column& column : table.columns)
        if (!says_nothing(column))
            shown.columns.push_back(flattened(column));
    return report::aligned_text(shown);
}

std::string runs_text(const std::vector<StoredRun>& runs) {
    if (runs.empty())
        return "No runs.\n";
    const Table all = store::runs_table(runs);
    Table shown{all.name, all.title, {}};
    for (const char* name : {"run", "started", "scenario", "variant", "set", "version", "label"})
        shown.columns.push_back(*all.find(name));
    return plain_text(shown);
}

std::string run_text(const StoredRun& run) {
    const report::RunSummary& summary = run.summary;
    const report::Provenance& from = summary.provenance;
    std::string out = toned(Tone::kTitle, one_line(summary.scenario)) + "\n\n";
    add_line(out, "Run", run.short_key + "  " + run.key);
    add_line(out, "Label", run.origin.label);
    add_line(out, "Variant", from.variant);
    add_line(out, "Set", run.settings());
    add_line(out, "Started", started_line(from));
    add_line(out, "Ended", ended_line(summary));
    add_line(out, "Headroom", from.version + " (" + from.git + ")");
    add_line(out, "Catalog", from.catalog + " " + from.catalog_sha256.substr(0, kShownHash));
    add_line(out, "Seed", std::to_string(from.seed));
    for (std::size_t i = 0; i < from.inputs.size(); ++i)
        add_line(out, i == 0 ? "Inputs" : "",
                 from.inputs[i].sha256.substr(0, kShownHash) + " " + from.inputs[i].name);
    add_line(out, "Folder", run.origin.folder);
    out += "\n" + metrics_text(run);
    for (std::size_t i = 0; i < summary.warnings.size(); ++i)
        out += (i == 0 ? "\n" : "") + std::string("  Note: ") +
               wrapped(one_line(summary.warnings[i]), 8) + "\n";
    return out;
}

std::string comparison_text(const store::RunComparison& comparison) {
    const Table& metrics = comparison.metrics;
    const ComparedColumns columns(metrics);
    std::vector<Row> rows{columns.heading()};
    for (std::size_t row = 0; row < metrics.rows(); ++row)
        if (!columns.is_same(row))
            rows.push_back(columns.row(metrics, row));
    const auto same = static_cast<std::int64_t>(metrics.rows() + 1 - rows.size());
    std::string out = causes_text(comparison.causes) + "\n";
    if (rows.size() == 1)
        return out + "  All " + report::group_thousands(same) + " metrics are the same.\n";
    out += text_table(rows, kCellWidth, true);
    if (same > 0)
        out += "\n  The same in all: " + report::group_thousands(same) +
               (same == 1 ? " metric" : " metrics") + "; --format csv lists all.\n";
    return out;
}

std::string trend_text(const std::string& metric, const store::MetricTrend& trend) {
    std::string out = toned(Tone::kTitle, one_line(metric)) + "\n\n";
    for (const store::TrendLine& line : trend.lines)
        out += "  " + store::sparkline(line.values) + "  " + one_line(line.name) + "\n";
    const Table& table = trend.table;
    std::vector<Row> rows{{"Run", "started", "value", "difference", "change", "label"}};
    const bool has_lines = trend.lines.size() > 1;
    if (has_lines)
        rows[0].back() = "variant";
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const double difference = table.find("difference")->reals[row];
        rows.push_back(
            {cell(table, "run", row), cell(table, "started", row),
             number_text(table.find("value")->reals[row]),
             std::isnan(difference) ? "" : difference_text(difference),
             std::isnan(difference) ? "" : change_text(table.find("relative")->reals[row]),
             cell(table, has_lines ? "variant" : "label", row)});
    }
    return out + "\n" + text_table(rows, kCellWidth, true);
}

}  // namespace headroom::cli
