#include "tests/core/trace/trace_text.hpp"

#include <filesystem>
#include <fstream>
#include <stdexcept>

#include <gtest/gtest.h>

#include <unistd.h>

namespace headroom::trace {

expected<TraceFile, Diagnostics> read_text(std::string_view text, std::string_view format) {
    return read_text(text, ReadOptions{.format = format});
}

expected<TraceFile, Diagnostics> read_text(std::string_view text, const ReadOptions& options) {
    const std::string file =
        testing::TempDir() + "headroom_trace_" + std::to_string(::getpid()) + ".txt";
    std::ofstream(file, std::ios::binary) << text;
    expected<TraceFile, Diagnostics> result = read_trace(file, options);
    std::filesystem::remove(file);
    return result;
}

TraceFile read_good(std::string_view text, std::string_view format) {
    return read_good(text, ReadOptions{.format = format});
}

TraceFile read_good(std::string_view text, const ReadOptions& options) {
    expected<TraceFile, Diagnostics> result = read_text(text, options);
    if (!result) {
        throw std::runtime_error(format_diagnostics(result.error()));
    }
    EXPECT_EQ(accounted_rows(*result), result->report.rows);
    EXPECT_EQ(result->report.bytes, static_cast<std::int64_t>(text.size()));
    return std::move(*result);
}

std::string describe(const Diagnostic& diagnostic) {
    std::string text;
    if (diagnostic.place.line > 0) {
        text = std::to_string(diagnostic.place.line) + ":" +
               std::to_string(diagnostic.place.column) + ": ";
    }
    text += diagnostic.problem;
    text += diagnostic.wanted.empty() ? "" : "; " + diagnostic.wanted;
    text += diagnostic.hint.empty() ? "" : "; " + diagnostic.hint;
    return text;
}

std::vector<std::string> describe(const Diagnostics& diagnostics) {
    std::vector<std::string> texts;
    for (const Diagnostic& diagnostic : diagnostics) {
        texts.push_back(describe(diagnostic));
    }
    return texts;
}

std::vector<std::string> describe(const std::vector<RowCount>& dropped) {
    std::vector<std::string> texts;
    for (const RowCount& reason : dropped) {
        texts.push_back(reason.reason + ": " + std::to_string(reason.rows) + ", line " +
                        std::to_string(reason.first_line));
    }
    return texts;
}

std::int64_t accounted_rows(const TraceFile& file) {
    auto rows = static_cast<std::int64_t>(file.trace.size());
    for (const RowCount& reason : file.report.dropped) {
        rows += reason.rows;
    }
    return rows;
}

}  // namespace headroom::trace
