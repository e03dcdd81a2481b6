// The eight rows of REFERENCE.md §1, exact, by the way a user goes: trace file and scenario file to
// World to record to metrics. Each row is asked of the CSV and of the SWF file of the same trace.

#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>

#include "sim/engine/simulation.hpp"
#include "sim/model/metrics.hpp"
#include "src/core/scenario/compile_world.hpp"
#include "tests/support/reference_trace.hpp"

#include <unistd.h>

namespace headroom::sim {
namespace {

struct Row {
    std::int64_t jobs;
    const char* placement;
    const char* policy;
    std::int64_t wait_sum_s;
    std::int64_t wait_max_s;
    std::int64_t makespan_s;
    double bounded_slowdown;  // to 6 decimals
    std::uint64_t checksum;   // Σ (i+1)·start_i mod (2⁶¹−1), seconds
};

// Seed 42, load 0.85, 256 nodes × 8 GPUs.
constexpr Row kRows[] = {
    {10'000, "pool", "fcfs", 2357181, 5123, 423942, 1.674250, 6378326593446},
    {10'000, "pool", "easy", 274546, 7150, 423942, 1.051227, 6360655145347},
    {10'000, "packed", "fcfs", 3503625, 6149, 423942, 2.010729, 6388098793242},
    {10'000, "packed", "easy", 261598, 7167, 423942, 1.039920, 6360646516738},
    {100'000, "pool", "fcfs", 216580788, 26433, 2385952, 7.233114, 7277795485396987},
    {100'000, "pool", "easy", 40279151, 37451, 2385952, 1.581765, 7270093798700925},
    {100'000, "packed", "fcfs", 340126018, 33762, 2385952, 10.838586, 7283399018025723},
    {100'000, "packed", "easy", 30448854, 40128, 2385952, 1.478679, 7269633019950204},
};

class TemporaryFolder {
public:
    TemporaryFolder()
        : path_(std::filesystem::temp_directory_path() /
                ("headroom_reference_rows_" + std::to_string(getpid()))) {
        std::filesystem::create_directories(path_);
    }
    ~TemporaryFolder() { std::filesystem::remove_all(path_); }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    [[nodiscard]] std::string file(const std::string& name) const { return path_ / name; }

private:
    std::filesystem::path path_;
};

class ReferenceRows : public testing::TestWithParam<const char*> {};

World read_world(const std::string& file) {
    const auto scenario = scenario::read_scenario(file);
    if (!scenario)
        throw std::runtime_error(format_diagnostics(scenario.error()));
    const auto traces = scenario::load_workloads(*scenario);
    if (!traces)
        throw std::runtime_error(format_diagnostics(traces.error()));
    auto compiled = scenario::compile_world(*scenario, *traces);
    if (!compiled)
        throw std::runtime_error(format_diagnostics(compiled.error()));
    return std::move(compiled->world);
}

void write_scenario(const std::string& file, const Row& row, const std::string& trace) {
    std::ofstream(file) << "schema = 1\n"
                        << "[cluster.reference]\n"
                        << "scheduler = { policy = \"" << row.policy << "\", placement = \""
                        << row.placement << "\" }\n"
                        << "[fleet.reference]\nnodes = 256\ngpus_per_node = 8\n"
                        << "[workload.reference]\ntrace = \"" << trace << "\"\n";
}

double metric(const Metrics& metrics, const std::string& name) {
    for (const Metric& candidate : metrics) {
        if (candidate.full_name() == name)
            return candidate.value;
    }
    ADD_FAILURE() << "no metric " << name;
    return -1;
}

std::uint64_t checksum_of_starts(const RunRecord& record) {
    __extension__ using Wide = unsigned __int128;
    constexpr std::uint64_t kMersenne61 = (std::uint64_t{1} << 61) - 1;
    Wide sum = 0;
    for (std::size_t job = 0; job < record.start_us.size(); ++job) {
        EXPECT_EQ(record.start_us[job] % 1'000'000, 0);
        sum = (sum + Wide{job + 1} * static_cast<Wide>(record.start_us[job] / 1'000'000)) %
              kMersenne61;
    }
    return static_cast<std::uint64_t>(sum);
}

TEST_P(ReferenceRows, AreReproducedExactly) {
    const std::string format = GetParam();
    const TemporaryFolder folder;
    for (const Row& row : kRows) {
        SCOPED_TRACE(std::to_string(row.jobs) + " " + row.placement + " " + row.policy);
        const std::string trace = folder.file(std::to_string(row.jobs) + "." + format);
        if (!std::filesystem::exists(trace)) {
            const auto reference = tests::make_reference_trace(row.jobs, 42);
            format == "csv" ? write_csv(reference, trace) : write_swf(reference, trace);
        }
        const std::string scenario = folder.file("scenario.toml");
        write_scenario(scenario, row, trace);
        const World world = read_world(scenario);
        const RunRecord record = simulate(world);
        const Metrics metrics = measure(world, record);
        // Sums of whole seconds below 2^53 are exact in a double.
        EXPECT_EQ(metric(metrics, "wait.sum_s"), static_cast<double>(row.wait_sum_s));
        EXPECT_DOUBLE_EQ(metric(metrics, "wait.mean_s"),
                         static_cast<double>(row.wait_sum_s) / static_cast<double>(row.jobs));
        EXPECT_EQ(metric(metrics, "wait.max_s"), static_cast<double>(row.wait_max_s));
        EXPECT_EQ(metric(metrics, "makespan_s"), static_cast<double>(row.makespan_s));
        EXPECT_NEAR(metric(metrics, "slowdown.bounded_mean"), row.bounded_slowdown, 5e-7);
        EXPECT_EQ(checksum_of_starts(record), row.checksum);
    }
}

INSTANTIATE_TEST_SUITE_P(Formats, ReferenceRows, testing::Values("csv", "swf"));

}  // namespace
}  // namespace headroom::sim
