#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/cli/run_program.hpp"
#include "tests/cli/small_scenario.hpp"

#include <nlohmann/json.hpp>

namespace headroom::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

TEST(CommandLine, HelpShowsWhatWorksByExample) {
    const ProgramRun help = run_headroom({"--help"});
    EXPECT_EQ(help.exit_code, 0);
    EXPECT_EQ(help.err, "");
    EXPECT_THAT(help.out, HasSubstr("headroom run scenarios/quickstart.toml -o out"));
    EXPECT_THAT(help.out, Not(HasSubstr("backtest")));
    EXPECT_EQ(run_headroom({"help"}).out, help.out);
    EXPECT_EQ(run_headroom({"help", "run"}).out, run_headroom({"run", "--help"}).out);
}

TEST(CommandLine, FaultsAreExit2AndOnStderr) {
    const std::vector<std::vector<std::string>> faults{
        {},
        {"simulate"},
        {"run"},
        {"run", "a.toml", "--bogus"},
        {"run", "a.toml", "--csv"},
        {"run", "a.toml", "-o", "x", "--csv", "bogus"},
        {"run", "a.toml", "--seed", "x"},
        {"run", "a.toml", "--seed", "-1"},
        {"run", "a.toml", "--format", "xml"},
        {"run", "a.toml", "--time-limit", "30"},
        {"run", "a.toml", "--time-limit", "0 s"},
        {"report", "out", "--format", "pdf"},
    };
    for (const auto& arguments : faults) {
        const ProgramRun run = run_headroom(arguments);
        EXPECT_EQ(run.exit_code, 2) << testing::PrintToString(arguments);
        EXPECT_EQ(run.out, "") << testing::PrintToString(arguments);
        EXPECT_NE(run.err, "") << testing::PrintToString(arguments);
    }
}

TEST(CommandLine, VersionNamesTheCommit) {
    const ProgramRun run = run_headroom({"--version"});
    EXPECT_EQ(run.exit_code, 0);
    EXPECT_THAT(run.out, testing::MatchesRegex("headroom [0-9.]+ \\([a-z0-9-]+\\)\n"));
}

TEST(CommandLine, ListsEveryMetricWithUnitAndMeaning) {
    const ProgramRun text = run_headroom({"--list-metrics"});
    EXPECT_EQ(text.exit_code, 0);
    EXPECT_THAT(text.out, AllOf(StartsWith("metric"), HasSubstr("wait.p95_s")));
    const auto json =
        nlohmann::json::parse(run_headroom({"--list-metrics", "--format", "json"}).out);
    EXPECT_GT(json["rows"].size(), 20U);
}

TEST(Schema, IsJsonAndText) {
    const ProgramRun schema = run_headroom({"schema"});
    EXPECT_EQ(schema.exit_code, 0);
    EXPECT_TRUE(nlohmann::json::parse(schema.out).contains("properties"));
    EXPECT_THAT(run_headroom({"schema", "--text"}).out, HasSubstr("[fleet.NAME]"));
}

TEST(Validate, TellsEveryProblemOfEveryScenario) {
    const TemporaryFolder folder;
    const std::string good = folder.write("good.toml", kSmallScenario);
    const std::string bad = folder.write("bad.toml", "schema = 1\nnmae = \"x\"\n");
    const ProgramRun run = run_headroom({"validate", good, bad});
    EXPECT_EQ(run.exit_code, 2);
    EXPECT_EQ(run.out, good + ": valid, 32 GPUs, 500 jobs\n");
    EXPECT_THAT(run.err, AllOf(HasSubstr("did you mean 'name'?"), HasSubstr("fleet")));
    const auto json =
        nlohmann::json::parse(run_headroom({"validate", good, bad, "--format", "json"}).out);
    EXPECT_EQ(json[0]["valid"], true);
    EXPECT_EQ(json[1]["valid"], false);
    EXPECT_THAT(json[1]["problems"].dump(), HasSubstr("\"line\":2,\"path\":\"nmae\""));
}

TEST(Report, NeedsTheResultFolderOnly) {
    const TemporaryFolder folder;
    const std::string scenario = folder.write("small.toml", kSmallScenario);
    const ProgramRun run = run_headroom({"run", scenario, "-o", folder.path("out"), "--csv"});
    ASSERT_EQ(run.exit_code, 0);
    EXPECT_EQ(run_headroom({"report", folder.path("out")}).out, run.out);
    const ProgramRun csv = run_headroom(
        {"report", folder.path("out"), "--format", "csv", "-o", folder.path("csv"), "--quiet"});
    EXPECT_EQ(csv.exit_code, 0);
    EXPECT_EQ(csv.out + csv.err, "");
    for (const char* name : {"jobs", "series", "nodes", "placements", "events"}) {
        const std::string file = "/" + std::string(name) + ".csv";
        EXPECT_EQ(folder.read("csv" + file), folder.read("out" + file)) << name;
    }
    const ProgramRun json = run_headroom({"report", folder.path("out"), "--format", "json",
                                          "--tables", "jobs", "-o", folder.path("json")});
    EXPECT_EQ(json.exit_code, 0);
    EXPECT_EQ(nlohmann::json::parse(folder.read("json/jobs.json"))["rows"].size(), 500U);
}

TEST(Report, ADamagedResultIsExit3) {
    const TemporaryFolder folder;
    const std::string scenario = folder.write("small.toml", kSmallScenario);
    ASSERT_EQ(run_headroom({"run", scenario, "-o", folder.path("out")}).exit_code, 0);
    const std::string bytes = folder.read("out/result.bin");
    (void)folder.write("out/result.bin", bytes.substr(0, bytes.size() / 2));
    const ProgramRun run = run_headroom({"report", folder.path("out")});
    EXPECT_EQ(run.exit_code, 3);
    EXPECT_EQ(run.out, "");
    EXPECT_THAT(run.err, HasSubstr("is cut off"));
    EXPECT_EQ(run_headroom({"report", folder.path("none")}).exit_code, 3);
}

}  // namespace
}  // namespace headroom::test
