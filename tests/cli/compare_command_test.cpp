#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/cli/run_program.hpp"
#include "tests/cli/small_scenario.hpp"

#include <nlohmann/json.hpp>

namespace headroom::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;
using Json = nlohmann::json;

class CompareCommand : public testing::Test {
protected:
    [[nodiscard]] static Json parsed(const std::vector<std::string>& arguments) {
        std::vector<std::string> all{"compare"};
        all.insert(all.end(), arguments.begin(), arguments.end());
        all.insert(all.end(), {"--format", "json"});
        const ProgramRun run = run_headroom(all);
        EXPECT_EQ(run.exit_code, 0) << run.err;
        return Json::parse(run.out);
    }

    TemporaryFolder folder_;
    std::string scenario_ = folder_.write("small.toml", kSmallScenario);
};

TEST_F(CompareCommand, ShowsAScenarioBesideItsVariants) {
    const ProgramRun run = run_headroom({"compare", scenario_});
    EXPECT_EQ(run.exit_code, 0);
    EXPECT_EQ(run.err, "");
    EXPECT_THAT(run.out, StartsWith("Compared: base and larger\n"));
    EXPECT_THAT(run.out, HasSubstr("variant larger"));
    EXPECT_THAT(run.out, HasSubstr("wait.mean_s"));
    EXPECT_THAT(run.out, HasSubstr(", better"));
    EXPECT_THAT(run.out, Not(HasSubstr("\033")));
    EXPECT_THAT(folder_.names(), ElementsAre("small.toml"));
}

TEST_F(CompareCommand, ColoursBetterAndWorseOnATerminal) {
    const ProgramRun run = run_headroom({"compare", scenario_, "--progress", "none"},
                                        {.environment = {"TERM=xterm"}, .on_terminal = true});
    EXPECT_THAT(run.out, HasSubstr("\033[32m-"));
    EXPECT_THAT(run.out, HasSubstr("better\033[0m"));
}

TEST_F(CompareCommand, GivesTheMetricsThatRunsGive) {
    const Json compared = parsed({scenario_, "--case", "five: fleet.a.nodes=5", "--all"});
    for (const auto& [label, nodes] : {std::pair{"base", "4"}, std::pair{"five", "5"}}) {
        const ProgramRun run = run_headroom(
            {"run", scenario_, "--set", std::string("fleet.a.nodes=") + nodes, "--format", "json"});
        const Json summary = Json::parse(run.out);
        ASSERT_EQ(compared["metrics"].size(), summary["metrics"].size());
        for (const Json& metric : compared["metrics"])
            EXPECT_EQ(metric["alternatives"][label]["value"],
                      summary["metrics"][metric["metric"].get<std::string>()])
                << metric["metric"];
    }
}

TEST_F(CompareCommand, ComparesResultFoldersAsTheyAre) {
    for (const auto& [name, seed] : {std::pair{"one", "1"}, std::pair{"two", "2"}})
        ASSERT_EQ(
            run_headroom({"run", scenario_, "--quiet", "--seed", seed, "-o", folder_.path(name)})
                .exit_code,
            0);
    const Json folders = parsed({folder_.path("one"), folder_.path("two")});
    const Json cases = parsed({scenario_, "--case", "two: seed=2"});
    EXPECT_EQ(folders["base"], "one");
    ASSERT_EQ(folders["metrics"].size(), cases["metrics"].size());
    for (std::size_t i = 0; i < cases["metrics"].size(); ++i)
        EXPECT_EQ(folders["metrics"][i]["alternatives"]["two"],
                  cases["metrics"][i]["alternatives"]["two"]);
}

TEST_F(CompareCommand, ComparesFilesUnderCommonSettings) {
    const std::string larger = folder_.write("eight.toml",
                                             "extends = \"small.toml\"\n"
                                             "[fleet.a]\nnodes = 8\n");
    const std::vector<std::string> common{"--set", "workload.w.generate.jobs=100", "--seed", "7"};
    std::vector<std::string> files{scenario_, larger};
    files.insert(files.end(), common.begin(), common.end());
    std::vector<std::string> variants{scenario_, "--variant", "larger"};
    variants.insert(variants.end(), common.begin(), common.end());
    const Json of_files = parsed(files);
    const Json of_variants = parsed(variants);
    EXPECT_EQ(of_files["alternatives"][1]["label"], "eight");
    EXPECT_EQ(of_files["metrics"][0]["alternatives"]["eight"],
              of_variants["metrics"][0]["alternatives"]["larger"]);
}

TEST_F(CompareCommand, KeepsAResultEachAndATidyTable) {
    const ProgramRun run =
        run_headroom({"compare", scenario_, "--case", "five nodes: fleet.a.nodes=5", "--variant",
                      "larger", "-o", folder_.path("out")});
    EXPECT_EQ(run.exit_code, 0);
    EXPECT_THAT(run.err, HasSubstr("points.csv"));
    EXPECT_THAT(folder_.names("out"),
                ElementsAre("base", "compare.json", "five-nodes", "larger", "points.csv"));
    EXPECT_THAT(folder_.names("out/larger"), ElementsAre("result.bin", "summary.json"));
    EXPECT_THAT(folder_.read("out/points.csv"),
                StartsWith("variant,point,metric,statistic,value,unit\nbase,,jobs.submitted,value,"
                           "500,\n"));
    const Json json = Json::parse(folder_.read("out/compare.json"));
    EXPECT_EQ(json["alternatives"][2]["folder"], "five-nodes");
    const ProgramRun again =
        run_headroom({"compare", folder_.path("out/base"), folder_.path("out/larger")});
    EXPECT_EQ(again.exit_code, 0) << again.err;
}

TEST_F(CompareCommand, TheSameBytesForAnyNumberOfThreads) {
    for (const char* trials : {"", "6"}) {
        std::vector<std::string> arguments{"compare", scenario_, "--case",   "seed=5", "--variant",
                                           "larger",  "--quiet", "--format", "csv",    "--all"};
        if (*trials != '\0')
            arguments.insert(arguments.end(), {"--trials", trials});
        std::vector<std::string> outputs;
        for (const char* threads : {"1", "4"}) {
            std::vector<std::string> all = arguments;
            const std::string out = std::string("out") + threads + trials;
            all.insert(all.end(), {"--threads", threads, "-o", folder_.path(out)});
            const ProgramRun run = run_headroom(all);
            EXPECT_EQ(run.exit_code, 0) << run.err;
            outputs.push_back(run.out + folder_.read(out + "/points.csv") +
                              folder_.read(out + "/compare.json"));
        }
        EXPECT_GT(outputs[0].size(), 10'000U);
        EXPECT_TRUE(outputs[0] == outputs[1]);
    }
}

TEST_F(CompareCommand, TrialsShareTheirDraws) {
    const Json json = parsed({scenario_, "--case", "same: name=\"other\"", "--variant", "larger",
                              "--trials", "8", "--metric", "wait.mean"});
    const Json& wait = json["metrics"][0]["alternatives"];
    EXPECT_EQ(wait["same"]["difference"]["mean"], 0);
    EXPECT_EQ(wait["same"]["difference"]["high"], 0);
    EXPECT_EQ(wait["same"]["p_better"]["ties"], 8);
    EXPECT_EQ(wait["larger"]["p_better"]["wins"], 8);
    EXPECT_EQ(json["metrics"][0]["least_expected_regret"], Json::parse(R"(["larger"])"));
    EXPECT_EQ(json["varied"][0]["kind"], "generated jobs");
    EXPECT_EQ(json["trials"]["done"], 8);
}

TEST_F(CompareCommand, ATrialIsWhatItsNumberSays) {
    const auto mean_of = [&](const char* trials) {
        return parsed({scenario_, "--trials", trials, "--metric", "wait.mean"});
    };
    const Json two = mean_of("2");
    const Json three = mean_of("3");
    const Json& two_base = two["metrics"][0]["alternatives"]["base"];
    const Json& three_base = three["metrics"][0]["alternatives"]["base"];
    EXPECT_NE(two_base["p5"], two_base["p99"]);
    EXPECT_LE(three_base["p5"], two_base["p5"]);  // the first two are among the three
    EXPECT_GE(three_base["p99"], two_base["p99"]);
}

TEST_F(CompareCommand, SaysWhatVariedAndWhatWasGiven) {
    std::string rows = "id,submit,gpus,runtime\n";
    for (int i = 0; i < 40; ++i)
        rows += std::to_string(i) + "," + std::to_string(i * 40'000) + ",4,90000\n";
    static_cast<void>(folder_.write("jobs.csv", rows));
    const std::string file =
        folder_.write("trace.toml",
                      "schema = 1\n[fleet.a]\nnodes = 2\ngpus_per_node = 4\n[workload.w]\n"
                      "trace = \"jobs.csv\"\n[variant.held]\n"
                      "set = { \"workload.w.resample\" = \"none\" }\n");
    const ProgramRun run = run_headroom({"compare", file, "--trials", "4"});
    EXPECT_EQ(run.exit_code, 0) << run.err;
    EXPECT_THAT(run.out, HasSubstr("the weeks of workload.w (in base)"));
    EXPECT_THAT(run.out, HasSubstr("given this history"));
    const ProgramRun fixed =
        run_headroom({"compare", file, "--trials", "4", "--set", "workload.w.resample=none",
                      "--case", "3: fleet.a.nodes=3"});
    EXPECT_THAT(fixed.out, HasSubstr("WARNING: nothing varied"));
}

TEST_F(CompareCommand, WarnsOfAQueueThatGrows) {
    const ProgramRun run =
        run_headroom({"compare", scenario_, "--case", "one: fleet.a.nodes=2", "--trials", "3"});
    EXPECT_EQ(run.exit_code, 0) << run.err;
    EXPECT_THAT(run.out, HasSubstr("WARNING: one: the queue is growing in 3 of 3 trials"));
}

TEST_F(CompareCommand, TellsAllThatIsWrongAtOnce) {
    const ProgramRun run = run_headroom(
        {"compare", scenario_, "--variant", "lager", "--case", "x: fleet.b.nodes=1", "--metric",
         "wait.p96", "--trials", "3", "--objective", "jobs.submitted", "-o", folder_.path("out")});
    EXPECT_EQ(run.exit_code, 2);
    EXPECT_EQ(run.out, "");
    EXPECT_THAT(run.err, HasSubstr("did you mean 'larger'?"));
    EXPECT_THAT(run.err, HasSubstr("fleet.b"));
    EXPECT_THAT(run.err, HasSubstr("did you mean 'wait.p95'?"));
    EXPECT_THAT(run.err, HasSubstr("nobody can regret 'jobs.submitted'"));
    EXPECT_THAT(folder_.names(), ElementsAre("small.toml"));
}

TEST_F(CompareCommand, TellsTheTraceProblemsOfAllAlternatives) {
    const ProgramRun run =
        run_headroom({"compare", scenario_, "--case", "a: workload.w.trace=\"a.csv\"", "--case",
                      "b: workload.w.trace=\"b.csv\""});
    EXPECT_NE(run.exit_code, 0);
    const std::string file =
        folder_.write("trace.toml", "schema = 1\n[fleet.a]\n[workload.w]\ntrace = \"a.csv\"\n");
    for (const char* trials : {"", "3"}) {
        std::vector<std::string> arguments{"compare", file, "--case",
                                           "b: workload.w.trace=\"b.csv\""};
        if (*trials != '\0')
            arguments.insert(arguments.end(), {"--trials", trials});
        const ProgramRun missing = run_headroom(arguments);
        EXPECT_EQ(missing.exit_code, 3);
        EXPECT_THAT(missing.err, HasSubstr("a.csv"));
        EXPECT_THAT(missing.err, HasSubstr("b.csv"));
    }
}

TEST_F(CompareCommand, RefusesWhatMakesNoSense) {
    EXPECT_EQ(run_headroom({"compare"}).exit_code, 2);
    EXPECT_EQ(run_headroom({"compare", folder_.path("none.toml")}).exit_code, 2);
    EXPECT_EQ(run_headroom({"compare", folder_.path()}).exit_code, 3);  // no result in it
    for (const char* trials : {"0", "1", "-3", "many", "10000000000"})
        EXPECT_EQ(run_headroom({"compare", scenario_, "--trials", trials}).exit_code, 2) << trials;
    for (const char* level : {"0 %", "100 %", "high"})
        EXPECT_EQ(
            run_headroom({"compare", scenario_, "--trials", "3", "--confidence", level}).exit_code,
            2)
            << level;
    EXPECT_EQ(run_headroom({"compare", scenario_, "--confidence", "90 %"}).exit_code, 2);
}

TEST_F(CompareCommand, AMetricThatNobodyMeasuredIsTold) {
    const ProgramRun run = run_headroom(
        {"compare", scenario_, "--metric", "wait.mean", "--metric", "wait.p95[partition=x]"});
    EXPECT_EQ(run.exit_code, 2);
    EXPECT_THAT(run.out, HasSubstr("wait.mean_s"));
    EXPECT_THAT(run.err, HasSubstr("measured in none of the alternatives"));
}

TEST_F(CompareCommand, AFolderThatCannotBeWrittenIsToldBeforeTheSimulation) {
    static_cast<void>(folder_.write("file", ""));
    const ProgramRun run =
        run_headroom({"compare", scenario_, "-o", folder_.path("file"), "--trials", "1000000"});
    EXPECT_EQ(run.exit_code, 3);
    EXPECT_THAT(run.err, HasSubstr("is a file, not a folder"));
}

TEST_F(CompareCommand, StoppedTrialsLeaveAValidPart) {
    const std::string out = folder_.path("out");
    const ProgramRun late =
        run_headroom({"compare", scenario_, "--trials", "1000000", "--time-limit", "1 s", "-o", out,
                      "--metric", "wait.mean"});
    EXPECT_EQ(late.exit_code, 4) << late.err;
    EXPECT_THAT(late.out, HasSubstr("WARNING: stopped early: these are "));
    const Json json = Json::parse(folder_.read("out/compare.json"));
    EXPECT_EQ(json["complete"], false);
    const std::size_t done = json["trials"]["done"];
    ASSERT_GT(done, 1U);
    const ProgramRun again = run_headroom({"compare", scenario_, "--trials", std::to_string(done),
                                           "--quiet", "-o", folder_.path("again")});
    EXPECT_EQ(again.exit_code, 0);
    EXPECT_TRUE(folder_.read("out/points.csv") == folder_.read("again/points.csv"));
}

TEST_F(CompareCommand, AnInterruptLeavesAPartialComparison) {
    const std::string endless = folder_.write("endless.toml", kEndlessScenario);
    const ProgramRun run =
        run_headroom({"compare", endless, "--case", "more: fleet.a.nodes=65", "--progress", "json"},
                     {.interrupt_at = "\"simulate\""});
    EXPECT_EQ(run.exit_code, 130) << run.err;
    EXPECT_THAT(run.out, HasSubstr("stopped"));
    EXPECT_THAT(run.err, HasSubstr("{\"phase\":\"done\",\"exit\":130}"));
}

TEST_F(CompareCommand, ReportsProgressToPrograms) {
    const ProgramRun run =
        run_headroom({"compare", scenario_, "--trials", "300", "--progress", "json", "--quiet"});
    EXPECT_THAT(run.err, HasSubstr("\"command\":\"compare\""));
    EXPECT_THAT(run.err, HasSubstr("\"total\":600"));
}

TEST_F(CompareCommand, PrintsMarkdown) {
    const ProgramRun run = run_headroom({"compare", scenario_, "--format", "markdown"});
    EXPECT_THAT(run.out, StartsWith("### Compared: base and larger\n"));
    EXPECT_THAT(run.out, HasSubstr("| --- |"));
}

}  // namespace
}  // namespace headroom::test
