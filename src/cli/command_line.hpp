#pragma once

// What the user asked for. Only command_line.cpp and the files of options/ know the option parser.

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "src/cli/command_tree.hpp"
#include "src/core/init/site_records.hpp"
#include "src/core/store/select_runs.hpp"
#include "src/core/trace/trace.hpp"
#include "src/study/montecarlo/device_wish.hpp"
#include "src/study/size/size_question.hpp"

namespace headroom::cli {

enum class OutputFormat : std::uint8_t { kText, kJson };
enum class ProgressMode : std::uint8_t { kAuto, kJson, kNone };

// What changes a scenario, the same for every command that reads one.
struct ScenarioOptions {
    std::vector<std::string> set;  // path=value
    std::string set_from;          // a CSV file of path,value
    std::string variant;
    std::string seed;  // as given; checked where every value of a scenario is
};

struct RunRequest {
    std::string scenario;
    ScenarioOptions options;
    std::string output_folder;            // empty: write nothing
    std::vector<std::string> csv_tables;  // of export_names()
    bool skips_headroom = false;          // one simulation only
    std::string store_file;               // empty: the run is not kept
    std::optional<double> time_limit_s;
    OutputFormat format = OutputFormat::kText;
    ProgressMode progress = ProgressMode::kAuto;
    bool quiet = false;
};

struct ValidateRequest {
    std::vector<std::string> scenarios;
    ScenarioOptions options;
    OutputFormat format = OutputFormat::kText;
    bool quiet = false;
};

enum class ModelsFormat : std::uint8_t { kText, kJson, kCsv, kMarkdown };

struct ValidateModelsRequest {
    std::string model;          // empty: all
    std::string output_folder;  // empty: write nothing
    ModelsFormat format = ModelsFormat::kText;
    bool quiet = false;
};

struct CheckRequest {
    std::vector<std::string> scenarios;
    ScenarioOptions options;
    bool with_variants = false;
    std::optional<std::size_t> trials;  // none: as the scenario says, or 100
    int threads = 0;                    // 0: as many as there are cores
    std::string junit_file, markdown_file, openmetrics_file, json_file;  // empty: not written
    bool for_github = false;
    std::string baseline_folder;  // empty: nothing to compare with
    bool updates_baseline = false;
    std::string store_file;  // empty: runs are not kept
    std::optional<double> time_limit_s;
    OutputFormat format = OutputFormat::kText;
    ProgressMode progress = ProgressMode::kAuto;
    bool lists_passes = false;
    bool quiet = false;
};

enum class SweepFormat : std::uint8_t { kText, kJson, kCsv };

struct SweepRequest {
    std::string scenario;
    ScenarioOptions options;
    std::vector<std::string> over;     // path=values
    std::vector<std::string> metrics;  // patterns; none: what a planner asks for first
    std::size_t trials = 0;            // 0: a plain run a point
    int threads = 0;                   // 0: as many as there are cores
    std::string output_folder;         // empty: write nothing
    std::optional<double> time_limit_s;
    SweepFormat format = SweepFormat::kText;
    ProgressMode progress = ProgressMode::kAuto;
    bool quiet = false;
};

struct ReportRequest {
    std::vector<std::string> results;
    std::vector<std::string> formats;  // text, csv, json
    std::vector<std::string> tables;   // of export_names(); empty: all
    std::string output_folder;         // empty: the result's own
    bool quiet = false;
};

struct SchemaRequest {
    bool as_text = false;
};

enum class CatalogAction : std::uint8_t { kList, kShow, kDiff };
enum class CatalogFormat : std::uint8_t { kText, kJson, kCsv };

struct CatalogRequest {
    CatalogAction action = CatalogAction::kList;
    std::string catalog;  // a version or a folder; empty: the newest that is shipped
    std::string other;    // of a difference, what `catalog` is compared with
    std::string kind;     // of a list: "gpus"; empty: all
    std::string name;     // of what to show
    CatalogFormat format = CatalogFormat::kText;
};

struct ImportRequest {
    std::vector<std::string> files;
    std::string format_of_input = "auto";  // or of one kind's reader
    trace::TimeUnit time_unit = trace::TimeUnit::kUnstated;
    std::string like;            // a name of what is published; empty: by the file
    std::string output_file;     // empty: write nothing; "-": stdout
    std::string key_file;        // of pseudonyms; empty: names stay
    std::string samples_file;    // of GPUs, for the activity of jobs; empty: none
    double samples_shift_s = 0;  // added to the samples' times
    bool strict = false;
    OutputFormat format = OutputFormat::kText;
    ProgressMode progress = ProgressMode::kAuto;
    bool quiet = false;
};

struct InitRequest {
    init::SiteFiles files;
    std::string output_file;
    bool overwrites = false;
    ProgressMode progress = ProgressMode::kAuto;
    bool quiet = false;
};

enum class Shell : std::uint8_t { kBash, kZsh, kFish };

struct CompletionRequest {
    Shell shell = Shell::kBash;
    CommandEntry program;
};

struct ManRequest {
    std::string command;        // empty: the program
    std::string output_folder;  // for every page; empty: one page on stdout
    CommandEntry program;
};

enum class RunsAction : std::uint8_t { kAdd, kList, kShow, kCompare, kTrend, kExport, kPrune };
enum class RunsFormat : std::uint8_t { kText, kJson, kCsv, kOpenMetrics };

struct RunsRequest {
    RunsAction action = RunsAction::kList;
    std::string store;               // a file; empty: the default
    std::vector<std::string> names;  // of results to add, of runs to show or compare
    std::string label;               // of what is added
    std::string metric;              // of a trend
    store::RunFilter filter;
    std::optional<CalendarSpan> older_than;  // what to prune
    std::optional<std::size_t> keep;         // what not to prune
    bool only_tells = false;                 // what would be pruned
    RunsFormat format = RunsFormat::kText;
    bool quiet = false;
};

enum class CompareFormat : std::uint8_t { kText, kJson, kCsv, kMarkdown };

struct CompareRequest {
    std::vector<std::string> sources;  // scenario files and result folders
    std::vector<std::string> variants;
    std::vector<std::string> cases;
    ScenarioOptions options;           // without a variant
    std::vector<std::string> metrics;  // patterns; none: what a planner asks for first
    bool shows_all_metrics = false;
    std::size_t trials = 0;  // 0: one plain run each
    std::string objective = "wait.mean";
    bool skips_headroom = false;  // of plain runs
    double confidence = 0.95;
    int threads = 0;            // 0: as many as there are cores
    std::string output_folder;  // empty: write nothing
    std::optional<double> time_limit_s;
    CompareFormat format = CompareFormat::kText;
    ProgressMode progress = ProgressMode::kAuto;
    bool quiet = false;
};

enum class StudyFormat : std::uint8_t { kText, kJson, kCsv };

struct SizeRequest {
    std::string scenario;
    ScenarioOptions options;
    study::SizeQuestion question;
    int threads = 0;            // 0: as many as there are cores
    std::string output_folder;  // empty: write nothing
    std::optional<double> time_limit_s;
    StudyFormat format = StudyFormat::kText;
    ProgressMode progress = ProgressMode::kAuto;
    bool quiet = false;
};

// Trials 0 … count - 1, or a range of them.
struct TrialsWanted {
    std::optional<std::size_t> count;  // none: as the scenario says, or 1,000
    std::uint32_t first = 0;
    bool is_range = false;  // "a:b"
};

struct MonteCarloRequest {
    std::string scenario;
    ScenarioOptions options;
    bool is_plan = false;  // the plan in time steps instead of simulations
    TrialsWanted trials;
    std::string part_file;  // empty: no part is written
    study::DeviceWish device = study::DeviceWish::kAuto;
    std::vector<std::string> precisions;  // "wait.mean=5%"; none: as the scenario says
    std::vector<std::string> metrics;     // patterns; none: all, on the page what is asked first
    bool with_tornado = false;
    int threads = 0;            // 0: as many as there are cores
    std::string output_folder;  // empty: write nothing
    std::optional<double> time_limit_s;
    OutputFormat format = OutputFormat::kText;
    ProgressMode progress = ProgressMode::kAuto;
    bool quiet = false;
};

struct MergeRequest {
    std::vector<std::string> parts;
    std::vector<std::string> metrics;
    std::string output_folder;  // empty: write nothing
    OutputFormat format = OutputFormat::kText;
    bool quiet = false;
};

struct ListMetricsRequest {
    OutputFormat format = OutputFormat::kText;
};

// The user was already answered (help, version, a fault in the command line): leave with this code.
struct Answered {
    int exit_code = 0;
};

using Request = std::variant<Answered,
                             RunRequest,
                             ValidateRequest,
                             ValidateModelsRequest,
                             CheckRequest,
                             SweepRequest,
                             ReportRequest,
                             SchemaRequest,
                             CatalogRequest,
                             ImportRequest,
                             InitRequest,
                             CompletionRequest,
                             ManRequest,
                             RunsRequest,
                             CompareRequest,
                             SizeRequest,
                             MonteCarloRequest,
                             MergeRequest,
                             ListMetricsRequest>;

[[nodiscard]] Request parse_command_line(int argc, const char* const* argv);

}  // namespace headroom::cli
