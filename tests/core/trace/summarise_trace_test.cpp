#include "src/core/trace/summarise_trace.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "src/core/trace/tabulate_trace.hpp"
#include "tests/core/trace/trace_text.hpp"

namespace headroom::trace {
namespace {

using testing::ElementsAre;

// 2027-01-01 was a Friday.
const char* const kDated =
    "id,submit,gpus,runtime,estimate,eligible,start,state,user,account,partition,gpu_model,"
    "requeues,activity\n"
    "a,2027-01-01T00:00:00Z,1,100,200,,2027-01-01T00:00:10Z,COMPLETED,ann,x,long,h100,0,0.5\n"
    "b,2027-01-01T00:30:00Z,8,10,100,2027-01-01T00:40:00Z,2027-01-01T00:40:30Z,FAILED,bob,x,long,"
    "h100,2,\n"
    "c,2027-01-01T23:59:59.5Z,2,0,,,,COMPLETED,ann,x,long,h100,0,1\n"
    "d,2027-01-03T01:00:00+01:00,3,1000,0,,2027-01-02T23:00:00Z,COMPLETED,,x,long,h100,1,0.25\n";

TEST(SummariseTrace, AgreesWithPaper) {
    const TraceSummary summary = summarise_trace(read_good(kDated).trace);
    EXPECT_EQ(summary.jobs, 4);
    EXPECT_EQ(summary.gpu_s, 100 + 80 + 0 + 3000);
    EXPECT_EQ(format_instant(*summary.first_submit), "2027-01-01T00:00:00Z");
    EXPECT_EQ(format_instant(*summary.last_submit), "2027-01-03T00:00:00Z");
    EXPECT_EQ(summary.span_s, 2 * 86400);
    EXPECT_EQ(summary.interarrival_mean_s, 2 * 86400 / 3.0);
    EXPECT_EQ(summary.offered_gpus, 3180 / 172800.0);
    EXPECT_EQ(summary.users, 2);  // no user is not a user
    EXPECT_EQ(summary.accounts, 1);
    EXPECT_EQ(summary.gpus.mean, 3.5);
    EXPECT_EQ(summary.gpus.median, 2);  // the 2nd of 1 2 3 8
    EXPECT_EQ(summary.gpus.p95, 8);
    EXPECT_EQ(summary.run_time_s.mean, 277.5);
    EXPECT_EQ(summary.run_time_s.median, 10);
    EXPECT_EQ(summary.run_time_s.max, 1000);
    EXPECT_EQ(summary.estimates, 2);               // 0 is none
    EXPECT_EQ(summary.run_time_of_estimate, 0.1);  // the first of 0.1 0.5
    EXPECT_EQ(summary.wait_s.count, 2);            // d started before it was submitted
    EXPECT_EQ(summary.wait_s.mean, 20);            // 10 s after submit, 30 s after eligible
    EXPECT_EQ(summary.requeues, 3);
    EXPECT_EQ(summary.requeued_jobs, 2);
    EXPECT_EQ(summary.jobs_with_activity, 3);
    EXPECT_DOUBLE_EQ(summary.activity, (100 * 0.5 + 3000 * 0.25) / 3100);
    EXPECT_EQ(summary.by_hour[0], 3);
    EXPECT_EQ(summary.by_hour[23], 1);
    EXPECT_THAT(summary.by_weekday, ElementsAre(0, 0, 0, 0, 3, 0, 1));
    ASSERT_EQ(summary.states.size(), 2u);
    EXPECT_EQ(summary.states[0].state, "COMPLETED");
    EXPECT_EQ(summary.states[0].jobs, 3);
    EXPECT_EQ(summary.states[0].gpu_s, 3100);
    EXPECT_EQ(summary.states[1].gpu_s, 80);
}

TEST(SummariseTrace, SaysNothingOfWhatTheTraceDoesNotSay) {
    const TraceSummary summary = summarise_trace(read_good("submit,gpus,runtime\n5,1,7\n").trace);
    EXPECT_FALSE(summary.first_submit);
    EXPECT_EQ(summary.offered_gpus, 0);
    EXPECT_EQ(summary.users, 0);
    EXPECT_EQ(summary.wait_s.count, 0);
    EXPECT_TRUE(summary.states.empty());
    std::vector<std::string> names;
    for (const report::Table& table : tabulate_trace(summary)) {
        names.push_back(table.name);
    }
    EXPECT_THAT(names, ElementsAre("statistics", "sizes"));
    EXPECT_EQ(summarise_trace(Trace{}).jobs, 0);
}

TEST(TabulateTrace, PutsSizesIntoClassesOfPowersOfTwo) {
    std::string text = "submit,gpus,runtime\n";
    for (const int gpus : {1, 2, 3, 4, 5, 8, 9, 16, 1000}) {
        text += "0," + std::to_string(gpus) + ",60\n";
    }
    const report::Table table = sizes_table(summarise_trace(read_good(text).trace));
    ASSERT_EQ(table.rows(), 6u);
    EXPECT_EQ(table.columns[0].text.text(2), "3-4");
    EXPECT_EQ(table.columns[0].text.text(5), "513-1024");
    EXPECT_THAT(table.columns[1].integers, ElementsAre(1, 1, 2, 2, 2, 1));
    EXPECT_DOUBLE_EQ(table.columns[2].reals[2], 200 / 9.0);
    EXPECT_DOUBLE_EQ(table.columns[3].reals[3], 1300 / 1048.0);
}

}  // namespace
}  // namespace headroom::trace
