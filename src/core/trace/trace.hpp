#pragma once

// A workload trace in columns, sorted by (submit, row of the file), whatever format it came in. Times are
// microseconds since the trace's zero.

#include "sim/base/units.hpp"
#include "src/core/text/diagnostic.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace headroom::trace {

constexpr std::int64_t kUnknown = -1;

// Few distinct texts over many rows: account, partition, … Code 0 is the empty text.
class Labels {
  public:
    void push_back(std::string_view text);
    [[nodiscard]] std::uint32_t code(std::size_t row) const {
        return codes_.empty() ? 0 : codes_[row];
    }
    [[nodiscard]] const std::string& text(std::size_t row) const { return texts_[code(row)]; }
    [[nodiscard]] const std::vector<std::string>& texts() const { return texts_; }
    void reorder(const std::vector<std::uint32_t>& rows);  // new row i was row rows[i]

  private:
    std::vector<std::string> texts_{""};
    std::vector<std::uint32_t> codes_;  // empty while every text is empty
    std::size_t size_ = 0;
    std::unordered_map<std::string, std::uint32_t> code_of_;
};

struct Trace {
    std::string file;
    std::string format;
    std::optional<Instant> zero;  // the calendar time of 0, where the trace has dates
    std::vector<std::string> ids;
    std::vector<std::int64_t> submit_us;
    std::vector<std::int64_t> runtime_us;
    std::vector<std::int64_t> estimate_us;  // kUnknown: none
    std::vector<std::int64_t> eligible_us;  // recorded; kUnknown or an empty column: not recorded
    std::vector<std::int64_t> start_us;     // recorded
    std::vector<std::int64_t> end_us;       // recorded
    std::vector<std::uint32_t> gpus;
    std::vector<std::int32_t> priority;  // empty: all 0
    std::vector<std::int64_t> line;      // of the file, for messages
    Labels user, account, partition, qos, gpu_model, state;

    [[nodiscard]] std::size_t size() const { return submit_us.size(); }
};

// Rows that were left out, by reason: "negative run time" 12 times, first on line 40.
struct Dropped {
    std::string reason;
    std::int64_t rows = 0;
    std::int64_t first_line = 0;
};

struct ReadReport {
    std::int64_t rows = 0;      // data rows seen = jobs + Σ dropped
    std::int64_t bytes = 0;
    std::vector<Dropped> dropped;
    Diagnostics warnings;       // "the header says 527371 jobs, the file has 4096"
};

struct TraceFile {
    Trace trace;
    ReadReport report;
};

// Reads a file; `format` is "auto", "csv", "swf" or "philly". Auto looks at the content.
[[nodiscard]] expected<TraceFile, Diagnostics> read_trace(const std::string& file,
                                                          std::string_view format = "auto");

}  // namespace headroom::trace
