#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/cli/run_program.hpp"
#include "tests/cli/small_scenario.hpp"

#include <nlohmann/json.hpp>

namespace headroom::test {
namespace {

using nlohmann::json;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

class SizeCommand : public testing::Test {
protected:
    ProgramRun size(std::vector<std::string> more) const {
        std::vector<std::string> arguments{"size", scenario_};
        arguments.insert(arguments.end(), more.begin(), more.end());
        return run_headroom(arguments);
    }

    TemporaryFolder folder_;
    std::string scenario_ = folder_.write("small.toml", kSmallScenario);
    std::vector<std::string> nodes_{"--path", "fleet.a.nodes=2:40", "--target",
                                    "wait.mean <= 10 min"};

    ProgramRun size_nodes(const std::vector<std::string>& more) const {
        std::vector<std::string> arguments = nodes_;
        arguments.insert(arguments.end(), more.begin(), more.end());
        return size(arguments);
    }
};

TEST_F(SizeCommand, SaysTheAnswerFirstAndWhyTheNeighbourFails) {
    const ProgramRun run = size_nodes({});
    EXPECT_EQ(run.exit_code, 0) << run.err;
    const std::string first = run.out.substr(0, run.out.find('\n'));
    EXPECT_THAT(first, AllOf(StartsWith("fleet.a.nodes = "), HasSubstr("is the smallest of 2…40")));
    EXPECT_THAT(run.out, AllOf(HasSubstr("One step less, fleet.a.nodes = "),
                               HasSubstr("wait.mean <= 10 min is missed: "), HasSubstr("above"),
                               HasSubstr("One step more")));
}

TEST_F(SizeCommand, TheAnswerHoldsWhereCheckLooksAndTheValueBelowDoesNot) {
    const ProgramRun run = size_nodes({"--format", "json"});
    ASSERT_EQ(run.exit_code, 0) << run.err;
    const json found = json::parse(run.out);
    const int nodes = std::stoi(found["answer"]["set"]["fleet.a.nodes"].get<std::string>());
    EXPECT_TRUE(found["monotone"]);
    const auto wait_s = [&](int count) {
        const ProgramRun one = run_headroom({"run", scenario_, "--no-headroom", "--format", "json",
                                             "--set", "fleet.a.nodes=" + std::to_string(count)});
        return json::parse(one.out)["metrics"]["wait.mean_s"].get<double>();
    };
    EXPECT_LE(wait_s(nodes), 600);
    EXPECT_GT(wait_s(nodes - 1), 600);
    EXPECT_EQ(found["answer"]["targets"][0]["found"], wait_s(nodes));
}

TEST_F(SizeCommand, TheSameBytesForAnyNumberOfThreads) {
    for (const char* format : {"text", "json", "csv"}) {
        const std::vector<std::string> more{"--trials", "12",   "--confidence", "80 %",
                                            "--format", format, "--threads"};
        std::vector<std::string> one = more;
        one.emplace_back("1");
        std::vector<std::string> four = more;
        four.emplace_back("4");
        const ProgramRun run = size_nodes(one);
        EXPECT_EQ(run.exit_code, 0) << run.err;
        EXPECT_EQ(run.out, size_nodes(four).out);
    }
}

TEST_F(SizeCommand, NothingThatHoldsIsExit1WithTheBest) {
    const ProgramRun run = size({"--path", "fleet.a.nodes=2:40", "--target", "wait.max <= 0 s",
                                 "--target", "makespan < 1 min"});
    EXPECT_EQ(run.exit_code, 1);
    EXPECT_THAT(run.out, AllOf(StartsWith("No value of fleet.a.nodes in 2…40"),
                               HasSubstr("The best, fleet.a.nodes = "),
                               HasSubstr("makespan < 1 min is missed")));
    const ProgramRun grid =
        size({"--path", "fleet.a.nodes=2:4", "--path", "seed=1:2", "--target", "makespan < 1 min"});
    EXPECT_EQ(grid.exit_code, 1);
    EXPECT_THAT(grid.out, StartsWith("At no point of the grid"));
}

TEST_F(SizeCommand, BadQuestionsAreExit2AndTeach) {
    const auto expect = [&](const std::vector<std::string>& arguments, const char* text) {
        const ProgramRun run = size(arguments);
        EXPECT_EQ(run.exit_code, 2) << text;
        EXPECT_EQ(run.out, "");
        EXPECT_THAT(run.err, HasSubstr(text));
    };
    expect({"--path", "fleet.a.nodes=1:9"}, "there is no target");
    expect({"--path", "fleet.a.nodes=9:1", "--target", "wait.mean <= 1 h"}, "did you mean '1:9'?");
    expect({"--path", "fleet.a.nodes", "--target", "wait.mean <= 1 h"}, "is not path=value");
    expect({"--path", "fleet.a.nods=1:9", "--target", "wait.mean <= 1 h"}, "did you mean 'nodes'?");
    expect({"--path", "fleet.a.nodes=1:9", "--target", "wait.mean 1 h"}, "is no comparison");
    expect({"--path", "fleet.a.nodes=1:9", "--target", "wait.mean <= 1 MW"}, "1 MW");
    expect({"--path", "fleet.a.nodes=1:9", "--confidence", "90 %"}, "--trials");
    expect({"--path", "fleet.a.nodes=1:9", "--trials", "9", "--confidence", "1.5"}, "100 %");
    expect({"--target", "wait.mean <= 1 h"}, "--path");
    EXPECT_EQ(run_headroom({"size", "none.toml", "--path", "a=1:2"}).exit_code, 2);
}

TEST_F(SizeCommand, AGridGivesTheFrontOfWhatHolds) {
    const ProgramRun run =
        size({"--path", "fleet.a.nodes=2:12", "--path", "fleet.a.gpus_per_node=4:8:4", "--target",
              "wait.mean <= 5 h", "--minimise", "fleet.a.nodes", "--minimise", "wait.mean",
              "--format", "json"});
    ASSERT_EQ(run.exit_code, 0) << run.err;
    const json found = json::parse(run.out);
    EXPECT_EQ(found["tried"].size(), 22U);
    EXPECT_TRUE(found["answer"].is_null());
    const json& front = found["front"];
    ASSERT_GT(front.size(), 1U);
    for (std::size_t i = 1; i < front.size(); ++i) {
        EXPECT_GT(front[i]["objectives"][0], front[i - 1]["objectives"][0]);
        EXPECT_LT(front[i]["objectives"][1], front[i - 1]["objectives"][1]);
        EXPECT_TRUE(front[i]["holds"]);
    }
}

TEST_F(SizeCommand, WritesItsTableAndItsJson) {
    const ProgramRun run = size_nodes({"-o", folder_.path("out"), "--quiet"});
    EXPECT_EQ(run.exit_code, 0);
    EXPECT_EQ(run.out + run.err, "");
    EXPECT_THAT(folder_.names("out"), ElementsAre("points.csv", "size.json"));
    EXPECT_EQ(folder_.read("out/points.csv"), size_nodes({"--format", "csv"}).out);
    EXPECT_EQ(folder_.read("out/size.json"), size_nodes({"--format", "json"}).out);
    EXPECT_THAT(folder_.read("out/points.csv"),
                StartsWith("variant,point,metric,statistic,value,unit\n"
                           ",fleet.a.nodes=2,holds,value,0,\n"
                           ",fleet.a.nodes=2,wait.mean_s,value,"));
    EXPECT_EQ(size_nodes({"-o", scenario_ + "/out"}).exit_code, 3);
}

TEST_F(SizeCommand, StopsWithWhatIsKnown) {
    const std::string endless = folder_.write("endless.toml", kEndlessScenario);
    const std::vector<std::string> arguments{
        "size",       endless, "--path", "fleet.a.nodes=64:400", "--target", "wait.mean <= 1 s",
        "--progress", "json"};
    const ProgramRun run = run_headroom(arguments, {.interrupt_at = "\"simulate\""});
    EXPECT_EQ(run.exit_code, 130);
    EXPECT_THAT(run.out, HasSubstr("stopped early"));
    std::vector<std::string> limited = arguments;
    limited.insert(limited.end(), {"--time-limit", "10 ms"});
    EXPECT_EQ(run_headroom(limited).exit_code, 4);
}

}  // namespace
}  // namespace headroom::test
