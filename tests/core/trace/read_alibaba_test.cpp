// The formats openb and dlrm.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/core/trace/trace_text.hpp"

namespace headroom::trace {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(ReadOpenb, KeepsWholeGpusAndLeavesOutShares) {
    const TraceFile file = read_good(
        "name,cpu_milli,memory_mib,num_gpu,gpu_milli,gpu_spec,qos,pod_phase,creation_time,"
        "deletion_time,scheduled_time\n"
        "pod-0,12000,16384,1,1000,,LS,Running,0,1000,5\n"
        "pod-1,6000,12288,1,460,,LS,Running,10,1000,10\n"
        "pod-2,6000,12288,0,0,,LS,Succeeded,10,1000,10\n"
        "pod-3,6000,12288,8,1000,V100M16|V100M32,BE,Failed,20,120,100\n"
        "pod-4,6000,12288,2,1000,,BE,Pending,30,130,\n"
        "pod-5,6000,12288,0,0,,BE,Pending,30,130,\n");
    const Trace& trace = file.trace;
    EXPECT_EQ(trace.format, "openb");
    EXPECT_THAT(trace.submit_us, ElementsAre(0, 20'000'000));
    EXPECT_THAT(trace.runtime_us, ElementsAre(995'000'000, 20'000'000));
    EXPECT_THAT(trace.start_us, ElementsAre(5'000'000, 100'000'000));
    EXPECT_THAT(trace.end_us, ElementsAre(1'000'000'000, 120'000'000));
    EXPECT_THAT(trace.gpus, ElementsAre(1, 8));
    EXPECT_EQ(trace.ids[1], "pod-3");
    EXPECT_EQ(trace.gpu_model.text(0), "");
    EXPECT_EQ(trace.gpu_model.text(1), "V100M16|V100M32");
    EXPECT_EQ(trace.qos.text(1), "BE");
    EXPECT_EQ(trace.state.text(1), "failed");
    EXPECT_THAT(describe(file.report.dropped),
                ElementsAre("a share of a GPU: 1, line 3", "zero GPUs: 2, line 4",
                            "never started: 1, line 6"));
}

TEST(ReadDlrm, KeepsWhatTheWindowCutsAndSaysSo) {
    const TraceFile file = read_good(
        "instance_sn,role,app_name,cpu_request,gpu_request,creation_time,scheduled_time,deletion_"
        "time\n"
        "i0,HN,app_0,12,1,,,\n"
        "i1,HN,app_0,12,1,,,500.0\n"
        "i2,HN,app_1,12,2,100.00000000000001,150.0,\n"
        "i3,CN,app_1,64,0,200.0,200.0,900.0\n"
        "i4,HN,app_1,12,1,300.0,310.0,400.0\n"
        "i5,HN,app_1,12,1,350.0,,400.0\n");
    const Trace& trace = file.trace;
    EXPECT_EQ(trace.format, "dlrm");
    EXPECT_THAT(trace.submit_us, ElementsAre(0, 0, 100'000'000, 300'000'000));
    // The last time in the file is the deletion of a CPU node.
    EXPECT_THAT(trace.runtime_us, ElementsAre(900'000'000, 500'000'000, 750'000'000, 90'000'000));
    EXPECT_THAT(trace.start_us, ElementsAre(kUnknown, kUnknown, 150'000'000, 310'000'000));
    EXPECT_THAT(trace.end_us, ElementsAre(kUnknown, 500'000'000, kUnknown, 400'000'000));
    EXPECT_EQ(trace.account.text(3), "app_1");
    EXPECT_EQ(trace.state.text(2), "running");
    EXPECT_THAT(describe(file.report.dropped),
                ElementsAre("zero GPUs: 1, line 5", "never started: 1, line 7"));
    EXPECT_THAT(describe(file.report.adjusted),
                ElementsAre("cut by the beginning of the window: runs from its first instant: 2, "
                            "line 2",
                            "cut by the end of the window: run time so far: 2, line 2"));
}

}  // namespace
}  // namespace headroom::trace
