#pragma once

// A workload trace in columns, sorted by (submit, row of the file), whatever format it came in.
// Times are microseconds since the trace's zero.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/units.hpp"
#include "src/core/input/text_input.hpp"
#include "src/core/text/diagnostic.hpp"
#include "src/core/trace/labels.hpp"
#include "src/core/trace/text_column.hpp"

namespace headroom::trace {

constexpr std::int64_t kUnknown = -1;

struct Trace {
    std::string file;
    std::string format;
    std::optional<Instant> zero;  // the calendar time of 0, where the trace has dates
    TextColumn ids;
    std::vector<std::int64_t> submit_us;
    std::vector<std::int64_t> runtime_us;
    std::vector<std::int64_t> estimate_us;  // kUnknown: none
    std::vector<std::int64_t> eligible_us;  // recorded; kUnknown or an empty column: not recorded
    std::vector<std::int64_t> start_us;     // recorded, as eligible_us
    std::vector<std::int64_t> end_us;       // recorded, as eligible_us
    std::vector<std::uint32_t> gpus;
    std::vector<std::int32_t> priority;  // empty: all 0
    std::vector<std::int32_t> requeues;  // how often it was put back; empty: never
    // Share of its GPU-time in which it did work, in millionths; kUnknown or an empty column: not
    // recorded.
    std::vector<std::int32_t> activity_ppm;
    std::vector<std::int64_t> line;                          // of the file, for messages
    Labels user, account, partition, qos, gpu_model, state;  // the model it asked for
    Labels gpu_model_ran;  // the model it ran on, where that is known apart
    // Where it ran as the file says it ("gpu[01-04]"); for joining with meters of nodes.
    Labels hosts;
    bool ids_are_names = false;  // of people's making, such as Kubernetes pods'

    [[nodiscard]] std::size_t size() const { return submit_us.size(); }
};

// What was done to rows, by reason: "negative run time" 12 times, first on line 40.
struct RowCount {
    std::string reason;
    std::int64_t rows = 0;
    std::int64_t first_line = 0;
};

// One more row of this reason.
void count_reason(std::vector<RowCount>& counts, std::string_view reason, std::int64_t line);

struct ReadReport {
    std::int64_t rows = 0;           // data rows seen = jobs + Σ dropped
    std::int64_t bytes = 0;          // of text, decompressed
    std::vector<RowCount> dropped;   // left out
    std::vector<RowCount> adjusted;  // kept, but not as they stand in the file
    Diagnostics warnings;            // "the header says 527371 jobs, the file has 4096"
};

struct TraceFile {
    Trace trace;
    ReadReport report;
    bool is_placed = false;  // its times are the simulation's; else they are aligned with it
};

// Of formats that do not fix it: see Format::needs_time_unit.
enum class TimeUnit : std::uint8_t { kUnstated, kSeconds, kMilliseconds };

struct ReadOptions {
    std::string_view format = "auto";  // or one of format_names(); auto looks at the content
    TimeUnit time_unit = TimeUnit::kUnstated;
    input::ReadWatch watch{};  // may be empty; a reading that it stops is an error
};

// Reads a file, which may be compressed with gzip or zstd. The format "auto" looks at the content.
// Text that cannot be right (not a number, a wrong count of fields) is an error, the first 20 with
// their places; a row that is right but cannot be simulated (no run time, no GPU) is left out and
// counted. O(bytes + jobs · log jobs where they are not sorted by submit); of the file only a small
// buffer is held in memory.
[[nodiscard]] expected<TraceFile, Diagnostics> read_trace(const std::string& file,
                                                          const ReadOptions& options);
[[nodiscard]] expected<TraceFile, Diagnostics> read_trace(const std::string& file,
                                                          std::string_view format = "auto");

}  // namespace headroom::trace
