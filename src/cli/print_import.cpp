#include "src/cli/print_import.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <span>

#include "sim/base/units.hpp"
#include "src/cli/import_page.hpp"
#include "src/cli/page_text.hpp"
#include "src/cli/terminal.hpp"
#include "src/core/table/json_writer.hpp"
#include "src/core/table/number_text.hpp"

namespace headroom::cli {
namespace {

using report::Column;
using report::fixed_text;
using report::group_thousands;
using report::Table;
using Row = std::vector<std::string>;

constexpr std::size_t kCellWidth = 9;
constexpr std::size_t kMostStates = 12;

// A statistic for people, by its unit.
std::string value_text(double value, std::string_view unit) {
    const bool is_whole = value == std::floor(value);
    if (unit == "s")
        return format_duration(Seconds(value));
    if (unit == "%")
        return fixed_text(value, 1) + " %";
    return fixed_text(value, is_whole || value >= 1000 ? 0 : value >= 10 ? 1 : 2);
}

class Statistics {
public:
    explicit Statistics(const std::vector<Table>& tables) {
        for (const Table& table : tables)
            if (table.name == "statistics")
                table_ = &table;
    }
    [[nodiscard]] std::optional<double> find(const std::string& name) const {
        for (std::size_t row = 0; table_ != nullptr && row < table_->rows(); ++row)
            if (table_->find("statistic")->text.text(row) == name)
                return table_->find("value")->reals[row];
        return std::nullopt;
    }
    [[nodiscard]] std::string text(const std::string& name, std::string_view unit) const {
        const auto value = find(name);
        return value ? value_text(*value, unit) : "-";
    }

private:
    const Table* table_ = nullptr;
};

const Table* find_table(const std::vector<Table>& tables, std::string_view name) {
    for (const Table& table : tables)
        if (table.name == name)
            return &table;
    return nullptr;
}

void add_line(std::string& out, std::string_view name, const std::string& text) {
    if (!text.empty())
        out += label(name) + wrapped(text, kLabelWidth + 2) + "\n";
}

std::string names_text(const Statistics& statistics) {
    constexpr std::array<std::pair<const char*, const char*>, 4> kNames{
        {{"users", "user"},
         {"accounts", "account"},
         {"partitions", "partition"},
         {"gpu_models", "GPU model"}}};
    std::string text;
    for (const auto& [name, noun] : kNames) {
        if (const auto count = statistics.find(name))
            text +=
                (text.empty() ? ", of " : ", ") + counted(static_cast<std::int64_t>(*count), noun);
    }
    return text;
}

RowAccount account_of(const JobsReport& jobs) {
    const trace::ReadReport& report = jobs.file.report;
    return {jobs.file.trace.file, jobs.file.trace.format, report.rows,    report.bytes,
            report.dropped,       report.adjusted,        report.warnings};
}

void add_statistics(std::string& out, const JobsReport& jobs, const Statistics& statistics) {
    add_line(out, "Jobs",
             group_thousands(static_cast<std::int64_t>(jobs.file.trace.size())) +
                 names_text(statistics));
    if (!jobs.first_submit.empty())
        add_line(out, "Dates", jobs.first_submit + " to " + jobs.last_submit);
    if (jobs.file.trace.size() > 1)
        add_line(out, "Arrivals",
                 "one each " + statistics.text("interarrival.mean", "s") + " on average, over " +
                     statistics.text("span", "s"));
    if (statistics.find("gpu_time")) {
        std::string load = statistics.text("gpu_time", "GPUh") + " GPUh";
        if (statistics.find("offered_load"))
            load += ": " + statistics.text("offered_load", "GPU") +
                    " GPUs busy on average if nobody waited";
        add_line(out, "Work", load);
    }
    if (statistics.find("estimates.job_share"))
        add_line(out, "Estimates",
                 statistics.text("estimates.job_share", "%") +
                     " of jobs have one; the median job runs for " +
                     statistics.text("estimates.run_time_of_estimate.median", "%") + " of it");
    if (statistics.find("requeues"))
        add_line(out, "Requeues",
                 statistics.text("requeues", "") + ", of " + statistics.text("requeues.jobs", "") +
                     " jobs");
    if (statistics.find("activity.jobs"))
        add_line(out, "Activity",
                 statistics.text("activity.mean", "%") + " of the GPU-time of " +
                     statistics.text("activity.jobs", "") + " jobs");
}

// One bar a value, from the least that shows to full; a dot where there is nothing.
std::string bars(std::span<const double> values) {
    constexpr std::array kBars{"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
    const double most = *std::max_element(values.begin(), values.end());
    std::string text;
    for (const double value : values) {
        const double level = most > 0 ? value / most * static_cast<double>(kBars.size()) : 0;
        const double bar = std::min(std::ceil(level), static_cast<double>(kBars.size()));
        text += bar > 0 ? kBars[static_cast<std::size_t>(bar) - 1] : "·";
    }
    return text;
}

void add_arrivals(std::string& out, const JobsReport& jobs) {
    const auto add = [&](std::string_view name, const char* table_name, const char* from) {
        const Table* const table = find_table(jobs.tables, table_name);
        if (table == nullptr)
            return;
        const auto shares = table->find("job_share_percent")->reals;
        add_line(out, name,
                 bars(shares) + "  " + from + ", " +
                     fixed_text(*std::min_element(shares.begin(), shares.end()), 1) + " % to " +
                     value_text(*std::max_element(shares.begin(), shares.end()), "%") + " of jobs");
    };
    add("By hour", "hours", "from 0:00 UTC");
    add("By day", "weekdays", "from Monday");
}

std::string spreads_text(const Statistics& statistics) {
    struct Spread {
        const char* title;
        std::string name;
        const char* unit;
    };
    const std::array<Spread, 3> spreads{{{"GPUs of a job", "gpus", "GPU"},
                                         {"Run time", "run_time", "s"},
                                         {"Recorded wait", "wait", "s"}}};
    std::vector<Row> rows{{"", "mean", "median", "95 %", "most"}};
    for (const auto& [title, name, unit] : spreads) {
        if (statistics.find(name + ".mean"))
            rows.push_back({title, statistics.text(name + ".mean", unit),
                            statistics.text(name + ".median", unit),
                            statistics.text(name + ".p95", unit),
                            statistics.text(name + ".max", unit)});
    }
    return rows.size() > 1 ? "\n" + text_table(rows, kCellWidth) : "";
}

std::string shares_text(const JobsReport& jobs, std::string_view name, const char* heading) {
    const Table* const table = find_table(jobs.tables, name);
    if (table == nullptr)
        return {};
    std::vector<Row> rows{{heading, "jobs", "of jobs", "of GPU-time"}};
    const std::size_t shown = std::min(table->rows(), kMostStates);
    for (std::size_t row = 0; row < shown; ++row) {
        rows.push_back({std::string(table->columns[0].text.text(row)),
                        group_thousands(table->columns[1].integers[row]),
                        report::percent_text(table->columns[2].reals[row] / 100),
                        report::percent_text(table->columns[3].reals[row] / 100)});
    }
    std::string text = "\n" + text_table(rows, kCellWidth);
    if (shown < table->rows())
        text += "  and " + std::to_string(table->rows() - shown) + " more\n";
    return text;
}

std::string comparison_text(const JobsReport& jobs) {
    if (jobs.comparison.rows() == 0)
        return {};
    const Table& table = jobs.comparison;
    const auto cell = [&](const char* column, std::size_t row) {
        return value_text(table.find(column)->reals[row], table.find("unit")->text.text(row));
    };
    std::vector<Row> rows{{"Figure", "this file", "published", "apart", "source"}};
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const double apart = table.find("difference")->reals[row];
        rows.push_back({std::string(table.find("figure")->text.text(row)), cell("this trace", row),
                        cell("published", row),
                        std::isfinite(apart) ? fixed_text(apart, 1) + " %" : "-",
                        std::string(table.find("source")->text.text(row))});
    }
    return "\n  " +
           toned(Tone::kTitle,
                 wrapped("Beside what is published as " + jobs.published.name + " (" +
                             jobs.published.title + "; counts: " + jobs.published.counts + ")",
                         2)) +
           "\n" + text_table(rows, kCellWidth, true);
}

}  // namespace

std::string jobs_text(const JobsReport& jobs) {
    const Statistics statistics(jobs.tables);
    std::string out = account_text(account_of(jobs));
    add_statistics(out, jobs, statistics);
    add_arrivals(out, jobs);
    out += spreads_text(statistics);
    out += shares_text(jobs, "sizes", "GPUs");
    out += shares_text(jobs, "states", "Ended as");
    out += comparison_text(jobs);
    return out;
}

std::string jobs_json(const JobsReport& jobs, const std::vector<Table>& more) {
    report::JsonWriter json;
    json.begin_object();
    write_account(json, account_of(jobs), "jobs");
    json.key("jobs").integer(static_cast<std::int64_t>(jobs.file.trace.size()));
    if (!jobs.first_submit.empty())
        json.key("first_submit").text(jobs.first_submit).key("last_submit").text(jobs.last_submit);
    for (const Table& table : jobs.tables) {
        json.key(table.name);
        write_rows(json, table);
    }
    for (const Table& table : more) {
        json.key(table.name);
        write_rows(json, table);
    }
    if (jobs.comparison.rows() > 0) {
        json.key("published").begin_object().key("name").text(jobs.published.name);
        json.key("title").text(jobs.published.title);
        json.key("counts").text(jobs.published.counts).key("figures");
        write_rows(json, jobs.comparison);
        json.end_object();
    }
    json.end_object();
    return json.take();
}

}  // namespace headroom::cli
