// Recorded traces of the wild, where they are at hand, against a second parser of a few lines.

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/core/trace/trace_text.hpp"

namespace headroom::trace {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const std::string kTraces = std::string(HEADROOM_SOURCE_DIR) + "/../shared/traces/";

struct Totals {
    std::int64_t rows = 0;
    std::int64_t jobs = 0;
    double gpu_s = 0;
};

Totals totals_of(const TraceFile& file) {
    Totals totals{file.report.rows, static_cast<std::int64_t>(file.trace.size()), 0};
    for (std::size_t row = 0; row < file.trace.size(); ++row) {
        totals.gpu_s +=
            static_cast<double>(file.trace.runtime_us[row]) * 1e-6 * file.trace.gpus[row];
    }
    return totals;
}

void count(Totals& totals, double runtime_s, double gpus) {
    ++totals.rows;
    if (runtime_s >= 0 && gpus > 0) {
        ++totals.jobs;
        totals.gpu_s += runtime_s * gpus;
    }
}

Totals count_swf(const std::string& file) {
    Totals totals;
    std::ifstream in(file);
    for (std::string line; std::getline(in, line);) {
        std::istringstream words(line);
        double field[9];
        int read = 0;
        while (read < 9 && words >> field[read]) {
            ++read;
        }
        if (read == 9) {
            count(totals, field[3], field[7] > 0 ? field[7] : field[4]);
        }
    }
    return totals;
}

Totals count_philly(const std::string& file) {
    Totals totals;
    std::ifstream in(file);
    std::string line;
    std::getline(in, line);
    while (std::getline(in, line) && !line.empty()) {
        const std::size_t duration = line.find(',') + 1;
        const std::size_t gpus = line.find(',', duration) + 1;
        count(totals, std::stod(line.substr(duration)), std::stod(line.substr(gpus)));
    }
    return totals;
}

// The file's trace, its totals checked.
TraceFile read_checked(const std::string& name, Totals (*count_file)(const std::string&)) {
    const std::string file = kTraces + name;
    const auto result = read_trace(file);
    if (!result) {
        throw std::runtime_error(format_diagnostics(result.error()));
    }
    EXPECT_EQ(accounted_rows(*result), result->report.rows);
    EXPECT_TRUE(std::is_sorted(result->trace.submit_us.begin(), result->trace.submit_us.end()));
    const Totals expected_totals = count_file(file);
    const Totals totals = totals_of(*result);
    EXPECT_EQ(totals.rows, expected_totals.rows);
    EXPECT_EQ(totals.jobs, expected_totals.jobs);
    // Sums of 10^5 doubles in different orders differ by less than 10^5 roundings.
    EXPECT_NEAR(totals.gpu_s, expected_totals.gpu_s, 1e-10 * expected_totals.gpu_s);
    return *result;
}

class RealTraces : public testing::Test {
protected:
    void SetUp() override {
        if (!std::filesystem::exists(kTraces)) {
            GTEST_SKIP() << "needs the recorded traces in " << kTraces;
        }
    }
};

TEST_F(RealTraces, PhillyIsReadToTheLastRow) {
    const TraceFile file = read_checked("philly/philly.csv", count_philly);
    EXPECT_EQ(file.trace.format, "philly");
    EXPECT_EQ(file.trace.size(), 82247u);
    EXPECT_THAT(file.report.dropped, IsEmpty());
    EXPECT_EQ(file.trace.partition.texts().size(), 1u + 15u);  // 15 virtual clusters
    EXPECT_DOUBLE_EQ(totals_of(file).gpu_s, 3521082502.0);     // awk: Σ duration × num_gpus
}

TEST_F(RealTraces, Hpc2nDropsJobsThatNeverRanAndTellsOfItsHeader) {
    const TraceFile file = read_checked("swf/hpc2n.swf", count_swf);
    EXPECT_EQ(file.trace.zero, Instant{1'027'839'845'000'000});
    EXPECT_THAT(describe(file.report.dropped), ElementsAre("unknown run time: 25, line 34"));
    EXPECT_THAT(describe(file.report.warnings),
                ElementsAre("the header says 527371 jobs, the file has 3170"));
}

TEST_F(RealTraces, LublinHasNeitherEstimatesNorDates) {
    const TraceFile file = read_checked("swf/lublin_256.swf", count_swf);
    EXPECT_EQ(file.trace.zero, std::nullopt);
    EXPECT_EQ(file.trace.size(), 10000u);
    EXPECT_THAT(file.trace.estimate_us, testing::Each(kUnknown));
    EXPECT_THAT(file.trace.start_us, IsEmpty());
    EXPECT_THAT(file.report.warnings, IsEmpty());
}

TEST_F(RealTraces, WagapHasDatesAndWideRows) {
    const TraceFile file = read_checked("swf/wagap-2013.swf", count_swf);
    EXPECT_EQ(file.trace.zero, Instant{1'356'996'147'000'000});
    EXPECT_EQ(file.trace.submit_us.front(), 0);
    EXPECT_THAT(describe(file.report.dropped), ElementsAre("negative run time: 2, line 4186"));
}

TEST_F(RealTraces, OfOtherShapesAreRefusedNotGuessed) {
    for (const char* name : {"muri/trace3.csv", "azure-llm/AzureLLMInferenceTrace_code.csv",
                             "lingjun/topo.csv", "swf/hpc2n.swf.machines"}) {
        EXPECT_FALSE(read_trace(kTraces + name)) << name;
    }
}

}  // namespace
}  // namespace headroom::trace
