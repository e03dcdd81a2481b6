#include "tests/support/reference_trace.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>

#include "src/core/trace/trace.hpp"
#include "tests/support/python_random.hpp"

#include <unistd.h>

namespace headroom::tests {
namespace {

const std::string kScript =
    std::string(HEADROOM_SOURCE_DIR) + "/../shared/reference/schedule/gen_trace.py";

class ReferenceTraceFiles : public testing::Test {
protected:
    void SetUp() override {
        folder_ = std::filesystem::path(testing::TempDir()) /
                  ("headroom_reference_" + std::to_string(::getpid()));
        std::filesystem::create_directories(folder_);
    }
    void TearDown() override { std::filesystem::remove_all(folder_); }

    std::string path(const std::string& name) const { return (folder_ / name).string(); }
    std::string bytes(const std::string& name) const {
        std::ostringstream text;
        text << std::ifstream(path(name), std::ios::binary).rdbuf();
        return text.str();
    }

    std::filesystem::path folder_;
};

std::int64_t checksum(const std::vector<std::int64_t>& column) {
    std::int64_t sum = 0;
    std::int64_t weight = 0;
    for (const std::int64_t value : column) {
        sum += ++weight * value;
    }
    return sum;
}

// >>> random.seed(42); random.random(), random.random()     (CPython 3.11)
TEST(PythonRandom, GivesTheNumbersOfCPython) {
    PythonRandom random(42);
    EXPECT_EQ(random.next(), 0.6394267984578837);
    EXPECT_EQ(random.next(), 0.025010755222666936);
    EXPECT_EQ(PythonRandom(0).next(), 0.8444218515250481);
    EXPECT_EQ(PythonRandom(1'000'000'000'000).next(), 0.4770217077490344);
}

// Sums of the script's own file for 1000 jobs, seed 42, load 0.85.
TEST(ReferenceTrace, HasTheChecksumsOfTheScript) {
    const ReferenceTrace trace = make_reference_trace(1000, 42);
    EXPECT_EQ(checksum(trace.submit_s), 8060672354);
    EXPECT_EQ(checksum(trace.gpus), 4377159);
    EXPECT_EQ(checksum(trace.runtime_s), 2132963989);
    EXPECT_EQ(checksum(trace.estimate_s), 6621739440);
}

TEST_F(ReferenceTraceFiles, AreTheScriptsByteForByte) {
    if (!std::filesystem::exists(kScript)) {
        GTEST_SKIP() << "needs " << kScript;
    }
    // From 3.12 on, sum() of floats compensates its roundings, which moves a few submit times by 1
    // s.
    if (std::system("python3 -c 'import sys; sys.exit(sys.version_info >= (3, 12))' 2>/dev/null") !=
        0) {
        GTEST_SKIP() << "needs python3 before 3.12";
    }
    struct Case {
        std::int64_t jobs, seed;
        const char* load;
    };
    for (const Case& c :
         {Case{10000, 42, "0.85"}, Case{3000, 0, "1.0"}, Case{3000, 8589934593, "0.6"}}) {
        const std::string command = "python3 '" + kScript + "' " + std::to_string(c.jobs) + " " +
                                    std::to_string(c.seed) + " '" + path("script") + "' --load " +
                                    c.load + " > /dev/null";
        ASSERT_EQ(std::system(command.c_str()), 0) << command;
        const ReferenceTrace trace = make_reference_trace(c.jobs, c.seed, std::stod(c.load));
        write_csv(trace, path("ours.csv"));
        write_swf(trace, path("ours.swf"));
        // Not EXPECT_EQ: a difference would print both files.
        EXPECT_TRUE(bytes("ours.csv") == bytes("script.csv")) << command;
        EXPECT_TRUE(bytes("ours.swf") == bytes("script.swf")) << command;
    }
}

TEST_F(ReferenceTraceFiles, SayTheSameInBothFormats) {
    const ReferenceTrace trace = make_reference_trace(100'000, 42);
    write_csv(trace, path("t.csv"));
    write_swf(trace, path("t.swf"));
    const auto csv = trace::read_trace(path("t.csv"));
    const auto swf = trace::read_trace(path("t.swf"));
    ASSERT_TRUE(csv);
    ASSERT_TRUE(swf);
    EXPECT_EQ(csv->trace.size(), 100'000u);
    EXPECT_TRUE(csv->trace.submit_us == swf->trace.submit_us);
    EXPECT_TRUE(csv->trace.runtime_us == swf->trace.runtime_us);
    EXPECT_TRUE(csv->trace.estimate_us == swf->trace.estimate_us);
    EXPECT_TRUE(csv->trace.gpus == swf->trace.gpus);
    EXPECT_EQ(csv->trace.zero, swf->trace.zero);
    EXPECT_TRUE(swf->report.warnings.empty());
    EXPECT_TRUE(swf->report.dropped.empty());
}

}  // namespace
}  // namespace headroom::tests
