// montecarlo and merge as a user runs them.

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/cli/kill_program.hpp"
#include "tests/cli/run_program.hpp"
#include "tests/cli/shell.hpp"
#include "tests/cli/small_scenario.hpp"

#include <nlohmann/json.hpp>

namespace headroom::test {
namespace {

using testing::HasSubstr;
using testing::Not;
using Words = std::vector<std::string>;
using Json = nlohmann::json;

constexpr const char* kUncertain = R"(schema = 1
name = "uncertain"
[fleet.a]
nodes = { dist = "uniform", low = 3, high = 9 }
gpus_per_node = 8
[workload.w.generate]
jobs = 100
interarrival = { dist = "exponential", mean = "10 min" }
runtime = { dist = "exponential", mean = "2 h" }
gpus = { dist = "empirical", values = [1, 8, 12], weights = [1, 1, 1] }
[demand.w]
scale = { dist = "lognormal", median = 1, sigma = 0.3 }
[correlation]
"fleet.a.nodes ~ demand.w.scale" = 0.6
[montecarlo]
trials = 40
[assert]
"wait.p95" = "<= 4 h"
"wait.mean@p90" = "<= 4 h"
)";

Words study(const std::string& scenario, const Words& more) {
    Words words{"montecarlo", scenario};
    words.insert(words.end(), more.begin(), more.end());
    return words;
}

// Without what may differ between machines.
Json summary(const TemporaryFolder& folder, const std::string& name) {
    Json json = Json::parse(folder.read(name + "/summary.json"));
    json["provenance"].erase("device");
    return json;
}

TEST(MonteCarloCommand, PrintsAPageThatSaysWhatWasAskedAndWhatVaried) {
    const TemporaryFolder folder;
    const ProgramRun run = run_headroom(study(folder.write("s.toml", kUncertain), {}));
    ASSERT_EQ(run.exit_code, 0) << run.err;
    EXPECT_THAT(run.err, HasSubstr("queue trials on TBB"));
    for (const char* text :
         {"uncertain", "trials      40", "fleet.a.nodes (", "the jobs of workload.w",
          "fleet.a.nodes ~ demand.w.scale 0.60", "wait.p95 <= 4 h: holds in ",
          "wait.mean@p90 <= 4 h", "± (90 %)", "wait.p95_s", "moves with"})
        EXPECT_THAT(run.out, HasSubstr(text));
}

TEST(MonteCarloCommand, WritesSummaryPointsAndTrials) {
    const TemporaryFolder folder;
    const std::string file = folder.write("s.toml", kUncertain);
    const ProgramRun run =
        run_headroom(study(file, {"-o", folder.path("out"), "--tornado", "--format", "json"}));
    ASSERT_EQ(run.exit_code, 0) << run.err;
    EXPECT_EQ(Json::parse(run.out), Json::parse(folder.read("out/summary.json")));
    const Json json = Json::parse(run.out);
    EXPECT_EQ(json["trials"]["done"], 40);
    EXPECT_EQ(json["trials"]["stopped"], "finished");
    EXPECT_LE(json["metrics"]["wait.p95_s@p50"], json["metrics"]["wait.p95_s@p95"]);
    EXPECT_EQ(json["assertions"].size(), 2U);
    EXPECT_EQ(json["correlations"][0]["used"], 0.6);
    const std::string trials = folder.read("out/trials.csv");
    EXPECT_EQ(std::count(trials.begin(), trials.end(), '\n'), 41);
    EXPECT_THAT(trials, testing::StartsWith("trial,fleet.a.nodes,demand.w.scale,jobs.submitted"));
    EXPECT_THAT(folder.read("out/tornado.csv"), HasSubstr("fleet.a.nodes,4,8,wait.p95_s"));
    EXPECT_THAT(folder.read("out/correlations.csv"), HasSubstr("demand.w.scale,wait.mean_s,"));
    EXPECT_THAT(folder.read("out/points.csv"), HasSubstr("wait.mean_s,p50_high"));
}

TEST(MonteCarloCommand, PartsMergeToTheBytesOfOneProcess) {
    const TemporaryFolder folder;
    const std::string file = folder.write("s.toml", kUncertain);
    ASSERT_EQ(run_headroom(study(file, {"--trials", "100", "-o", folder.path("one"), "--quiet"}))
                  .exit_code,
              0);
    Words merge{"merge", "-o", folder.path("merged"), "--quiet"};
    for (const char* range : {"70:100", "0:30", "30:70"}) {
        const std::string part = folder.path(std::string(range).substr(0, 2) + ".part");
        const ProgramRun run = run_headroom(
            study(file, {"--trials", range, "--part", part, "--threads", "1", "--quiet"}));
        ASSERT_EQ(run.exit_code, 0) << run.err;
        merge.push_back(part);
    }
    const ProgramRun merged = run_headroom(merge);
    ASSERT_EQ(merged.exit_code, 0) << merged.err;
    for (const char* name : {"points.csv", "trials.csv", "correlations.csv"})
        EXPECT_EQ(folder.read(std::string("merged/") + name),
                  folder.read(std::string("one/") + name))
            << name;
    EXPECT_EQ(summary(folder, "merged").dump(), summary(folder, "one").dump());
    merge.pop_back();
    merge[2] = folder.path("gap");
    const ProgramRun gap = run_headroom(merge);
    EXPECT_EQ(gap.exit_code, 3);
    EXPECT_THAT(gap.err, HasSubstr("wanted a part with the trials 30:70"));
    EXPECT_FALSE(std::filesystem::exists(folder.path("gap")));
}

TEST(MonteCarloCommand, PartsOfAChangedScenarioDoNotMerge) {
    const TemporaryFolder folder;
    const std::string file = folder.write("s.toml", kUncertain);
    const auto part = [&](const char* range, const char* name, const Words& more) {
        Words words = study(file, {"--trials", range, "--part", folder.path(name), "--quiet"});
        words.insert(words.end(), more.begin(), more.end());
        EXPECT_EQ(run_headroom(words).exit_code, 0);
    };
    part("0:4", "a", {});
    part("4:8", "b", {"--set", "fleet.a.gpus_per_node=4"});
    part("4:8", "c", {"--seed", "9"});
    const ProgramRun settings = run_headroom({"merge", folder.path("a"), folder.path("b")});
    EXPECT_EQ(settings.exit_code, 3);
    EXPECT_THAT(settings.err, HasSubstr("are of different settings"));
    const ProgramRun seeds = run_headroom({"merge", folder.path("a"), folder.path("c")});
    EXPECT_THAT(seeds.err, HasSubstr("have different seeds (9 and 1)"));
}

TEST(MonteCarloCommand, StopsWhereItIsPreciseEnough) {
    const TemporaryFolder folder;
    const std::string file = folder.write("s.toml", kUncertain);
    const ProgramRun run = run_headroom(
        study(file, {"--trials", "2000", "--precision", "gpu.allocated=20%", "--format", "json"}));
    ASSERT_EQ(run.exit_code, 0) << run.err;
    const Json json = Json::parse(run.out);
    EXPECT_EQ(json["trials"]["stopped"], "precise");
    EXPECT_EQ(json["trials"]["done"], 128);
    const ProgramRun never =
        run_headroom(study(file, {"--trials", "130", "--precision", "wait.mean=0.01%"}));
    EXPECT_EQ(never.exit_code, 0);
    EXPECT_THAT(never.out, HasSubstr("not converged: after 130 trials"));
}

TEST(MonteCarloCommand, StoppedByItsTimeLimitItReportsWhatIsDoneAndGoesOn) {
    const TemporaryFolder folder;
    const std::string file = folder.write("s.toml", kUncertain);
    Words words = study(file, {"--trials", "1000000", "-o", folder.path("out"), "--time-limit",
                               "1 s", "--format", "json"});
    const ProgramRun run = run_headroom(words);
    EXPECT_EQ(run.exit_code, 4) << run.err;
    EXPECT_THAT(run.err, HasSubstr("the same command goes on from there"));
    const Json json = Json::parse(run.out);
    EXPECT_EQ(json["trials"]["stopped"], "cancelled");
    EXPECT_EQ(json["trials"]["asked"], 1'000'000);
    const std::size_t done = json["trials"]["done"];
    EXPECT_GT(done, 0U);
    EXPECT_THAT(json["warnings"][0], HasSubstr("stopped early"));
    if (done < 64)
        GTEST_SKIP() << "too slow a machine to finish a block within the limit";
    words[3] = "64";
    const ProgramRun again =
        run_headroom(study(file, {"--trials", "64", "-o", folder.path("out")}));
    EXPECT_EQ(again.exit_code, 0);
    EXPECT_THAT(again.out, HasSubstr("64 were played before"));
    const ProgramRun fresh =
        run_headroom(study(file, {"--trials", "64", "-o", folder.path("new")}));
    EXPECT_EQ(fresh.exit_code, 0);
    EXPECT_EQ(folder.read("out/summary.json"), folder.read("new/summary.json"));
    EXPECT_EQ(folder.read("out/trials.csv"), folder.read("new/trials.csv"));
    const ProgramRun changed = run_headroom(study(
        file, {"--trials", "64", "-o", folder.path("out"), "--set", "fleet.a.gpus_per_node=4"}));
    EXPECT_THAT(changed.out, Not(HasSubstr("played before")));
}

TEST(MonteCarloCommand, KilledFiveTimesEndsWithTheSameBytes) {
    const TemporaryFolder folder;
    const std::string file = folder.write("s.toml", kUncertain);
    const auto words = [&](const char* out) {
        return study(file, {"--trials", "1500", "-o", folder.path(out), "--quiet"});
    };
    ASSERT_EQ(run_headroom(words("whole")).exit_code, 0);
    const std::uintmax_t whole = size_of_file(folder.path("whole/trials.cache"));
    const std::string journal = folder.path("killed/trials.cache");
    for (std::uintmax_t kills = 0; kills < 5; ++kills) {
        const std::uintmax_t at = std::max((kills + 1) * whole / 8, size_of_file(journal) + 1);
        ASSERT_TRUE(kill_headroom_at(words("killed"), at));
    }
    ASSERT_EQ(run_headroom(words("killed")).exit_code, 0);
    for (const char* name : {"summary.json", "points.csv", "trials.csv", "correlations.csv"})
        EXPECT_EQ(folder.read(std::string("killed/") + name),
                  folder.read(std::string("whole/") + name));
}

// The texts of the blocks ```bash … ``` of a page.
std::vector<std::string> bash_blocks(const std::string& page) {
    const std::string open = "```bash\n";
    std::vector<std::string> blocks;
    for (std::size_t at = page.find(open); at != std::string::npos; at = page.find(open, at)) {
        at += open.size();
        blocks.push_back(page.substr(at, page.find("```", at) - at));
    }
    return blocks;
}

TEST(ManyMachines, TheScriptsOfSlurmDoWhatTheySay) {
    std::ifstream in(HEADROOM_SOURCE_DIR "/scenarios/ci/many-machines.md");
    const std::string page{std::istreambuf_iterator<char>(in), {}};
    const auto blocks = bash_blocks(page);
    ASSERT_EQ(blocks.size(), 2U);
    const TemporaryFolder folder;
    const std::string site = folder.write("site.toml", kUncertain);
    std::string script = blocks[0];
    script.replace(script.find("each=500"), 8, "each=4");
    (void)folder.write("study.sh", script);
    const std::string begin = "cd " + folder.path() + " && PATH=" +
                              std::filesystem::path(HEADROOM_BINARY).parent_path().string() +
                              ":$PATH SLURM_CPUS_PER_TASK=1 ";
    for (const char* task : {"0", "1", "2"}) {
        const ShellRun run = run_shell(begin + "SLURM_ARRAY_TASK_ID=" + task + " bash -e study.sh");
        ASSERT_EQ(run.exit_code, 0) << run.text;
    }
    const std::size_t quote = blocks[1].find('\'');
    const std::string merge =
        blocks[1].substr(quote + 1, blocks[1].find('\'', quote + 1) - quote - 1);
    const ShellRun merged = run_shell(begin + "bash -ec '" + merge + "'");
    ASSERT_EQ(merged.exit_code, 0) << merged.text;
    ASSERT_EQ(run_headroom(study(site, {"--trials", "12", "-o", folder.path("one")})).exit_code, 0);
    EXPECT_EQ(folder.read("study/trials.csv"), folder.read("one/trials.csv"));
    EXPECT_EQ(folder.read("study/points.csv"), folder.read("one/points.csv"));
}

TEST(MonteCarloCommand, InterruptedItLeavesAValidPart) {
    const TemporaryFolder folder;
    const std::string file = folder.write("s.toml", kUncertain);
    const ProgramRun run = run_headroom(
        study(file, {"--trials", "0:1000000", "--part", folder.path("p"), "--progress", "json"}),
        {.interrupt_at = "\"done\":"});
    EXPECT_EQ(run.exit_code, 130);
    const ProgramRun merged = run_headroom({"merge", folder.path("p")});
    EXPECT_EQ(merged.exit_code, 3);
    EXPECT_THAT(merged.err, HasSubstr("was stopped after "));
}

TEST(MonteCarloCommand, SaysThatThereIsNoSuchDevice) {
    const TemporaryFolder folder;
    const ProgramRun run =
        run_headroom(study(folder.write("s.toml", kSmallScenario), {"--device", "cuda"}),
                     {.environment = {"CUDA_VISIBLE_DEVICES=-1"}});
    EXPECT_EQ(run.exit_code, 5);
    EXPECT_THAT(run.err, HasSubstr("--device: error: cuda cannot be used: "));
    EXPECT_EQ(run.out, "");
}

TEST(MonteCarloCommand, TellsEveryProblemAtOnceBeforeItPlays) {
    const TemporaryFolder folder;
    const std::string file = folder.write("s.toml", kUncertain);
    const ProgramRun run = run_headroom(study(
        file, {"--metric", "wait.men", "--precision", "wait.mean=0%", "--set", "fleet.b.nodes=3"}));
    EXPECT_EQ(run.exit_code, 2);
    for (const char* text : {"--metric", "--precision", "no fleet 'b'"})
        EXPECT_THAT(run.err, HasSubstr(text));
    for (const Words& words :
         {Words{"--trials", "1"}, Words{"--trials", "9:9"}, Words{"--trials", "a:b"},
          Words{"--part", "x"}, Words{"--trials", "0:9", "--precision", "wait.mean=5%"},
          Words{"--trials", "-5"}, Words{"--trials", "0:5000000000"}})
        EXPECT_EQ(run_headroom(study(file, words)).exit_code, 2) << words.back();
    EXPECT_EQ(
        run_headroom(study(file, {"--part", folder.path("no/p"), "--trials", "0:2"})).exit_code, 3);
    EXPECT_EQ(run_headroom({"merge", folder.path("none")}).exit_code, 3);
    EXPECT_EQ(run_headroom({"merge", file}).exit_code, 3);
}

TEST(MonteCarloCommand, SaysWhereAHistoryIsGiven) {
    const TemporaryFolder folder;
    (void)folder.write("t.csv", "id,submit,gpus,runtime,estimate\n1,0,1,60,60\n2,5,1,60,60\n");
    const std::string file = folder.write("s.toml", R"(schema = 1
[fleet.a]
nodes = { dist = "uniform", low = 1, high = 3 }
[workload.t]
trace = "t.csv"
resample = "none"
)");
    const ProgramRun run = run_headroom(study(file, {"--trials", "4"}));
    ASSERT_EQ(run.exit_code, 0) << run.err;
    EXPECT_THAT(run.out, HasSubstr("given this history (resample = \"none\")"));
}

TEST(CheckCommand, RunsTheTrialsThatTheScenarioAsksFor) {
    const TemporaryFolder folder;
    const std::string file = folder.write("s.toml", kUncertain);
    EXPECT_THAT(run_headroom({"check", file, "--verbose"}).out, HasSubstr("40 trials"));
    EXPECT_THAT(run_headroom({"check", file, "--verbose", "--trials", "12"}).out,
                HasSubstr("12 trials"));
}

}  // namespace
}  // namespace headroom::test
