// `headroom check` as a CI job runs it.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/cli/run_program.hpp"

#include <nlohmann/json.hpp>

namespace headroom::test {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

const std::string kScenario =
    "schema = 1\n"
    "name = \"gate\"\n"
    "[fleet.a]\nnodes = 4\n"
    "[workload.w.generate]\n"
    "jobs = 300\n"
    "interarrival = { dist = \"exponential\", mean = \"100 s\" }\n"
    "runtime = { dist = \"exponential\", mean = \"2000 s\" }\n";
const std::string kHolds = "[assert]\n\"jobs.completed\" = \"== 300\"\n";
const std::string kFails =
    "[assert]\n\"jobs.completed\" = \"== 300\"\n\"jobs.submitted\" = \"< 300\"\n";

TEST(CheckCommand, EndsWithZeroWhereAllHolds) {
    const TemporaryFolder folder;
    const ProgramRun run = run_headroom({"check", folder.write("s.toml", kScenario + kHolds)});
    EXPECT_EQ(run.exit_code, 0) << run.out << run.err;
    EXPECT_THAT(run.out, HasSubstr("passed: 1 scenario; 1 claim holds"));
    EXPECT_EQ(run.err, "");
}

TEST(CheckCommand, PrintsThePlaceOfWhatDoesNotHold) {
    const TemporaryFolder folder;
    const std::string file = folder.write("s.toml", kScenario + kFails);
    const ProgramRun run = run_headroom({"check", file, "--github"});
    EXPECT_EQ(run.exit_code, 1);
    EXPECT_THAT(run.out,
                StartsWith(file + ":11:1: error: jobs.submitted < 300: found 300\n    equal\n"));
    EXPECT_THAT(run.out, HasSubstr("\n::error file=" + file + ",line=11,col=1,title="));
}

TEST(CheckCommand, WarningsDoNotFailIt) {
    const TemporaryFolder folder;
    const ProgramRun run = run_headroom(
        {"check",
         folder.write("s.toml", kScenario + "[assert]\n\"jobs.submitted\" = { is = \"< 300\", "
                                            "level = \"warn\", reason = \"because\" }\n")});
    EXPECT_EQ(run.exit_code, 0);
    EXPECT_THAT(run.out, HasSubstr("warning: jobs.submitted < 300"));
    EXPECT_THAT(run.out, HasSubstr("because"));
}

TEST(CheckCommand, WritesEveryFormatWholeAndTheSameEachTime) {
    const TemporaryFolder folder;
    (void)folder.write("s.toml", kScenario + kFails);
    const auto check = [&](const std::string& prefix, const std::string& threads) {
        return run_headroom(
            {"check", "s.toml", "--threads", threads, "--junit", folder.path(prefix + ".xml"),
             "--markdown", folder.path(prefix + ".md"), "--openmetrics",
             folder.path(prefix + ".prom"), "--json", folder.path(prefix + ".json"), "--format",
             "json", "--github"},
            {.environment = {"GITHUB_STEP_SUMMARY=" + folder.path("summary"),
                             "GITHUB_SERVER_URL=https://git.example", "GITHUB_REPOSITORY=o/r",
                             "GITHUB_SHA=abc"},
             .folder = folder.path()});
    };
    (void)folder.write("summary", "an earlier step\n");
    const ProgramRun first = check("a", "1");
    const ProgramRun second = check("b", "4");
    EXPECT_EQ(first.exit_code, 1);
    EXPECT_EQ(first.out, second.out);
    for (const char* suffix : {".xml", ".md", ".prom", ".json"}) {
        EXPECT_GT(folder.read(std::string("a") + suffix).size(), 200U) << suffix;
        EXPECT_EQ(folder.read(std::string("a") + suffix), folder.read(std::string("b") + suffix));
    }
    const auto json = nlohmann::json::parse(folder.read("a.json"));
    EXPECT_EQ(json["passes"], false);
    EXPECT_EQ(json["scenarios"][0]["claims"].size(), 2U);
    EXPECT_THAT(folder.read("summary"), StartsWith("an earlier step\n"));
    EXPECT_THAT(folder.read("a.md"), HasSubstr("https://git.example/o/r/blob/abc/"));
}

TEST(CheckCommand, ABaselineIsKeptAndComparedWith) {
    const TemporaryFolder folder;
    const std::string file = folder.write("s.toml", kScenario + kHolds);
    const std::string golden = folder.path("golden");
    const ProgramRun missing = run_headroom({"check", file, "--baseline", golden});
    EXPECT_EQ(missing.exit_code, 1);
    EXPECT_THAT(missing.out, HasSubstr("--update-baseline"));

    const ProgramRun update =
        run_headroom({"check", file, "--baseline", golden, "--update-baseline"});
    EXPECT_EQ(update.exit_code, 0) << update.err;
    const std::string kept = folder.read("golden/s.json");
    EXPECT_EQ(run_headroom({"check", file, "--baseline", golden}).exit_code, 0);

    (void)folder.write("s.toml", "# changed\n" + kScenario + kHolds);
    const std::string more = "fleet.a.nodes=2";
    const ProgramRun changed = run_headroom({"check", file, "--baseline", golden, "--set", more});
    EXPECT_EQ(changed.exit_code, 1);
    EXPECT_THAT(changed.out, HasSubstr("the input s.toml changed"));
    EXPECT_THAT(changed.out, HasSubstr("wait.mean_s"));
    EXPECT_EQ(folder.read("golden/s.json"), kept);

    (void)folder.write("golden/s.json", "{ \"schema\": 1, ");
    const ProgramRun broken = run_headroom({"check", file, "--baseline", golden});
    EXPECT_EQ(broken.exit_code, 3);
    EXPECT_THAT(broken.out + broken.err, HasSubstr("s.json:1:"));
}

TEST(CheckCommand, TellsAllProblemsOfAllScenariosAndChecksTheOthers) {
    const TemporaryFolder folder;
    const std::string good = folder.write("good.toml", kScenario + kFails);
    const std::string bad =
        folder.write("bad.toml", kScenario + "[assert]\n\"wait.p59\" = \"<= 1 h\"\n");
    const ProgramRun run = run_headroom({"check", good, bad, folder.path("none.toml")});
    EXPECT_EQ(run.exit_code, 2);
    EXPECT_THAT(run.out, HasSubstr("did you mean 'wait.p50'?"));
    EXPECT_THAT(run.out, HasSubstr("none.toml"));
    EXPECT_THAT(run.out, HasSubstr("jobs.submitted < 300: found 300"));
}

TEST(CheckCommand, AMissingTraceIsAnInputError) {
    const TemporaryFolder folder;
    const std::string text = "schema = 1\n[fleet.a]\n[workload.w]\ntrace = \"none.csv\"\n";
    EXPECT_EQ(run_headroom({"check", folder.write("s.toml", text)}).exit_code, 3);
}

TEST(CheckCommand, AnUnwritableReportIsAnInputErrorAndLeavesNothingTorn) {
    const TemporaryFolder folder;
    const std::string file = folder.write("s.toml", kScenario + kHolds);
    const ProgramRun run = run_headroom(
        {"check", file, "--junit", file + "/x/junit.xml", "--json", folder.path("all.json")});
    EXPECT_EQ(run.exit_code, 3);
    EXPECT_THAT(run.err, HasSubstr("junit.xml"));
    EXPECT_GT(folder.read("all.json").size(), 100U);
    const ProgramRun full = run_headroom({"check", file, "--json", "/dev/full"});
    EXPECT_EQ(full.exit_code, 3);
}

TEST(CheckCommand, NoReportReplacesAnInputOrAnotherReport) {
    const TemporaryFolder folder;
    const std::string text = kScenario + kHolds;
    const std::string file = folder.write("s.toml", text);
    EXPECT_EQ(run_headroom({"check", file, "--json", file}).exit_code, 3);
    EXPECT_EQ(folder.read("s.toml"), text);
    const std::string report = folder.path("report");
    EXPECT_EQ(run_headroom({"check", file, "--json", report, "--junit", report}).exit_code, 3);
}

TEST(CheckCommand, ATrialWithoutAJobIsATrial) {
    const TemporaryFolder folder;
    const std::string text =
        "schema = 1\nhorizon = \"40 min\"\n[fleet.a]\n[workload.w.generate]\n"
        "interarrival = { dist = \"exponential\", mean = \"10 min\" }\nruntime = \"1 min\"\n"
        "[assert]\n\"prob(jobs.submitted == 0)\" = \"> 0 %\"\n";
    const ProgramRun run = run_headroom({"check", folder.write("s.toml", text), "--trials", "400"});
    EXPECT_EQ(run.exit_code, 0) << run.out << run.err;
}

TEST(CheckCommand, ChecksTheVariantsToo) {
    const TemporaryFolder folder;
    const std::string file = folder.write(
        "s.toml",
        kScenario + "[variant.few]\nset = { \"workload.w.generate.jobs\" = 200 }\n" + kHolds);
    const ProgramRun run = run_headroom({"check", file, "--variants", "--verbose"});
    EXPECT_EQ(run.exit_code, 1);
    EXPECT_THAT(run.out, HasSubstr("1 of 2 scenarios fails"));
    EXPECT_THAT(run.out, HasSubstr("@few"));
}

TEST(CheckCommand, ATimeLimitReportsWhatIsDone) {
    const TemporaryFolder folder;
    const std::string file =
        folder.write("s.toml", kScenario + "[assert]\n\"prob(wait.p95 > 1 d)\" = \"<= 50 %\"\n");
    const ProgramRun run = run_headroom(
        {"check", file, "--trials", "1000000", "--time-limit", "0.3 s", "--format", "json"});
    EXPECT_EQ(run.exit_code, 4);
    EXPECT_EQ(nlohmann::json::parse(run.out)["complete"], false);
}

TEST(CheckCommand, QuietPrintsNothing) {
    const TemporaryFolder folder;
    const ProgramRun run =
        run_headroom({"check", folder.write("s.toml", kScenario + kHolds), "--quiet"});
    EXPECT_EQ(run.out + run.err, "");
}

TEST(CheckCommand, NeedsAFolderToUpdate) {
    const ProgramRun run = run_headroom({"check", "s.toml", "--update-baseline"});
    EXPECT_EQ(run.exit_code, 2);
    EXPECT_THAT(run.err, HasSubstr("--baseline"));
}

}  // namespace
}  // namespace headroom::test
