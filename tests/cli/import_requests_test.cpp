// `headroom import` of LLM requests, and of jobs whose unit of time must be said.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/cli/run_program.hpp"

#include <nlohmann/json.hpp>

namespace headroom::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

const char* const kRequests =
    "TIMESTAMP,ContextTokens,GeneratedTokens\r\n"
    "2023-11-16 18:00:00.0000000,100,10\r\n"
    "2023-11-16 18:00:02.0000000,300,30\r\n"
    "2023-11-16 18:00:04.0000000,,30\r\n";

const char* const kMuri =
    "job_id,num_gpu,submit_time,duration\n"
    "1,4,0,7200000\n";

class ImportRequests : public testing::Test {
protected:
    [[nodiscard]] ProgramRun run(const std::vector<std::string>& arguments) const {
        RunSetup setup;
        setup.folder = folder_.path();
        return run_headroom(arguments, setup);
    }

    TemporaryFolder folder_;
    std::string requests_ = folder_.write("azure.csv", kRequests);
    std::string muri_ = folder_.write("muri.csv", kMuri);
};

TEST_F(ImportRequests, SaysWhatTheFileHolds) {
    const ProgramRun import = run({"import", "azure.csv"});
    EXPECT_EQ(import.exit_code, 0) << import.err;
    EXPECT_THAT(import.out, HasSubstr("  Read        3 rows as requests"));
    EXPECT_THAT(import.out, HasSubstr("1 row: unknown number of tokens, first on line 4"));
    EXPECT_THAT(import.out,
                HasSubstr("  Dates       2023-11-16T18:00:00Z to 2023-11-16T18:00:02Z"));
    EXPECT_THAT(import.err, HasSubstr("not modelled yet"));
    const ProgramRun json = run({"import", "azure.csv", "--format", "json"});
    const auto report = nlohmann::json::parse(json.out).at(0);
    EXPECT_EQ(report["kind"], "requests");
    EXPECT_EQ(report["rows"], 3);
    bool has_mean = false;
    for (const auto& row : report["statistics"]) {
        if (row["statistic"] == "prompt_tokens.mean") {
            has_mean = true;
            EXPECT_EQ(row["value"], 200);
        }
    }
    EXPECT_TRUE(has_mean);
}

TEST_F(ImportRequests, IsStrictAndRefusesWhatIsForJobs) {
    EXPECT_EQ(run({"import", "azure.csv", "--strict"}).exit_code, 3);
    const ProgramRun output = run({"import", "azure.csv", "-o", "jobs.csv"});
    EXPECT_EQ(output.exit_code, 2);
    EXPECT_THAT(output.err,
                HasSubstr("is a trace of LLM requests, which has no jobs; wanted -o for "
                          "files of jobs only"));
    EXPECT_THAT(folder_.names(), ElementsAre("azure.csv", "muri.csv"));
}

TEST_F(ImportRequests, AWorkloadCannotNameThemYet) {
    (void)folder_.write("s.toml", "schema = 1\n[fleet.a]\n[workload.w]\ntrace = \"azure.csv\"\n");
    const ProgramRun validate = run({"validate", "s.toml"});
    EXPECT_NE(validate.exit_code, 0);
    EXPECT_THAT(validate.err, HasSubstr("is a trace of LLM requests, which is not modelled yet; "
                                        "wanted jobs; `headroom import` describes it"));
}

TEST_F(ImportRequests, TheUnitOfTimeMustBeSaid) {
    const ProgramRun unsaid = run({"import", "muri.csv"});
    EXPECT_EQ(unsaid.exit_code, 3);
    EXPECT_THAT(unsaid.err, HasSubstr("muri.csv:2:7: error: times may be in seconds or in "
                                      "milliseconds; wanted time_unit = \"s\" or \"ms\" "
                                      "(--time-unit)"));
    const ProgramRun said = run({"import", "muri.csv", "--time-unit", "ms"});
    EXPECT_EQ(said.exit_code, 0) << said.err;
    EXPECT_THAT(said.out, HasSubstr("8 GPUh"));
    (void)folder_.write(
        "s.toml",
        "schema = 1\n[fleet.a]\n[workload.w]\ntrace = \"muri.csv\"\ntime_unit = \"ms\"\n");
    const ProgramRun simulate = run({"run", "s.toml", "--format", "json"});
    EXPECT_EQ(simulate.exit_code, 0) << simulate.err;
    EXPECT_EQ(nlohmann::json::parse(simulate.out)["metrics"]["makespan_s"], 7200);
}

}  // namespace
}  // namespace headroom::test
