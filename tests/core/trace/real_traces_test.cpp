// Recorded traces of the wild, where they are at hand, against a second parser of a few lines.

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <numeric>
#include <sstream>
#include <stdexcept>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "src/core/trace/requests.hpp"
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

// What a few lines of Python print of the file: another program, another parser.
std::string count_in_python(const std::string& name, const std::string& script) {
    const std::string command = "python3 -c '\nimport csv, json, sys\nfile = open(sys.argv[1])\n" +
                                script + "' " + kTraces + name;
    std::FILE* const pipe = ::popen(command.c_str(), "r");
    std::string text;
    for (int letter = 0; pipe != nullptr && (letter = std::fgetc(pipe)) != EOF;) {
        text += static_cast<char>(letter);
    }
    EXPECT_EQ(pipe == nullptr ? -1 : ::pclose(pipe), 0) << command;
    return text;
}

// "reason rows" by reason, then rows, jobs and GPU-seconds, as the scripts print them.
std::string totals_text(const TraceFile& file) {
    std::string text;
    std::vector<RowCount> reasons = file.report.dropped;
    reasons.insert(reasons.end(), file.report.adjusted.begin(), file.report.adjusted.end());
    for (const RowCount& reason : reasons) {
        text += reason.reason + " " + std::to_string(reason.rows) + "\n";
    }
    std::int64_t gpu_us = 0;
    for (std::size_t row = 0; row < file.trace.size(); ++row) {
        gpu_us += file.trace.runtime_us[row] * file.trace.gpus[row];
    }
    return text + std::to_string(file.report.rows) + " " + std::to_string(file.trace.size()) + " " +
           std::to_string(gpu_us) + "\n";
}

void expect_totals(const std::string& name, const ReadOptions& options, const std::string& script) {
    const auto result = read_trace(kTraces + name, options);
    ASSERT_TRUE(result) << format_diagnostics(result.error());
    EXPECT_EQ(accounted_rows(*result), result->report.rows);
    EXPECT_TRUE(std::is_sorted(result->trace.submit_us.begin(), result->trace.submit_us.end()));
    EXPECT_EQ(totals_text(*result), count_in_python(name, script));
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

TEST_F(RealTraces, MuriIsReadInTheUnitThatIsStated) {
    expect_totals("muri/trace3.csv", {.time_unit = TimeUnit::kMilliseconds}, R"(
rows = list(csv.DictReader(file))
jobs = [r for r in rows if int(r["num_gpu"]) > 0 and int(r["duration"]) >= 0]
print(len(rows), len(jobs), sum(int(r["num_gpu"]) * int(r["duration"]) * 1000 for r in jobs))
)");
}

TEST_F(RealTraces, OpenbPodsAreKeptWhereTheyHeldWholeGpus) {
    expect_totals("openb/openb_pod_list_default.csv", {}, R"(
rows = list(csv.DictReader(file))
gpu = [r for r in rows if int(r["num_gpu"]) > 0]
whole = [r for r in gpu if int(r["gpu_milli"]) >= 1000]
jobs = [r for r in whole if r["scheduled_time"]]
print("a share of a GPU", len(gpu) - len(whole))
print("zero GPUs", len(rows) - len(gpu))
print("never started", len(whole) - len(jobs))
us = sum(int(r["num_gpu"]) * (int(r["deletion_time"]) - int(r["scheduled_time"])) for r in jobs)
print(len(rows), len(jobs), us * 1000000)
)");
}

TEST_F(RealTraces, DlrmInstancesAreCutByTheWindow) {
    expect_totals("alibaba-dlrm/disaggregated_DLRM_trace.csv", {}, R"(
rows = list(csv.DictReader(file))
times = ["creation_time", "scheduled_time", "deletion_time"]
us = lambda text: round(float(text) * 1000000)
last = max(us(r[t]) for r in rows for t in times if r[t])
jobs = [r for r in rows if int(r["gpu_request"]) > 0]
span = lambda r: (us(r["deletion_time"]) if r["deletion_time"] else last) - (
    us(r["scheduled_time"]) if r["scheduled_time"] else 0)
print("zero GPUs", len(rows) - len(jobs))
print("cut by the beginning of the window: runs from its first instant",
      sum(not r["creation_time"] for r in jobs))
print("cut by the end of the window: run time so far", sum(not r["deletion_time"] for r in jobs))
print(len(rows), len(jobs), sum(int(r["gpu_request"]) * span(r) for r in jobs))
)");
}

TEST_F(RealTraces, BatsimDelaysAreExact) {
    expect_totals("batsim/medium_late.json", {}, R"(
from decimal import Decimal
load = json.load(file, parse_float=Decimal)
delay = {name: p["delay"] for name, p in load["profiles"].items() if p["type"] == "delay"}
us = sum(j["res"] * int(delay[j["profile"]] * 1000000) for j in load["jobs"])
print(len(load["jobs"]), len(load["jobs"]), us)
)");
}

TEST_F(RealTraces, BatsimsScheduleKeepsItsStarts) {
    expect_totals("batsim/easy_out_jobs.csv", {}, R"(
from decimal import Decimal
rows = list(csv.DictReader(file))
us = sum(int(r["requested_number_of_resources"]) * int(Decimal(r["execution_time"]) * 1000000)
         for r in rows)
print(len(rows), len(rows), us)
)");
    const auto file = read_trace(kTraces + "batsim/easy_out_jobs.csv");
    ASSERT_TRUE(file);
    std::int64_t wait_us = 0;
    for (std::size_t row = 0; row < file->trace.size(); ++row) {
        wait_us += file->trace.start_us[row] - file->trace.submit_us[row];
    }
    // Batsim's own summary of it: mean_waiting_time 9.516326 over 801 jobs
    EXPECT_NEAR(static_cast<double>(wait_us) / 801e6, 9.516326, 1e-6);
}

TEST_F(RealTraces, RequestsAreReadWithAllTheirTokens) {
    for (const std::string name : {"azure-llm/AzureLLMInferenceTrace_code.csv",
                                   "azure-llm/AzureLLMInferenceTrace_conv.csv"}) {
        const auto result = read_requests(kTraces + name);
        ASSERT_TRUE(result) << format_diagnostics(result.error());
        const Requests& requests = result->requests;
        const auto sum = [](const std::vector<std::uint32_t>& counts) {
            return std::accumulate(counts.begin(), counts.end(), std::int64_t{0});
        };
        EXPECT_THAT(result->report.dropped, IsEmpty());
        EXPECT_EQ(std::to_string(result->report.rows) + " " +
                      std::to_string(sum(requests.prompt_tokens)) + " " +
                      std::to_string(sum(requests.generated_tokens)) + " " +
                      std::to_string(requests.time_us.back()) + "\n",
                  count_in_python(name, R"(
from datetime import datetime
rows = list(csv.DictReader(file))
us = []
for r in rows:
    whole, fraction = r["TIMESTAMP"].split(".")
    seconds = datetime.fromisoformat(whole + "+00:00").timestamp()
    us.append(int(seconds) * 1000000 + (int(fraction) + 5) // 10)
print(len(rows), sum(int(r["ContextTokens"]) for r in rows),
      sum(int(r["GeneratedTokens"]) for r in rows), max(us) - min(us))
)"));
    }
}

TEST_F(RealTraces, OfOtherShapesAreRefusedNotGuessed) {
    for (const char* name :
         {"muri/trace3.csv", "azure-llm/AzureLLMInferenceTrace_code.csv", "lingjun/topo.csv",
          "swf/hpc2n.swf.machines", "openb/openb_node_list_gpu_node.csv",
          "openb/expected_allocation_default.csv"}) {
        EXPECT_FALSE(read_trace(kTraces + name)) << name;
    }
}

}  // namespace
}  // namespace headroom::trace
