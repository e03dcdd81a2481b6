// A site's own records: meters, tariffs, forecasts, quotes, GPU samples.

#include <algorithm>
#include <array>

#include "src/cli/import_kind.hpp"
#include "src/cli/import_page.hpp"
#include "src/core/input/text_input.hpp"
#include "src/core/records/recognise.hpp"
#include "src/core/records/tabulate_records.hpp"

namespace headroom::cli {
namespace {

using records::RecordKind;
using report::Table;

constexpr std::array kRecordKinds{RecordKind::kMeter, RecordKind::kTariff, RecordKind::kForecast,
                                  RecordKind::kQuotes, RecordKind::kGpuSamples};
// Of tables with a row each GPU, quote or month, a page shows the first.
constexpr std::size_t kMostRows = 40;

std::string record_formats() {
    std::string names;
    for (const RecordKind kind : kRecordKinds)
        names += (names.empty() ? "" : ", ") + std::string(records::record_name(kind));
    return names;
}

std::string record_descriptions() {
    return "a CSV of a meter (time, power_kw), of prices (price ($/kWh)), of quotes (item, price), "
           "of a forecast (month, arrivals), or of GPU samples (time, host, gpu, util)";
}

bool is_like_records(std::string_view head) {
    return records::recognise_record(head) != RecordKind::kNone;
}

// What was read, whatever it was.
struct RecordPage {
    RecordKind kind = RecordKind::kNone;
    records::RecordReport report;
    std::vector<Table> tables;
};

template <class Result>
expected<RecordPage, Diagnostics> make_page(RecordKind kind, expected<Result, Diagnostics> result) {
    if (!result)
        return unexpected(std::move(result.error()));
    return RecordPage{kind, result->report, records::tabulate(*result)};
}

expected<RecordPage, Diagnostics> read_samples(const std::string& file,
                                               const input::ReadWatch& watch) {
    records::GpuUsageBuilder usage;
    std::array<records::SampleSink*, 1> sinks{&usage};
    const auto samples = records::read_gpu_samples(file, sinks, watch);
    if (!samples)
        return unexpected(samples.error());
    return RecordPage{RecordKind::kGpuSamples, samples->report,
                      records::tabulate(*samples, usage.finish())};
}

expected<RecordPage, Diagnostics> read_page(RecordKind kind,
                                            const std::string& file,
                                            const input::ReadWatch& watch) {
    switch (kind) {
        case RecordKind::kMeter:
            return make_page(kind, records::read_meter(file));
        case RecordKind::kTariff:
            return make_page(kind, records::read_tariff(file));
        case RecordKind::kForecast:
            return make_page(kind, records::read_forecast(file));
        case RecordKind::kQuotes:
            return make_page(kind, records::read_quotes(file));
        case RecordKind::kGpuSamples:
        case RecordKind::kNone:
            break;
    }
    return read_samples(file, watch);
}

RecordKind find_kind(const std::string& file, const std::string& format) {
    for (const RecordKind kind : kRecordKinds)
        if (records::record_name(kind) == format)
            return kind;
    const auto input = input::TextInput::open(file, "a file to import");
    return input ? records::recognise_record(input->head()) : RecordKind::kNone;
}

// A table of few rows is turned: a line a column.
std::string turned_text(const Table& table) {
    std::string text;
    for (const report::Column& column : table.columns) {
        std::vector<std::string> cells;
        bool has_any = false;
        for (std::size_t row = 0; row < table.rows(); ++row) {
            cells.push_back(cell_text(column, row));
            has_any = has_any || !cells.back().empty();
        }
        std::string line = "  " + column.name;
        line.resize(std::max<std::size_t>(line.size() + 2, 32), ' ');
        for (const std::string& cell : cells) {
            std::string padded = cell;
            if (cells.size() > 1)
                padded.resize(std::max<std::size_t>(padded.size() + 2, 22), ' ');
            line += padded;
        }
        line.erase(line.find_last_not_of(' ') + 1);
        text += has_any ? line + "\n" : "";
    }
    return text;
}

// Those with a row each month or offer are read down the columns.
bool is_turned(RecordKind kind) {
    return kind != RecordKind::kForecast && kind != RecordKind::kQuotes;
}

std::string tables_text(const RecordPage& page) {
    constexpr std::size_t kMostTurned = 4;
    std::string text;
    for (const Table& table : page.tables) {
        const bool is_long = page.kind == RecordKind::kGpuSamples && table.name != "fleet";
        if (table.rows() == 0)
            continue;
        text += "\n  " + table.title + "\n";
        if (is_long && table.name != "unknown_metrics") {
            text += "  " + counted(static_cast<std::int64_t>(table.rows()), "row") +
                    ": in --format json\n";
        } else if (table.rows() <= kMostTurned && is_turned(page.kind)) {
            text += turned_text(table);
        } else {
            text += rows_text(table, kMostRows);
        }
    }
    return text;
}

ImportOutcome import_records(const std::string& file, const ImportContext& context) {
    const ImportRequest& request = context.request;
    ImportOutcome outcome;
    if (!request.output_file.empty()) {
        outcome.exit_code = kExitUsage;
        outcome.problems = {{Severity::kError,
                             {file, 0, 0},
                             {},
                             "has no jobs to write",
                             "-o for files of jobs only",
                             {},
                             {}}};
        return outcome;
    }
    const std::stop_token token = context.watcher.token();
    context.progress.begin("read");
    auto page = read_page(find_kind(file, request.format_of_input), file, [&](double share) {
        context.progress.update_share("read", share);
        return !token.stop_requested();
    });
    if (token.stop_requested()) {
        outcome.exit_code = kExitSignal;
        outcome.talk = "headroom: stopped\n";
        return outcome;
    }
    if (!page) {
        outcome.exit_code = kExitInput;
        outcome.problems = std::move(page.error());
        return outcome;
    }
    const std::string name(records::record_name(page->kind));
    const RowAccount account{page->report.file,     name,
                             page->report.rows,     page->report.bytes,
                             page->report.left_out, page->report.adjusted,
                             page->report.warnings};
    if (request.strict)
        outcome.problems = strict_faults(account);
    outcome.exit_code = outcome.problems.empty() ? kExitOk : kExitInput;
    if (request.format == OutputFormat::kJson) {
        report::JsonWriter json;
        json.begin_object();
        write_account(json, account, name);
        for (const Table& table : page->tables) {
            json.key(table.name);
            write_rows(json, table);
        }
        json.end_object();
        outcome.data = json.take();
    } else {
        outcome.data = account_text(account) + tables_text(*page);
    }
    return outcome;
}

}  // namespace

const ImportKind kImportRecords{record_formats, record_descriptions, is_like_records,
                                import_records};

}  // namespace headroom::cli
