#pragma once

// Texts as trace files, and what the reader says of them in one line each.

#include <string>
#include <string_view>
#include <vector>

#include "src/core/trace/trace.hpp"

namespace headroom::trace {

// Reads the text through a file that is gone afterwards.
[[nodiscard]] expected<TraceFile, Diagnostics> read_text(std::string_view text,
                                                         std::string_view format = "auto");

[[nodiscard]] expected<TraceFile, Diagnostics> read_text(std::string_view text,
                                                         const ReadOptions& options);

// The trace of a text without errors; throws, which fails the test, where there are some.
[[nodiscard]] TraceFile read_good(std::string_view text, std::string_view format = "auto");
[[nodiscard]] TraceFile read_good(std::string_view text, const ReadOptions& options);

// "line:column: problem; wanted; hint", without what is not there.
[[nodiscard]] std::string describe(const Diagnostic& diagnostic);
[[nodiscard]] std::vector<std::string> describe(const Diagnostics& diagnostics);

// "reason: rows, first line".
[[nodiscard]] std::vector<std::string> describe(const std::vector<RowCount>& dropped);

// Rows that are jobs and rows that were dropped; equal to report.rows for every file that is read.
[[nodiscard]] std::int64_t accounted_rows(const TraceFile& file);

}  // namespace headroom::trace
