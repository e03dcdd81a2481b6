#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/core/trace/trace_text.hpp"

namespace headroom::trace {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const std::string kHelios =
    "job_id,user,vc,gpu_num,cpu_num,node_num,state,submit_time,start_time,end_time,duration,"
    "queue\n";
const std::string kAcme =
    "job_id,user,node_num,gpu_num,cpu_num,type,state,submit_time,start_time,end_time,duration,"
    "queue,gpu_time\n";

TEST(ReadHelios, TakesRunTimesFromTheDates) {
    const TraceFile file =
        read_good(kHelios +
                  "11,uA,vcX,8,64,1,COMPLETED,2020-06-09 18:41:01,2020-06-09 18:42:01,2020-06-09 "
                  "19:42:01,3600,60\n"
                  "12,uB,vcY,1,4,1,NODE_FAIL,2020-06-09 18:41:00,2020-06-09 18:41:00,2020-06-09 "
                  "18:41:30,30,0\n");
    const Trace& trace = file.trace;
    EXPECT_EQ(trace.format, "helios");
    // date -u -d '2020-06-09 18:41:00' +%s
    EXPECT_EQ(trace.zero, Instant{1'591'728'060'000'000});
    EXPECT_THAT(trace.submit_us, ElementsAre(0, 1'000'000));
    EXPECT_THAT(trace.start_us, ElementsAre(0, 61'000'000));
    EXPECT_THAT(trace.end_us, ElementsAre(30'000'000, 3'661'000'000));
    EXPECT_THAT(trace.runtime_us, ElementsAre(30'000'000, 3'600'000'000));
    EXPECT_THAT(trace.gpus, ElementsAre(1, 8));
    EXPECT_EQ(trace.ids[1], "11");
    EXPECT_EQ(trace.user.text(1), "uA");
    EXPECT_EQ(trace.partition.text(1), "vcX");
    EXPECT_EQ(trace.state.text(0), "node_fail");
    EXPECT_THAT(file.report.adjusted, IsEmpty());
    EXPECT_THAT(describe(file.report.warnings),
                ElementsAre("2:0: dates have no time zone; they are read as UTC"));
}

TEST(ReadHelios, LeavesOutCpuJobsAndWhatNeverStarted) {
    const TraceFile file = read_good(
        kHelios +
        "1,u,v,0,4,1,COMPLETED,2020-06-09 18:41:01,2020-06-09 18:42:01,2020-06-09 19:42:01,3600,0\n"
        "2,u,v,8,4,1,CANCELLED,2020-06-09 18:41:01,,2020-06-09 19:42:01,0,0\n"
        "3,u,v,8,4,1,RUNNING,2020-06-09 18:41:01,2020-06-09 18:41:01,,7200,0\n"
        "4,u,v,8,4,1,RUNNING,2020-06-09 18:41:01,2020-06-09 18:41:01,None,,0\n"
        "5,u,v,8,4,1,FAILED,2020-06-09 18:41:01,2020-06-09 18:41:01,2020-06-09 18:41:00,1,0\n");
    EXPECT_THAT(describe(file.report.dropped),
                ElementsAre("zero GPUs: 1, line 2", "never started: 1, line 3",
                            "unknown run time: 1, line 5", "negative run time: 1, line 6"));
    EXPECT_THAT(describe(file.report.adjusted),
                ElementsAre("no end: run time by the duration: 1, line 4"));
    EXPECT_THAT(file.trace.runtime_us, ElementsAre(7'200'000'000));
    EXPECT_THAT(file.trace.end_us, IsEmpty());
}

TEST(ReadAcme, CountsDurationsThatIncludeTheWait) {
    const TraceFile file = read_good(
        "job_id,user,node_num,gpu_num,cpu_num,mem_per_pod_GB,shared_mem_per_pod,type,state,submit_"
        "time,start_time,end_time,fail_time,stop_time,duration,queue,gpu_time\n"
        "dlc1,u1,8,64,960,1000,100.0,Other,FAILED,2023-05-17 11:00:58+00:00,2023-05-17 "
        "11:01:08+00:00,2023-05-17 11:01:16+00:00,2023-05-17 11:01:16+00:00,,18,10.0,1152.0\n");
    EXPECT_EQ(file.trace.format, "acme");
    EXPECT_THAT(file.trace.runtime_us, ElementsAre(8'000'000));
    EXPECT_THAT(describe(file.report.adjusted),
                ElementsAre("duration is not end - start: run time by the dates: 1, line 2"));
    EXPECT_EQ(file.trace.account.text(0), "Other");
    EXPECT_THAT(file.report.warnings, IsEmpty());
}

TEST(ReadAcme, OrdersDatesWithDifferentOffsetsByTheInstant) {
    const TraceFile file =
        read_good(kAcme +
                  "1,u,1,8,128,Pretrain,FAILED,2023-03-01 08:00:00+08:00,2023-03-01 08:00:10+08:00,"
                  "2023-03-01 00:02:00+00:00,110,10,880.0\n"
                  "2,u,1,8,128,Evaluation,FAILED,2023-02-28 23:59:59Z,2023-02-28 23:59:59Z,"
                  "2023-03-01 00:00:00Z,1,0,8.0\n");
    EXPECT_EQ(file.trace.ids[0], "2");
    EXPECT_THAT(file.trace.submit_us, ElementsAre(0, 1'000'000));
    EXPECT_THAT(file.trace.runtime_us, ElementsAre(1'000'000, 110'000'000));
    EXPECT_THAT(file.report.adjusted, IsEmpty());
}

}  // namespace
}  // namespace headroom::trace
