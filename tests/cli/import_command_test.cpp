#include <filesystem>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/cli/run_program.hpp"

#include <nlohmann/json.hpp>

namespace headroom::test {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

const char* const kJobs =
    "id,submit,gpus,runtime,estimate,start,user,account,state\n"
    "1,2027-01-01T00:00:00Z,1,3600,7200,2027-01-01T00:00:10Z,ann,nlp,COMPLETED\n"
    "2,2027-01-01T06:00:00Z,8,7200,7200,2027-01-01T07:00:00Z,bob,nlp,FAILED\n"
    "3,2027-01-02T00:00:00Z,0,60,,,bob,nlp,COMPLETED\n"
    "4,2027-01-04T12:00:00Z,4,1800,3600,2027-01-04T12:00:00Z,ann,vision,COMPLETED\n"
    "5,2027-01-04T12:30:00Z,2,,,,ann,vision,CANCELLED by 1000\n";

// Sums, means and ranks are worked out by hand.
const char* const kReport = R"(jobs.csv

  Read        5 rows as csv, 384 B of text
  Left out    1 row: zero GPUs, first on line 4
              1 row: unknown run time, first on line 6
  Jobs        3, of 2 users, 2 accounts
  Dates       2027-01-01T00:00:00Z to 2027-01-04T12:00:00Z
  Arrivals    one each 1 d 18 h on average, over 3 d 12 h
  Work        19 GPUh: 0.23 GPUs busy on average if nobody waited
  Estimates   100.0 % of jobs have one; the median job runs for 50.0 % of it
  By hour     █·····█·····█···········  from 0:00 UTC, 0.0 % to 33.3 % of jobs
  By day      ▄···█··  from Monday, 0.0 % to 66.7 % of jobs

                       mean     median       95 %       most
  GPUs of a job        4.33          4          8          8
  Run time       1 h 10 min        1 h        2 h        2 h
  Recorded wait  20 min 3 s       10 s        1 h        1 h

  GPUs             jobs    of jobs  of GPU-time
  1                   1     33.3 %        5.3 %
  3-4                 1     33.3 %       10.5 %
  5-8                 1     33.3 %       84.2 %

  Ended as         jobs    of jobs  of GPU-time
  COMPLETED           2     66.7 %       15.8 %
  FAILED              1     33.3 %       84.2 %
)";

class ImportCommand : public testing::Test {
protected:
    [[nodiscard]] ProgramRun import(std::vector<std::string> arguments, RunSetup setup = {}) const {
        arguments.insert(arguments.begin(), "import");
        setup.folder = folder_.path();
        return run_headroom(arguments, setup);
    }

    TemporaryFolder folder_;
    std::string jobs_ = folder_.write("jobs.csv", kJobs);
};

TEST_F(ImportCommand, SaysWhatAFileHolds) {
    const ProgramRun run = import({"jobs.csv"});
    EXPECT_EQ(run.exit_code, 0);
    EXPECT_EQ(run.out, kReport);
    EXPECT_THAT(run.err, AllOf(StartsWith("\n  Read in "), Not(HasSubstr("\033"))));
    EXPECT_THAT(folder_.names(), ElementsAre("jobs.csv"));
}

TEST_F(ImportCommand, AsJsonHasTheSameNumbers) {
    const ProgramRun run = import({"jobs.csv", "--format", "json"});
    EXPECT_EQ(run.exit_code, 0);
    const auto json = nlohmann::json::parse(run.out);
    ASSERT_EQ(json.size(), 1u);
    const auto& file = json[0];
    EXPECT_EQ(file["file"], "jobs.csv");
    EXPECT_EQ(file["kind"], "jobs");
    EXPECT_EQ(file["format"], "csv");
    EXPECT_EQ(file["rows"], 5);
    EXPECT_EQ(file["jobs"], 3);
    EXPECT_EQ(file["first_submit"], "2027-01-01T00:00:00Z");
    EXPECT_EQ(file["left_out"].dump(), R"([{"first_line":4,"reason":"zero GPUs","rows":1},)"
                                       R"({"first_line":6,"reason":"unknown run time","rows":1}])");
    nlohmann::json statistics;
    for (const auto& row : file["statistics"])
        statistics[row["statistic"].get<std::string>()] = row["value"];
    EXPECT_EQ(statistics["gpu_time"], 1 + 16 + 2);
    EXPECT_EQ(statistics["users"], 2);
    EXPECT_EQ(statistics["wait.max"], 3600);
    EXPECT_EQ(statistics["estimates.run_time_of_estimate.median"], 50);
    EXPECT_EQ(file["sizes"].size(), 3u);
    EXPECT_EQ(file["hours"][12]["jobs"], 1);
    EXPECT_EQ(file["weekdays"][0]["jobs"], 1);
}

TEST_F(ImportCommand, SetsItBesideWhatIsPublished) {
    (void)folder_.write("p.csv",
                        "timestamp,duration,num_gpus,gpu_time,cluster\n"
                        "2017-10-09 07:01:55,60,1,60,a\n2017-10-09 08:01:55,60,8,480,a\n");
    const ProgramRun recognised = import({"p.csv"});
    EXPECT_THAT(recognised.out, AllOf(HasSubstr("Beside what is published as philly (Microsoft"),
                                      HasSubstr("112,956")));
    EXPECT_THAT(import({"jobs.csv"}).out, Not(HasSubstr("Beside")));
    const ProgramRun named = import({"jobs.csv", "--like", "helios-venus", "--format", "json"});
    const auto json = nlohmann::json::parse(named.out);
    EXPECT_EQ(json[0]["published"]["name"], "helios-venus");
    EXPECT_EQ(json[0]["published"]["figures"][0]["published"], 125303);
    EXPECT_EQ(json[0]["published"]["figures"][0]["this trace"], 3);
    const ProgramRun unknown = import({"jobs.csv", "--like", "venus"});
    EXPECT_EQ(unknown.exit_code, 2);
    EXPECT_THAT(unknown.err, HasSubstr("--like: 'venus' is none of acme-kalos|"));
}

TEST_F(ImportCommand, StrictFailsOnEveryRowThatIsNotTakenAsItStands) {
    const ProgramRun run = import({"jobs.csv", "--strict", "-o", "out.csv"});
    EXPECT_EQ(run.exit_code, 3);
    EXPECT_THAT(run.out, StartsWith("jobs.csv\n"));
    EXPECT_THAT(run.err, HasSubstr("jobs.csv:4: error: 1 of 5 rows left out: zero GPUs, first "
                                   "here; wanted none, as --strict says\n"));
    EXPECT_THAT(run.err, HasSubstr("jobs.csv:6: error: 1 of 5 rows left out: unknown run time"));
    EXPECT_THAT(folder_.names(), ElementsAre("jobs.csv"));
    (void)folder_.write("warned.csv", "submit,gpus,runtime\n2027-01-01 00:00:00,1,5\n");
    EXPECT_THAT(import({"warned.csv", "--strict"}).err,
                HasSubstr("warned.csv: error: warning: dates have no time zone"));
    (void)folder_.write("good.csv", "submit,gpus,runtime\n0,1,5\n");
    EXPECT_EQ(import({"good.csv", "--strict", "-o", "out.csv"}).exit_code, 0);
    EXPECT_THAT(folder_.names(), testing::Contains("out.csv"));
}

TEST_F(ImportCommand, WritesOurOwnCsvThatReadsBackWithoutAWarning) {
    const ProgramRun run = import({"jobs.csv", "-o", "out.csv"});
    EXPECT_EQ(run.exit_code, 0);
    EXPECT_THAT(run.err, HasSubstr("  Written to out.csv: 3 jobs.\n"));
    EXPECT_EQ(folder_.read("out.csv"),
              "id,submit,gpus,runtime,estimate,start,state,user,account\n"
              "1,2027-01-01T00:00:00Z,1,3600,7200,2027-01-01T00:00:10Z,COMPLETED,ann,nlp\n"
              "2,2027-01-01T06:00:00Z,8,7200,7200,2027-01-01T07:00:00Z,FAILED,bob,nlp\n"
              "4,2027-01-04T12:00:00Z,4,1800,3600,2027-01-04T12:00:00Z,COMPLETED,ann,vision\n");
    EXPECT_EQ(import({"out.csv", "--strict", "-o", "again.csv"}).exit_code, 0);
    EXPECT_EQ(folder_.read("again.csv"), folder_.read("out.csv"));
    for (const char* name : {"out.csv.gz", "out.csv.zst"}) {
        ASSERT_EQ(import({"jobs.csv", "-o", name, "--quiet"}).exit_code, 0);
        EXPECT_EQ(import({name, "--strict", "-o", "-", "--quiet"}).out, folder_.read("out.csv"));
    }
}

TEST_F(ImportCommand, WritesToStdoutAndThenReportsOnStderr) {
    const ProgramRun run = import({"jobs.csv", "-o", "-"});
    EXPECT_EQ(run.exit_code, 0);
    EXPECT_THAT(run.out, AllOf(StartsWith("id,submit,gpus,"), EndsWith(",vision\n")));
    EXPECT_THAT(run.err, HasSubstr("Left out"));
    EXPECT_EQ(import({"jobs.csv", "-o", "-"}, {.closes_stdout = true}).exit_code, 0);
}

TEST_F(ImportCommand, NeverWritesToAnInput) {
    std::filesystem::create_symlink("jobs.csv", folder_.path("link.csv"));
    for (const char* target : {"jobs.csv", "./jobs.csv", "link.csv"}) {
        const ProgramRun run = import({"jobs.csv", "-o", target});
        EXPECT_EQ(run.exit_code, 3);
        EXPECT_EQ(run.out, "");
        EXPECT_THAT(run.err, HasSubstr(": error: is an input and would be replaced"));
    }
    EXPECT_EQ(folder_.read("jobs.csv"), kJobs);
    EXPECT_EQ(import({"jobs.csv", "-o", "no/such/out.csv"}).exit_code, 3);
    EXPECT_EQ(import({"jobs.csv", "-o", "/dev/full"}).exit_code, 3);
    (void)folder_.write("none.csv", "submit,gpus,runtime\n0,0,5\n");
    EXPECT_THAT(import({"none.csv", "-o", "out.csv"}).err, HasSubstr("has no job to write"));
}

TEST_F(ImportCommand, LeavesNoNameOfPeopleInWhatItWrites) {
    const std::string named =
        "id,submit,gpus,runtime,user,account,state\n"
        "zoe-run,0,1,5,o'zoe,team-quark,CANCELLED by zoe\n"
        "17,1,0,5,yann,team-quark,COMPLETED\n"
        "zoe-run,2,1,5,o'zoe,team-quark,COMPLETED\n";
    (void)folder_.write("a.csv", named);
    (void)folder_.write("b.csv", "id,submit,gpus,runtime,user\n9,5,2,7,o'zoe\n");
    const ProgramRun first = import({"a.csv", "--anonymise", "key", "-o", "a.out"});
    const ProgramRun again = import({"a.csv", "--anonymise", "key", "-o", "again.out"});
    const ProgramRun other_file = import({"b.csv", "--anonymise", "key", "-o", "b.out"});
    const ProgramRun other_key = import({"a.csv", "--anonymise", "key2", "-o", "c.out"});
    EXPECT_EQ(first.exit_code, 0);
    EXPECT_THAT(first.err, HasSubstr("which was made; keep it"));
    EXPECT_THAT(again.err, Not(HasSubstr("which was made")));
    EXPECT_THAT(first.out, HasSubstr("id '…' is not the first of its name"));
    for (const std::string& text :
         {first.out, first.err, folder_.read("a.out"), other_key.out, folder_.read("c.out"),
          import({"a.csv", "--anonymise", "key", "-o", "-", "--format", "json"}).err}) {
        for (const char* name : {"zoe", "yann", "quark"})
            EXPECT_THAT(text, Not(HasSubstr(name)));
    }
    EXPECT_EQ(folder_.read("a.out"), folder_.read("again.out"));
    const std::string written = folder_.read("a.out");
    const std::string user = written.substr(written.find("user-"), 13);
    EXPECT_THAT(folder_.read("b.out"), HasSubstr(user));
    EXPECT_THAT(folder_.read("c.out"), Not(HasSubstr(user)));
    EXPECT_EQ(folder_.read("key").size(), 32u);
    const ProgramRun no_key = import({"a.csv", "--anonymise", "a.csv", "-o", "d.out"});
    EXPECT_EQ(no_key.exit_code, 3);
    EXPECT_THAT(no_key.err, HasSubstr("a.csv: error: is no key: it has more than 32 bytes"));
    EXPECT_EQ(import({"a.csv", "--anonymise", "key", "-o", "key"}).exit_code, 3);
    EXPECT_EQ(import({"a.csv", "--anonymise", "key"}).exit_code, 2);
}

TEST_F(ImportCommand, ReportsEachFileAndExitsWithTheWorst) {
    (void)folder_.write("bad.csv", "submit,gpus,runtime\nx,1,5\n");
    (void)folder_.write("good.csv", "submit,gpus,runtime\n0,1,5\n");
    const ProgramRun run = import({"jobs.csv", "bad.csv", "good.csv"});
    EXPECT_EQ(run.exit_code, 3);
    EXPECT_THAT(run.out, AllOf(StartsWith("jobs.csv\n"), HasSubstr("\n\ngood.csv\n")));
    EXPECT_THAT(run.err, HasSubstr("bad.csv:2:1: error"));
    const auto json =
        nlohmann::json::parse(import({"jobs.csv", "bad.csv", "good.csv", "--format", "json"}).out);
    ASSERT_EQ(json.size(), 3u);
    EXPECT_EQ(json[1]["valid"], false);
    EXPECT_EQ(json[1]["problems"][0]["line"], 2);
    EXPECT_EQ(json[2]["valid"], true);
    EXPECT_EQ(import({"jobs.csv", "good.csv", "-o", "out.csv"}).exit_code, 2);
}

TEST_F(ImportCommand, TakesTheFormatThatItIsTold) {
    EXPECT_THAT(import({"jobs.csv", "--as", "swf"}).err, HasSubstr("18 as in SWF 2.2"));
    const ProgramRun unknown = import({"jobs.csv", "--as", "sfw"});
    EXPECT_EQ(unknown.exit_code, 2);
    EXPECT_THAT(unknown.err, StartsWith("--as: error: unknown format 'sfw'; wanted one of auto, "));
    EXPECT_EQ(import({"jobs.csv", "--as", "csv"}).exit_code, 0);
}

TEST_F(ImportCommand, QuietSaysNothingWhereAllIsWell) {
    const ProgramRun run = import({"jobs.csv", "-o", "out.csv", "--quiet"});
    EXPECT_EQ(run.exit_code, 0);
    EXPECT_EQ(run.out + run.err, "");
}

TEST_F(ImportCommand, CtrlCLeavesNothingBehind) {
    std::string text = "submit,gpus,runtime\n";
    for (int row = 0; row < 3'000'000; ++row)
        text += "0,1,5\n";
    (void)folder_.write("long.csv", text);
    for (const char* phase : {"{\"phase\":\"read\"", "{\"phase\":\"write\""}) {
        const ProgramRun run = import({"long.csv", "-o", "out.csv.zst", "--progress", "json"},
                                      {.interrupt_at = phase});
        EXPECT_EQ(run.exit_code, 130) << phase;
        EXPECT_EQ(run.out, "");
        EXPECT_THAT(run.err, HasSubstr("stopped; nothing was written"));
        EXPECT_THAT(folder_.names(), ElementsAre("jobs.csv", "long.csv"));
    }
}

TEST_F(ImportCommand, ShowsItsProgressOnATerminal) {
    const ProgramRun run =
        import({"jobs.csv"}, {.environment = {"TERM=xterm"}, .on_terminal = true});
    EXPECT_THAT(run.out, AllOf(HasSubstr("reading …"), HasSubstr("\033[1mjobs.csv\033[0m")));
}

// A job that no fleet can hold is read like any other, and rejected where it is simulated.
TEST_F(ImportCommand, AJobLargerThanTheFleetIsRejectedByTheRun) {
    (void)folder_.write("large.csv", "submit,gpus,runtime\n0,9,60\n1,8,60\n");
    EXPECT_EQ(import({"large.csv", "--strict"}).exit_code, 0);
    const std::string scenario = folder_.write("s.toml",
                                               "schema = 1\n[fleet.a]\nnodes = 1\n"
                                               "gpus_per_node = 8\n[workload.w]\n"
                                               "trace = \"large.csv\"\n");
    const ProgramRun run = run_headroom({"run", scenario});
    EXPECT_EQ(run.exit_code, 0);
    EXPECT_THAT(run.out, HasSubstr("2 submitted · 1 completed · 1 rejected"));
}

}  // namespace
}  // namespace headroom::test
