#include <algorithm>
#include <filesystem>
#include <fstream>
#include <utility>

#include "src/core/result/column_file.hpp"
#include "src/core/result/events_table.hpp"
#include "src/core/result/result.hpp"
#include "src/core/result/result_tables.hpp"

namespace headroom::report {
namespace {

std::string file_name(const std::string& table, ExportFormat format) {
    return table + (format == ExportFormat::kCsv ? ".csv" : ".json");
}

// Does the file begin as our export of this table does? Everything else under its name is the
// user's.
bool is_our_csv(const std::filesystem::path& file, const Table& table) {
    const std::string begin = table.columns[0].name + "," + table.columns[1].name;
    std::string found(begin.size(), '\0');
    std::ifstream stream(file, std::ios::binary);
    stream.read(found.data(), static_cast<std::streamsize>(found.size()));
    return stream && found == begin;
}

Table table_named(const Result& result, const std::string& name) {
    const Table* stored = result.find(name);
    return stored != nullptr ? *stored : events_table(*result.find("jobs"));
}

auto refuse_to_replace(const std::filesystem::path& file) {
    Diagnostic fault;
    fault.place.file = file.string();
    fault.problem = "exists and is not an export of headroom, so it is not replaced";
    fault.wanted = "another folder";
    return unexpected(Diagnostics{std::move(fault)});
}

expected<void, Diagnostics> write_tables(OutputFolder& folder,
                                         const Result& result,
                                         const Export& exports) {
    for (const std::string& name : exports.tables) {
        const Table table = table_named(result, name);
        const std::filesystem::path target = folder.path() / file_name(name, exports.format);
        std::error_code ignored;
        if (exports.format == ExportFormat::kCsv && std::filesystem::exists(target, ignored) &&
            !is_our_csv(target, table))
            return refuse_to_replace(target);
        auto written = folder.write(file_name(name, exports.format), [&](const TextSink& sink) {
            exports.format == ExportFormat::kCsv ? write_csv(table, sink) : write_json(table, sink);
        });
        if (!written)
            return written;
    }
    return {};
}

// CSV exports of an older result in this folder that this one does not replace.
std::vector<std::string> outdated_files(const OutputFolder& folder,
                                        const Result& result,
                                        const Export& exports) {
    std::vector<std::string> outdated;
    for (const std::string& name : export_names()) {
        const std::string file = file_name(name, ExportFormat::kCsv);
        const bool is_written =
            exports.format == ExportFormat::kCsv &&
            std::find(exports.tables.begin(), exports.tables.end(), name) != exports.tables.end();
        if (!is_written && is_our_csv(folder.path() / file, table_named(result, name)))
            outdated.push_back(file);
    }
    return outdated;
}

}  // namespace

const sim::Metric* RunSummary::find(std::string_view name, std::string_view scope) const {
    for (const sim::Metric& metric : metrics)
        if (metric.name == name && metric.scope == scope)
            return &metric;
    return nullptr;
}

const Table* Result::find(std::string_view table) const {
    for (const Table& candidate : tables)
        if (candidate.name == table)
            return &candidate;
    return nullptr;
}

const std::vector<std::string>& export_names() {
    static const std::vector<std::string> names{"jobs",       "series", "nodes",
                                                "placements", "racks",  "events"};
    return names;
}

expected<void, Diagnostics> write_result(OutputFolder& folder,
                                         const Result& result,
                                         const Export& exports) {
    auto written = folder.write(
        "result.bin", [&](const TextSink& sink) { write_columns(tables_of(result), sink); });
    if (written)
        written = folder.write("summary.json",
                               [&](const TextSink& sink) { sink(summary_json(result.summary)); });
    if (written)
        written = write_tables(folder, result, exports);
    if (!written)
        return written;
    return folder.commit(outdated_files(folder, result, exports));
}

expected<void, Diagnostics> write_exports(OutputFolder& folder,
                                          const Result& result,
                                          const Export& exports) {
    auto written = write_tables(folder, result, exports);
    return written ? folder.commit() : written;
}

expected<Result, Diagnostics> open_result(const std::string& folder) {
    std::error_code ignored;
    const std::filesystem::path path(folder);
    const std::string file =
        std::filesystem::is_directory(path, ignored) ? (path / "result.bin").string() : folder;
    auto tables = open_columns(file);
    if (!tables)
        return unexpected(std::move(tables.error()));
    auto result = result_of(std::move(*tables));
    if (!result) {
        Diagnostic fault;
        fault.place.file = file;
        fault.problem = "lacks tables that a result has";
        fault.wanted = "run the scenario again";
        return unexpected(Diagnostics{std::move(fault)});
    }
    return std::move(*result);
}

}  // namespace headroom::report
