// Ten million rows: counts and sums against what was written, and the memory they take.

#include <filesystem>

#include <gtest/gtest.h>

#include "src/core/trace/trace.hpp"
#include "tests/support/trace_files.hpp"

#include <sys/resource.h>
#include <unistd.h>

namespace headroom::trace {
namespace {

std::int64_t peak_bytes() {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    return std::int64_t{usage.ru_maxrss} * 1024;
}

TEST(LargeTrace, OfTenMillionRowsIsReadWholeInLittleMemory) {
    constexpr std::int64_t kJobs = 10'000'000;
    constexpr std::int64_t kMostBytesPerJob = 200;
    constexpr std::int64_t kSecond = 1'000'000;
    const std::string path =
        testing::TempDir() + "headroom_large_trace_" + std::to_string(::getpid()) + ".csv";
    const tests::TraceTotals totals = tests::write_trace_file(path, tests::TraceText::kCsv, kJobs);
    const std::int64_t bytes_before = peak_bytes();
    const auto file = read_trace(path);
    const std::int64_t bytes = peak_bytes() - bytes_before;
    std::filesystem::remove(path);
    ASSERT_TRUE(file) << format_diagnostics(file.error());
    EXPECT_EQ(file->report.rows, totals.rows);
    EXPECT_EQ(file->report.bytes, totals.bytes);
    EXPECT_TRUE(file->report.dropped.empty());
    EXPECT_TRUE(file->report.warnings.empty());
    const Trace& trace = file->trace;
    ASSERT_EQ(trace.size(), static_cast<std::size_t>(kJobs));
    std::int64_t gpus = 0, runtime_s = 0, submit_s = 0;
    for (std::size_t row = 0; row < trace.size(); ++row) {
        gpus += trace.gpus[row];
        runtime_s += trace.runtime_us[row] / kSecond;
        submit_s += trace.submit_us[row] / kSecond;
    }
    EXPECT_EQ(gpus, totals.gpus);
    EXPECT_EQ(runtime_s, totals.runtime_s);
    EXPECT_EQ(submit_s, totals.submit_s);
    EXPECT_EQ(static_cast<std::int64_t>(trace.user.texts().size()), totals.users + 1);
    EXPECT_EQ(trace.ids[trace.size() - 1], std::to_string(kJobs));
    EXPECT_LE(bytes, kMostBytesPerJob * kJobs);
    RecordProperty("bytes_per_job", static_cast<int>(bytes / kJobs));
}

}  // namespace
}  // namespace headroom::trace
