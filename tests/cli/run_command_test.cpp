#include <filesystem>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/cli/run_program.hpp"
#include "tests/cli/small_scenario.hpp"

#include <nlohmann/json.hpp>

namespace headroom::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

class RunCommand : public testing::Test {
protected:
    TemporaryFolder folder_;
    std::string scenario_ = folder_.write("small.toml", kSmallScenario);
};

TEST_F(RunCommand, PrintsTheSummaryOnStdoutAndTalksOnStderr) {
    const ProgramRun run = run_headroom({"run", scenario_});
    EXPECT_EQ(run.exit_code, 0);
    EXPECT_THAT(run.out, StartsWith("small\n"));
    EXPECT_THAT(run.out, HasSubstr("4 nodes × 8 = 32 GPUs (a)"));
    EXPECT_THAT(run.out, HasSubstr("500 submitted"));
    EXPECT_THAT(run.out, Not(HasSubstr("\033")));
    EXPECT_THAT(run.err, HasSubstr("Nothing was written"));
    EXPECT_THAT(run.err, Not(HasSubstr("\033")));
    EXPECT_THAT(folder_.names(), ElementsAre("small.toml"));
}

TEST_F(RunCommand, ColoursATerminalUnlessNoColorIsSet) {
    const ProgramRun coloured =
        run_headroom({"run", scenario_}, {.environment = {"TERM=xterm"}, .on_terminal = true});
    EXPECT_THAT(coloured.out, HasSubstr("\033[1msmall\033[0m"));
    const ProgramRun plain =
        run_headroom({"run", scenario_, "--progress", "none"},
                     {.environment = {"TERM=xterm", "NO_COLOR=1"}, .on_terminal = true});
    EXPECT_THAT(plain.out, HasSubstr("small"));
    EXPECT_THAT(plain.out, Not(HasSubstr("\033")));
}

TEST_F(RunCommand, QuietSaysNothingWhereAllIsWell) {
    const ProgramRun run = run_headroom({"run", scenario_, "--quiet", "-o", folder_.path("out")});
    EXPECT_EQ(run.exit_code, 0);
    EXPECT_EQ(run.out + run.err, "");
    EXPECT_THAT(folder_.names("out"), ElementsAre("result.bin", "summary.json"));
}

TEST_F(RunCommand, NeverReplacesOrRemovesATraceInTheResultsFolder) {
    const std::string trace = "id,submit,gpus,runtime\n1,0,1,60\n";
    static_cast<void>(folder_.write("jobs.csv", trace));
    const std::string scenario =
        folder_.write("own.toml", "schema = 1\n[fleet.a]\n[workload.w]\ntrace = \"jobs.csv\"\n");
    for (int twice = 0; twice < 2; ++twice) {
        EXPECT_EQ(run_headroom({"run", scenario, "--quiet", "-o", folder_.path()}).exit_code, 0);
        EXPECT_EQ(folder_.read("jobs.csv"), trace);
    }
    const ProgramRun run = run_headroom({"run", scenario, "-o", folder_.path(), "--csv", "jobs"});
    EXPECT_EQ(run.exit_code, 3);
    EXPECT_THAT(run.err, HasSubstr("jobs.csv: error: is an input of this run"));
    const ProgramRun report = run_headroom({"report", folder_.path(), "--format", "csv"});
    EXPECT_EQ(report.exit_code, 3);
    EXPECT_THAT(report.err, HasSubstr("is not an export of headroom"));
    EXPECT_EQ(folder_.read("jobs.csv"), trace);
}

TEST_F(RunCommand, AnEmptyOptionIsAMistake) {
    for (const char* option : {"-o", "--variant", "--seed", "--set-from"}) {
        const ProgramRun run = run_headroom({"run", scenario_, option, ""});
        EXPECT_EQ(run.exit_code, 2) << option;
        EXPECT_THAT(run.err, HasSubstr("is empty"));
    }
}

TEST_F(RunCommand, JsonOnStdoutIsTheSummary) {
    const ProgramRun run = run_headroom({"run", scenario_, "--format", "json", "--seed", "7"});
    EXPECT_EQ(run.exit_code, 0);
    EXPECT_EQ(run.err, "");
    const auto json = nlohmann::json::parse(run.out);
    EXPECT_EQ(json["scenario"], "small");
    EXPECT_EQ(json["metrics"]["jobs.submitted"], 500);
    EXPECT_EQ(json["provenance"]["seed"], 7);
    EXPECT_EQ(json["provenance"]["inputs"][0]["file"], "small.toml");
}

TEST_F(RunCommand, WritesTheTablesThatAreAskedFor) {
    EXPECT_EQ(run_headroom({"run", scenario_, "-o", folder_.path("all"), "--csv"}).exit_code, 0);
    EXPECT_THAT(folder_.names("all"),
                ElementsAre("events.csv", "jobs.csv", "nodes.csv", "placements.csv", "racks.csv",
                            "result.bin", "series.csv", "summary.json"));
    EXPECT_THAT(folder_.read("all/jobs.csv"),
                StartsWith("id,submit_s,start_s,end_s,gpus,fleet,nodes,state,wait_s,attempts,"
                           "lost_gpu_s,tenant,partition,reason\n"));
    EXPECT_EQ(run_headroom({"run", scenario_, "-o", folder_.path("two"), "--csv", "jobs,series"})
                  .exit_code,
              0);
    EXPECT_THAT(folder_.names("two"),
                ElementsAre("jobs.csv", "result.bin", "series.csv", "summary.json"));
}

TEST_F(RunCommand, TwiceTheSameIsTheSameBytesButForHostAndTiming) {
    for (const char* name : {"one", "two"})
        ASSERT_EQ(run_headroom({"run", scenario_, "-o", folder_.path(name), "--csv"}).exit_code, 0);
    for (const std::string& name : folder_.names("one")) {
        if (name != "summary.json") {
            EXPECT_EQ(folder_.read("one/" + name), folder_.read("two/" + name)) << name;
        }
    }
    auto one = nlohmann::json::parse(folder_.read("one/summary.json"));
    auto two = nlohmann::json::parse(folder_.read("two/summary.json"));
    for (const char* key : {"device", "host", "timing"}) {
        one["provenance"].erase(key);
        two["provenance"].erase(key);
    }
    EXPECT_EQ(one, two);
}

TEST_F(RunCommand, ChangesComeFromVariantThenFileThenSet) {
    const std::string changes = folder_.write("changes.csv", "path,value\nfleet.a.nodes,5\n");
    const auto gpus = [&](std::vector<std::string> options) {
        options.insert(options.begin(), {"run", scenario_});
        const std::string out = run_headroom(options).out;
        const std::size_t at = out.find("= ");
        return out.substr(at + 2, out.find(" GPUs") - at - 2);
    };
    EXPECT_EQ(gpus({}), "32");
    EXPECT_THAT(run_headroom({"run", scenario_, "--variant", "larger"}).out,
                HasSubstr("Changed     variant larger\n  Fleet       8 nodes × 8 = 64 GPUs"));
    EXPECT_THAT(run_headroom({"run", scenario_, "--variant", "larger", "--set-from", changes}).out,
                HasSubstr("5 nodes × 8 = 40 GPUs"));
    EXPECT_THAT(run_headroom({"run", scenario_, "--set-from", changes, "--set", "fleet.a.nodes=6",
                              "--set", "name=other"})
                    .out,
                testing::AllOf(StartsWith("other\n"), HasSubstr("6 nodes × 8 = 48 GPUs")));
}

TEST_F(RunCommand, AnInvalidScenarioIsExit2WithEveryProblemAndNoFolder) {
    const ProgramRun run = run_headroom({"run", scenario_, "-o", folder_.path("out"), "--set",
                                         "fleet.a.nods=3", "--set", "fleet.a.gpus_per_node=0"});
    EXPECT_EQ(run.exit_code, 2);
    EXPECT_EQ(run.out, "");
    EXPECT_THAT(run.err, HasSubstr("did you mean 'nodes'?"));
    EXPECT_THAT(run.err, HasSubstr("fleet.a.gpus_per_node"));
    EXPECT_FALSE(std::filesystem::exists(folder_.path("out")));
    EXPECT_EQ(run_headroom({"run", folder_.path("none.toml")}).exit_code, 2);
    EXPECT_EQ(run_headroom({"run", scenario_, "--variant", "none"}).exit_code, 2);
    EXPECT_EQ(run_headroom({"run", scenario_, "--set", "nodes"}).exit_code, 2);
}

TEST_F(RunCommand, AMissingTraceIsExit3) {
    const std::string scenario = folder_.write(
        "traced.toml", "schema = 1\n[fleet.a]\nnodes = 1\n[workload.w]\ntrace = \"no.csv\"\n");
    const ProgramRun run = run_headroom({"run", scenario, "-o", folder_.path("out")});
    EXPECT_EQ(run.exit_code, 3);
    EXPECT_EQ(run.out, "");
    EXPECT_THAT(run.err, HasSubstr("no.csv"));
    EXPECT_FALSE(std::filesystem::exists(folder_.path("out")));
    EXPECT_EQ(run_headroom({"run", scenario_, "--set-from", "no.csv"}).exit_code, 3);
}

TEST_F(RunCommand, AFolderThatCannotBeWrittenIsExit3) {
    const ProgramRun run = run_headroom({"run", scenario_, "-o", scenario_});
    EXPECT_EQ(run.exit_code, 3);
    EXPECT_THAT(run.err, HasSubstr("is a file, not a folder"));
    EXPECT_EQ(run_headroom({"run", scenario_, "-o", "/proc/none"}).exit_code, 3);
}

TEST_F(RunCommand, CtrlCKeepsThePartThatWasSimulatedAndIsExit130) {
    const std::string endless = folder_.write("endless.toml", kEndlessScenario);
    const ProgramRun run =
        run_headroom({"run", endless, "-o", folder_.path("out"), "--progress", "json"},
                     {.interrupt_at = "{\"phase\":\"simulate\"}"});
    EXPECT_EQ(run.exit_code, 130);
    EXPECT_THAT(run.out, HasSubstr("WARNING: stopped early"));
    EXPECT_THAT(run.err, HasSubstr("{\"phase\":\"done\",\"exit\":130}"));
    EXPECT_THAT(folder_.names("out"), ElementsAre("result.bin", "summary.json"));
    const auto json = nlohmann::json::parse(folder_.read("out/summary.json"));
    EXPECT_EQ(json["stopped"], "cancelled");
    EXPECT_EQ(run_headroom({"report", folder_.path("out")}).out, run.out);
}

// The run itself is whole then, and its numbers are not all that a summary with targets has.
TEST_F(RunCommand, AStoppedSearchForHeadroomIsToldByTheExitCode) {
    const std::string text =
        "schema = 1\n[fleet.a]\nnodes = 100\n[workload.w.generate]\njobs = 200000\n"
        "interarrival = { dist = \"exponential\", mean = \"10 s\" }\n"
        "runtime = { dist = \"exponential\", mean = \"1 h\" }\n"
        "[assert]\n\"wait.p95\" = \"<= 1 h\"\n";
    const ProgramRun run = run_headroom({"run", folder_.write("target.toml", text), "--progress",
                                         "json", "-o", folder_.path("out")},
                                        {.interrupt_at = "\"headroom\""});
    EXPECT_EQ(run.exit_code, 130);
    const auto json = nlohmann::json::parse(folder_.read("out/summary.json"));
    EXPECT_EQ(json["stopped"], "finished");
    EXPECT_FALSE(json["metrics"].contains("headroom.load"));
    EXPECT_THAT(json["warnings"].back(), "the search for headroom.load was stopped");
}

TEST_F(RunCommand, TheTimeLimitKeepsThePartThatWasSimulatedAndIsExit4) {
    const std::string endless = folder_.write("endless.toml", kEndlessScenario);
    const ProgramRun run =
        run_headroom({"run", endless, "--time-limit", "1 ms", "-o", folder_.path("out")});
    EXPECT_EQ(run.exit_code, 4);
    EXPECT_THAT(run.out, HasSubstr("WARNING: stopped early"));
    EXPECT_THAT(folder_.names("out"), ElementsAre("result.bin", "summary.json"));
}

TEST_F(RunCommand, ProgressAsJsonIsOneObjectALine) {
    const ProgramRun run = run_headroom(
        {"run", scenario_, "--quiet", "--progress", "json", "-o", folder_.path("out")});
    std::vector<std::string> phases;
    std::istringstream lines(run.err);
    for (std::string line; std::getline(lines, line);)
        phases.push_back(nlohmann::json::parse(line)["phase"]);
    phases.erase(std::unique(phases.begin(), phases.end()), phases.end());
    EXPECT_THAT(phases, ElementsAre("read", "simulate", "write", "done"));
}

TEST_F(RunCommand, AReaderThatGoesAwayIsNoFault) {
    const ProgramRun run =
        run_headroom({"run", scenario_, "--quiet", "--format", "json"}, {.closes_stdout = true});
    EXPECT_EQ(run.exit_code, 0);
    EXPECT_EQ(run.err, "");
}

}  // namespace
}  // namespace headroom::test
