#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/cli/run_program.hpp"

#include <nlohmann/json.hpp>

namespace headroom::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;

constexpr const char* kMeter =
    "time,meter,power_kw\n2026-03-01T00:00:00Z,a,100\n2026-03-01T00:00:00Z,b,50\n"
    "2026-03-01T00:15:00Z,a,200\n2026-03-01T00:15:00Z,b,50\n2026-03-01T00:30:00Z,a,\n";

TEST(ImportRecords, SaysWhatAMeterHolds) {
    const TemporaryFolder folder;
    const std::string file = folder.write("meter.csv", kMeter);
    const ProgramRun text = run_headroom({"import", file});
    EXPECT_EQ(text.exit_code, 0);
    EXPECT_EQ(text.err, "");
    EXPECT_THAT(text.out, AllOf(HasSubstr("5 rows as meter"), HasSubstr("1 row: no value"),
                                HasSubstr("peak_15min_kw")));
    const auto json = nlohmann::json::parse(run_headroom({"import", file, "--format", "json"}).out);
    EXPECT_EQ(json[0]["kind"], "meter");
    EXPECT_EQ(json[0]["left_out"][0]["first_line"], 6);
    EXPECT_EQ(json[0]["meters"][2]["meter"], "all");
    EXPECT_EQ(json[0]["meters"][2]["mean_kw"], 200);
    EXPECT_EQ(run_headroom({"import", file, "--strict"}).exit_code, 3);
}

TEST(ImportRecords, EveryKindIsKnownByItsHeader) {
    const TemporaryFolder folder;
    const std::vector<std::pair<std::string, std::string>> files{
        {"tariff", "price ($/kWh)\n0.092\n"},
        {"forecast", "month,gpus\n2027-01,800\n"},
        {"quotes", "item,price\ndgx-h100,390 k$/node\n"},
        {"gpu-samples", "time,host,gpu,util,power_w\n1772300000,a,0,93,612\n"},
    };
    for (const auto& [kind, text] : files) {
        const std::string file = folder.write(kind + ".csv", text);
        const ProgramRun run = run_headroom({"import", file, "--format", "json"});
        EXPECT_EQ(run.exit_code, 0) << run.err;
        EXPECT_EQ(nlohmann::json::parse(run.out)[0]["kind"], kind);
        EXPECT_EQ(run_headroom({"import", file, "--as", kind}).exit_code, 0);
        EXPECT_EQ(run_headroom({"import", file, "-o", folder.path("out.csv")}).exit_code, 2);
    }
}

TEST(ImportRecords, BadOnesAreExit3WithPlace) {
    const TemporaryFolder folder;
    const std::string file = folder.write("tariff.csv", "hour,price ($/kWh)\n0-12,1\n12-23,x\n");
    const ProgramRun run = run_headroom({"import", file});
    EXPECT_EQ(run.exit_code, 3);
    EXPECT_EQ(run.out, "");
    EXPECT_THAT(run.err,
                AllOf(HasSubstr("tariff.csv:3:7: error: price 'x' is not a number"),
                      HasSubstr("Jan Mon 12:00 has a price already, on line 2; wanted each hour")));
}

TEST(ImportRecords, SamplesGiveJobsTheirActivity) {
    const TemporaryFolder folder;
    // 2026-02-28T17:33:20Z is 1772300000.
    const std::string jobs =
        folder.write("jobs.csv",
                     "id,submit,gpus,runtime,start\n7,1772300000,1,600,1772300000\n"
                     "8,1772300000,1,600,1772300000\n");
    const std::string samples =
        folder.write("dcgm.csv",
                     "timestamp,metric,Hostname,gpu,hpc_job,value\n"
                     "1772300030,DCGM_FI_PROF_GR_ENGINE_ACTIVE,a,0,7,0.5\n"
                     "1772300060,DCGM_FI_PROF_GR_ENGINE_ACTIVE,a,0,7,0.75\n");
    const std::string out = folder.path("out.csv");
    const ProgramRun run = run_headroom({"import", jobs, "--prom", samples, "-o", out});
    EXPECT_EQ(run.exit_code, 0) << run.err;
    EXPECT_THAT(run.out, AllOf(HasSubstr("1 job by label"), HasSubstr("1 job not measured")));
    EXPECT_THAT(folder.read("out.csv"), HasSubstr("0.625"));
    EXPECT_EQ(run_headroom({"import", jobs, "--prom", folder.path("none.csv")}).exit_code, 3);
    EXPECT_EQ(run_headroom({"import", jobs, "--prom-shift", "1 h"}).exit_code, 2);
    const auto json = nlohmann::json::parse(
        run_headroom({"import", jobs, "--prom", samples, "--format", "json"}).out);
    EXPECT_EQ(json[0]["job_activity"][0]["jobs_by_label"], 1);
}

}  // namespace
}  // namespace headroom::test
