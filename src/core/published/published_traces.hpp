#pragma once

// What has been published of recorded GPU workloads (data/published/traces.toml): figures to set
// beside an imported trace, and what the generator's presets are calibrated to.

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "src/core/text/diagnostic.hpp"

namespace headroom::trace {

struct PublishedNumber {
    double value = 0;
    std::string source;  // a key of sources
    std::string how;     // "table", "figure", "derived", "recomputed", "from-memory"
};

// Shares of jobs, and of GPU time, with more than up_to[i - 1] and at most up_to[i] GPUs; each of
// them adds up to 1 but for rounding.
struct PublishedSizes {
    std::vector<double> up_to;
    std::vector<double> jobs;
    std::vector<double> gpu_time;
    std::string source;
    std::string how;
};

struct PublishedStates {
    double completed = 0;
    double cancelled = 0;
    double failed = 0;
    std::string source;
    std::string how;
};

struct PublishedTrace {
    std::string name;  // "philly"
    std::string title;
    std::string counts;                // what one job is
    std::vector<std::string> formats;  // of the reader
    std::vector<std::string> names;    // words of a path that tell it from others of its format
    std::optional<PublishedNumber> jobs;
    std::optional<PublishedNumber> gpus;  // installed
    std::optional<PublishedNumber> users;
    std::optional<PublishedNumber> run_time_mean_s;
    std::optional<PublishedNumber> run_time_median_s;
    std::optional<PublishedNumber> run_time_p95_s;
    std::optional<PublishedNumber> run_time_max_s;
    std::optional<PublishedNumber> gpus_mean;  // of a job
    std::optional<PublishedNumber> gpus_max;
    std::optional<PublishedNumber> gpu_hours;
    std::vector<std::pair<double, double>> run_time_cdf;  // (s, share of jobs at most so long)
    std::optional<PublishedSizes> sizes;
    std::optional<PublishedStates> states;           // shares of jobs
    std::optional<PublishedStates> states_gpu_time;  // shares of GPU time
    std::vector<double> hourly;                      // weight of each hour of the day
    std::vector<double> weekly;                      // weight of each day from Monday
    std::vector<std::string> conflicts;
};

struct PublishedSource {
    std::string name;
    std::string title;
    std::string url;
};

struct PublishedTraces {
    std::vector<PublishedTrace> traces;
    std::vector<PublishedSource> sources;
    [[nodiscard]] const PublishedTrace* find(std::string_view name) const;
    [[nodiscard]] const PublishedSource* find_source(std::string_view name) const;
    // The one that a file of this format is most likely a copy of: of its format, and with one of
    // its names among the words of the path if others have that format too. Null if none.
    [[nodiscard]] const PublishedTrace* find_for_file(std::string_view format,
                                                      std::string_view path) const;
};

// Reads such a file; `file` is for messages. Every unknown key, value without a source and share
// beyond 100 % is a problem.
[[nodiscard]] expected<PublishedTraces, Diagnostics> parse_published_traces(
    std::string_view text, const std::string& file);

// The ones that the program brings along. Read once.
[[nodiscard]] const PublishedTraces& published_traces();

}  // namespace headroom::trace
