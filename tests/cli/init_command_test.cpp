// `headroom init` as a new user would try it, on the files of a made-up site.

#include <filesystem>
#include <memory>
#include <regex>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/cli/run_program.hpp"
#include "tests/support/made_up_site.hpp"

#include <nlohmann/json.hpp>

namespace headroom::test {
namespace {

using testing::HasSubstr;
using testing::Not;

class InitCommand : public testing::Test {
protected:
    static void SetUpTestSuite() {
        folder_ = std::make_unique<TemporaryFolder>();
        truth_ = write_made_up_site(folder_->path());
    }
    static void TearDownTestSuite() { folder_.reset(); }

    // init with all of the site's files, into `name` beside them.
    static ProgramRun init_all(const std::string& name) {
        return run_headroom({"init", "--sacct", at("sacct.txt"), "--nodes", at("nodes.txt"),
                             "--nodes", at("slurm.conf"), "--prom", at("dcgm.csv"), "--meter",
                             at("meter.csv"), "--prices", at("quotes.csv"), "--tariff",
                             at("tariff.csv"), "--forecast", at("forecast.csv"), "-o", at(name)});
    }
    static std::string at(const std::string& name) { return folder_->path(name); }

    static std::unique_ptr<TemporaryFolder> folder_;
    static SiteTruth truth_;
};

std::unique_ptr<TemporaryFolder> InitCommand::folder_;
SiteTruth InitCommand::truth_;

nlohmann::json metrics_of(const std::string& scenario) {
    const ProgramRun run = run_headroom({"run", scenario, "--format", "json"});
    EXPECT_EQ(run.exit_code, 0) << run.err;
    return nlohmann::json::parse(run.out)["metrics"];
}

std::vector<std::string> lines_with(const std::string& text, const std::string& part) {
    std::vector<std::string> lines;
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);) {
        if (line.find(part) != std::string::npos) {
            lines.push_back(line);
        }
    }
    return lines;
}

TEST_F(InitCommand, DraftsAScenarioThatValidatesRunsAndFitsTheRecordedWaits) {
    const ProgramRun init = init_all("all.toml");
    ASSERT_EQ(init.exit_code, 0) << init.err;
    EXPECT_THAT(init.out, HasSubstr("3 fleets, 197 nodes, 1,500 GPUs, 49,"));
    EXPECT_THAT(init.out, HasSubstr("recorded"));
    EXPECT_EQ(run_headroom({"validate", at("all.toml")}).exit_code, 0);

    const nlohmann::json metrics = metrics_of(at("all.toml"));
    EXPECT_EQ(metrics["jobs.submitted"], truth_.jobs);
    EXPECT_EQ(metrics["jobs.rejected"], 0);
    // Limits are whole minutes in the log and exact in the truth, so backfill chooses otherwise now
    // and then; the mean over 50,000 jobs stays.
    const double recorded_s = truth_.wait_s / static_cast<double>(truth_.jobs);
    EXPECT_NEAR(metrics["wait.mean_s"], recorded_s, 0.25 * recorded_s);
}

TEST_F(InitCommand, TakesWhatTheFilesSayAndMarksTheRestAsGuessed) {
    ASSERT_EQ(init_all("told.toml").exit_code, 0);
    const std::string text = folder_->read("told.toml");
    for (const char* line : {"trace ", "max_time", "backfill_depth = 1000", "Default=YES",
                             "[partition.dev]", "[tenant.nlp]", "SchedulerType=sched/backfill",
                             "activity = \"5", "866", "Q-2211", "2026-09"}) {
        EXPECT_THAT(text, HasSubstr(line));
    }
    EXPECT_THAT(text, HasSubstr("not taken over: PriorityWeightFairshare=10000"));
    EXPECT_THAT(text, Not(HasSubstr(folder_->path())));  // paths are relative
    const std::vector<std::string> guesses = lines_with(text, "guessed:");
    EXPECT_GE(guesses.size(), 3u);
    const std::regex with_reason("^[a-z_]+ *= .*  ?# guessed: [A-Za-z].{9,}$");
    for (const std::string& guess : guesses) {
        if (guess.find("Lines marked") == std::string::npos) {
            EXPECT_TRUE(std::regex_match(guess, with_reason)) << guess;
        }
    }
    // Nothing that no file tells stands there unmarked.
    for (const char* key : {"warmup", "placement", "kill_at_limit"}) {
        for (const std::string& line : lines_with(text, key)) {
            EXPECT_THAT(line, HasSubstr("guessed:"));
        }
    }
}

TEST_F(InitCommand, InfersTheFleetFromTheJobsAlone) {
    const ProgramRun init =
        run_headroom({"init", "--sacct", at("sacct.txt"), "-o", at("jobs-only.toml")});
    ASSERT_EQ(init.exit_code, 0) << init.err;
    const std::string text = folder_->read("jobs-only.toml");
    EXPECT_THAT(text, HasSubstr("gpus_per_node = 4"));
    EXPECT_THAT(text, HasSubstr("# guessed: no file declares it; the nodes its jobs ran on"));
    for (const char* key : {"nodes ", "gpus_per_node", "fleets"}) {
        for (const std::string& line : lines_with(text, key)) {
            EXPECT_TRUE(line.find("guessed:") != std::string::npos || line[0] == '#') << line;
        }
    }
    const nlohmann::json metrics = metrics_of(at("jobs-only.toml"));
    EXPECT_EQ(metrics["jobs.submitted"], truth_.jobs);
    EXPECT_EQ(metrics["jobs.rejected"], 0);
}

TEST_F(InitCommand, NeverWritesOverAFileUnasked) {
    const std::string file = folder_->write("mine.toml", "schema = 1 # mine\n");
    const std::vector<std::string> arguments{"init", "--sacct", at("sacct.txt"), "-o", file};
    const ProgramRun refused = run_headroom(arguments);
    EXPECT_EQ(refused.exit_code, 3);
    EXPECT_THAT(refused.err, HasSubstr("is there already"));
    EXPECT_EQ(folder_->read("mine.toml"), "schema = 1 # mine\n");
    std::vector<std::string> forced = arguments;
    forced.push_back("--force");
    EXPECT_EQ(run_headroom(forced).exit_code, 0);
    EXPECT_THAT(folder_->read("mine.toml"), HasSubstr("[workload."));
}

TEST_F(InitCommand, TellsTheProblemsOfAllFilesAtOnceAndWritesNothing) {
    const std::string jobs = folder_->write("bad.csv", "submit,gpus,runtime\n0,1,x\n");
    const std::string meter = folder_->write("bad-meter.csv", "time,power_kw\nnoon,5\n");
    const ProgramRun init = run_headroom({"init", "--sacct", jobs, "--meter", meter, "--nodes",
                                          at("no-such-file"), "-o", at("bad.toml")});
    EXPECT_EQ(init.exit_code, 3);
    EXPECT_THAT(init.err, HasSubstr("bad.csv:2:5: error: runtime 'x' is not a number"));
    EXPECT_THAT(init.err, HasSubstr("bad-meter.csv:2:1: error: time 'noon'"));
    EXPECT_THAT(init.err, HasSubstr("no-such-file"));
    EXPECT_FALSE(std::filesystem::exists(at("bad.toml")));
    EXPECT_EQ(run_headroom({"init", "-o", at("x.toml")}).exit_code, 2);
    EXPECT_EQ(run_headroom({"init", "--sacct", at("sacct.txt"), "-o", at("sacct.txt"), "--force"})
                  .exit_code,
              3);
}

}  // namespace
}  // namespace headroom::test
