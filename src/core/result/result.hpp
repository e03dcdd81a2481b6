#pragma once

// What a run leaves behind: its summary and its tables. `open_result` reads back what
// `write_result` wrote; everything that shows a result (terminal, report, desktop) starts from
// here.

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "sim/base/units.hpp"
#include "sim/model/metrics.hpp"
#include "src/core/result/output_folder.hpp"
#include "src/core/table/table.hpp"
#include "src/core/text/diagnostic.hpp"

namespace headroom::report {

struct InputFile {
    std::string name;  // relative to the folder of the scenario
    std::string sha256;
};

struct Timing {
    std::string started;  // "2027-01-01T08:00:00Z"
    double wall_s = 0;
    double read_s = 0;
    double simulate_cpu_s = 0;
};

struct Provenance {
    std::string version;
    std::string git;
    std::uint64_t seed = 0;
    std::string catalog;         // its version, "2026.11"
    std::string catalog_sha256;  // of its files
    std::string variant;
    std::vector<std::pair<std::string, std::string>> overrides;  // path, value
    std::vector<InputFile> inputs;
    // These three differ between two runs of the same input; they are in summary.json only.
    std::string device = "cpu";
    std::string host;
    Timing timing;
};

// How a run ended. All three leave a valid result; only a cancelled one is partial.
constexpr const char* kStoppedFinished = "finished";
constexpr const char* kStoppedHorizon = "horizon";
constexpr const char* kStoppedCancelled = "cancelled";

struct RunSummary {
    std::string scenario;
    std::string currency;
    std::string stopped;
    std::string start;  // the calendar time of 0, empty where there is none
    std::int64_t simulated_us = 0;
    sim::Metrics metrics;
    std::string headroom;  // headroom.* in one sentence; empty where there are no targets
    std::vector<std::string> warnings;  // sentences; the loudest first
    Provenance provenance;
    // Small tables that every view of a result wants.
    Table fleets;       // name, cluster, hall, nodes, gpus_per_node, gpus
    Table gpu_use;      // use (allocated, held, free, down), gpu_h, share of the measured window
    Table wait_causes;  // cause, wait_s, share; the longest first

    [[nodiscard]] bool is_complete() const { return stopped != kStoppedCancelled; }
    // The metric of that name and scope, or nullptr. O(metrics).
    [[nodiscard]] const sim::Metric* find(std::string_view name, std::string_view scope = "") const;
};

struct Result {
    RunSummary summary;
    std::vector<Table> tables;  // jobs, series, nodes, placements, racks

    [[nodiscard]] const Table* find(std::string_view table) const;
};

// The tables that can be exported, in their order: those of a Result, and events, derived from
// jobs.
[[nodiscard]] const std::vector<std::string>& export_names();

enum class ExportFormat : std::uint8_t { kCsv, kJson };

struct Export {
    ExportFormat format = ExportFormat::kCsv;
    std::vector<std::string> tables;  // of export_names()
};

// Writes result.bin, summary.json and the exports, all or none, and removes exports of an older
// result.
[[nodiscard]] expected<void, Diagnostics> write_result(OutputFolder& folder,
                                                       const Result& result,
                                                       const Export& exports = {});

// Writes exports only.
[[nodiscard]] expected<void, Diagnostics> write_exports(OutputFolder& folder,
                                                        const Result& result,
                                                        const Export& exports);

// Reads a result folder, or a result.bin itself. Damaged, foreign and newer files are refused with
// a reason. Provenance has no device, host and timing. O(text cells); columns are mapped.
[[nodiscard]] expected<Result, Diagnostics> open_result(const std::string& folder);

// summary.json: fixed order of keys, shortest round-trip numbers.
[[nodiscard]] std::string summary_json(const RunSummary& summary);

}  // namespace headroom::report
