// The sweep as a user runs it: killed, out of space, refused.

#include <algorithm>
#include <random>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/cli/kill_program.hpp"
#include "tests/cli/run_program.hpp"
#include "tests/cli/small_scenario.hpp"

#include <nlohmann/json.hpp>
#include <sys/resource.h>

namespace headroom::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::vector<std::string> sweep(const TemporaryFolder& folder,
                               const std::string& out,
                               std::vector<std::string> more = {}) {
    std::vector<std::string> words{
        "sweep",  folder.write("s.toml", kSmallScenario),       "--over", "fleet.a.nodes=4:23",
        "--over", "cluster.cluster.scheduler.policy=fcfs,easy", "-o",     folder.path(out)};
    words.insert(words.end(), more.begin(), more.end());
    return words;
}

TEST(SweepCommand, KilledTenTimesEndsWithTheSameBytes) {
    const TemporaryFolder folder;
    const auto quiet = std::vector<std::string>{"--quiet", "--threads", "2"};
    ASSERT_EQ(run_headroom(sweep(folder, "whole", quiet)).exit_code, 0);
    const std::string journal = folder.path("killed/sweep.cache");
    const std::uintmax_t whole = size_of_file(folder.path("whole/sweep.cache"));
    std::mt19937 random(1);
    for (std::uintmax_t kills = 0; kills < 10; ++kills) {
        const std::uintmax_t at = kills * whole / 12 + random() % (whole / 12);
        ASSERT_TRUE(kill_headroom_at(sweep(folder, "killed", quiet),
                                     std::max(at, size_of_file(journal) + 1)));
    }
    ASSERT_EQ(run_headroom(sweep(folder, "killed", quiet)).exit_code, 0);
    for (const char* const name : {"points.csv", "sweep.csv", "study.json"})
        EXPECT_EQ(folder.read(std::string("killed/") + name),
                  folder.read(std::string("whole/") + name));
    EXPECT_EQ(folder.names("killed").size(), 4U);
}

// A limit on the size of a file refuses a write halfway, as a full disk does.
TEST(SweepCommand, WithoutRoomItWritesNothingTornAndGoesOnLater) {
    const TemporaryFolder folder;
    const auto words = sweep(folder, "out", {"--quiet"});
    ASSERT_EQ(run_headroom(sweep(folder, "whole", {"--quiet"})).exit_code, 0);
    rlimit before{};
    ::getrlimit(RLIMIT_FSIZE, &before);
    for (const rlim_t bytes : {rlim_t{10}, rlim_t{5'000}, rlim_t{20'001}}) {
        const rlimit small{bytes, before.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &small);
        const ProgramRun run = run_headroom(words);
        ::setrlimit(RLIMIT_FSIZE, &before);
        EXPECT_EQ(run.exit_code, 3) << run.err;
        EXPECT_THAT(run.err, HasSubstr("cannot be written: File too large"));
        EXPECT_THAT(folder.names("out"), ElementsAre("sweep.cache"));
    }
    EXPECT_EQ(run_headroom(words).exit_code, 0);
    EXPECT_EQ(folder.read("out/points.csv"), folder.read("whole/points.csv"));
}

TEST(SweepCommand, RefusesAFolderThatIsNoneBeforeItMeasures) {
    const TemporaryFolder folder;
    (void)folder.write("file", "mine");
    const ProgramRun run = run_headroom(sweep(folder, "file/below"));
    EXPECT_EQ(run.exit_code, 3) << run.err;
    EXPECT_EQ(folder.read("file"), "mine");
    EXPECT_EQ(run.out, "");
}

TEST(SweepCommand, StoppedItSaysHowToGoOn) {
    const TemporaryFolder folder;
    const ProgramRun run =
        run_headroom({"sweep", folder.write("s.toml", kEndlessScenario), "--over", "seed=1:8", "-o",
                      folder.path("out"), "--time-limit", "0.05 s"});
    EXPECT_EQ(run.exit_code, 4) << run.err;
    EXPECT_THAT(run.err, HasSubstr("/sweep.cache, and the same command goes on from there"));
    EXPECT_THAT(folder.names("out"),
                ElementsAre("points.csv", "study.json", "sweep.cache", "sweep.csv"));
    EXPECT_THAT(folder.read("out/study.json"), HasSubstr("\"complete\": false"));
}

TEST(SweepCommand, TellsEveryProblemAtOnce) {
    const TemporaryFolder folder;
    const ProgramRun run =
        run_headroom({"sweep", folder.write("s.toml", kSmallScenario), "--over",
                      "fleet.a.nodes=9:3", "--metric", "wait.p96", "--set", "fleet.b.nodes=3"});
    EXPECT_EQ(run.exit_code, 2);
    EXPECT_THAT(run.err, HasSubstr("did you mean '3:9'?"));
    EXPECT_THAT(run.err, HasSubstr("wait.p96"));
    EXPECT_THAT(run.err, HasSubstr("fleet.b.nodes"));
}

TEST(SweepCommand, PrintsARowAPointInEachFormat) {
    const TemporaryFolder folder;
    const std::vector<std::string> words{"sweep",    folder.write("s.toml", kSmallScenario),
                                         "--over",   "fleet.a.nodes=4,8",
                                         "--metric", "jobs.completed",
                                         "--format"};
    const auto in = [&](const char* format) {
        auto all = words;
        all.emplace_back(format);
        return run_headroom(all).out;
    };
    EXPECT_EQ(in("csv"), "fleet.a.nodes,jobs.completed\n4,500\n8,500\n");
    EXPECT_THAT(in("text"), HasSubstr("fleet.a.nodes  jobs.completed\n              4"));
    const auto json = nlohmann::json::parse(in("json"));
    EXPECT_EQ(json["results"][1]["values"]["fleet.a.nodes"], "8");
    EXPECT_EQ(json["results"][1]["metrics"]["jobs.completed"], 500);
    EXPECT_EQ(json["complete"], true);
}

}  // namespace
}  // namespace headroom::test
