#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "src/core/result/column_file.hpp"
#include "src/core/table/write_table.hpp"
#include "tests/core/result/small_run.hpp"

#include <nlohmann/json.hpp>
#include <unistd.h>

namespace headroom::report {
namespace {

namespace fs = std::filesystem;

class WriteResult : public testing::Test {
protected:
    WriteResult()
        : root_(fs::temp_directory_path() / ("headroom-result-" + std::to_string(::getpid()))) {}
    ~WriteResult() override { fs::remove_all(root_); }

    void write(const Result& result, const Export& exports = {}) {
        auto folder = OutputFolder::open(root_.string());
        ASSERT_TRUE(folder);
        ASSERT_TRUE(write_result(*folder, result, exports));
    }
    [[nodiscard]] std::vector<std::string> names() const {
        std::vector<std::string> found;
        for (const auto& entry : fs::directory_iterator(root_))
            found.push_back(entry.path().filename().string());
        return found;
    }
    [[nodiscard]] std::string content(const char* name) const {
        std::ifstream input(root_ / name, std::ios::binary);
        return {std::istreambuf_iterator<char>(input), {}};
    }

    fs::path root_;
};

TEST_F(WriteResult, OpensAgainWithAllThatAReportNeeds) {
    const Result written = make_small_result();
    write(written);
    const auto opened = open_result(root_.string());
    ASSERT_TRUE(opened);
    EXPECT_EQ(summary_json(opened->summary), summary_json(written.summary));
    EXPECT_EQ(opened->summary.simulated_us, 35'000'000);
    EXPECT_EQ(opened->summary.metrics.size(), written.summary.metrics.size());
    for (std::size_t i = 0; i < written.tables.size(); ++i) {
        const auto csv = [](const Table& table) {
            std::string text;
            write_csv(table, [&](std::string_view part) { text += part; });
            return text;
        };
        EXPECT_EQ(csv(opened->tables[i]), csv(written.tables[i])) << written.tables[i].name;
    }
    EXPECT_TRUE(open_result((root_ / "result.bin").string()));
}

TEST_F(WriteResult, TheSameResultIsTheSameBytesWhateverTheHostAndTime) {
    Result result = make_small_result();
    write(result);
    const std::string first = content("result.bin");
    auto first_summary = nlohmann::json::parse(content("summary.json"));
    result.summary.provenance.host = "elsewhere";
    result.summary.provenance.timing = {"2030-01-01T00:00:00Z", 1, 2, 3};
    write(result);
    EXPECT_EQ(content("result.bin"), first);
    auto second_summary = nlohmann::json::parse(content("summary.json"));
    EXPECT_NE(second_summary, first_summary);
    for (const char* key : {"device", "host", "timing"}) {
        first_summary["provenance"].erase(key);
        second_summary["provenance"].erase(key);
    }
    EXPECT_EQ(second_summary, first_summary);
}

TEST_F(WriteResult, SummaryHasTheKeysOfTheContractInOrder) {
    const auto json = nlohmann::ordered_json::parse(summary_json(make_small_result().summary));
    std::vector<std::string> keys;
    for (const auto& [key, value] : json.items())
        keys.push_back(key);
    EXPECT_THAT(keys, testing::ElementsAre("schema", "scenario", "currency", "stopped", "metrics",
                                           "warnings", "provenance"));
    keys.clear();
    for (const auto& [key, value] : json["provenance"].items())
        keys.push_back(key);
    EXPECT_THAT(keys, testing::ElementsAre("version", "git", "seed", "catalog", "variant", "set",
                                           "inputs", "device", "host", "timing"));
    EXPECT_EQ(json["schema"], 1);
    EXPECT_EQ(json["provenance"]["catalog"]["version"], "2026.11");
    EXPECT_EQ(json["provenance"]["catalog"]["sha256"].get<std::string>().size(), 64U);
    EXPECT_EQ(json["metrics"]["jobs.rejected"], 1);
    EXPECT_EQ(json["provenance"]["set"][0]["path"], "fleet.nodes.nodes");
}

TEST_F(WriteResult, ExportsThatAreNotRenewedGoWithTheOldResult) {
    write(make_small_result(), {ExportFormat::kCsv, {"jobs", "events"}});
    EXPECT_THAT(names(), testing::UnorderedElementsAre("result.bin", "summary.json", "jobs.csv",
                                                       "events.csv"));
    write(make_small_result(), {ExportFormat::kCsv, {"series"}});
    EXPECT_THAT(names(), testing::UnorderedElementsAre("result.bin", "summary.json", "series.csv"));
}

TEST_F(WriteResult, FilesOfOthersStay) {
    fs::create_directories(root_);
    std::ofstream(root_ / "jobs.csv") << "mine";
    write(make_small_result());
    EXPECT_EQ(content("jobs.csv"), "mine");
}

TEST_F(WriteResult, AFileWithoutTheTablesOfAResultIsRefused) {
    fs::create_directories(root_);
    std::ofstream file(root_ / "result.bin", std::ios::binary);
    write_columns({{"jobs", "", {integer_column("gpus", "GPU", {1})}}},
                  [&](std::string_view part) { file << part; });
    file.close();
    const auto opened = open_result(root_.string());
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().at(0).problem, "lacks tables that a result has");
}

TEST_F(WriteResult, AFolderWithoutResultSaysSo) {
    fs::create_directories(root_);
    const auto opened = open_result(root_.string());
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().at(0).problem, "cannot be opened: No such file or directory");
}

}  // namespace
}  // namespace headroom::report
