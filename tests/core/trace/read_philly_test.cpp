#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/core/trace/trace_text.hpp"

namespace headroom::trace {
namespace {

using testing::ElementsAre;

TEST(ReadPhilly, SortsDatesAndCountsFromTheFirst) {
    const TraceFile file = read_good(
        "timestamp,duration,num_gpus,gpu_time,cluster\n"
        "2017-10-09 07:01:55,66.5,2,133.0,11cb48\n"
        "2017-10-09 06:13:03,2951.0,1,2951.0,6214e9\n"
        "\n");
    const Trace& trace = file.trace;
    EXPECT_EQ(trace.format, "philly");
    // date -u -d '2017-10-09 06:13:03' +%s
    EXPECT_EQ(trace.zero, Instant{1'507'529'583'000'000});
    EXPECT_THAT(trace.submit_us, ElementsAre(0, 2'932'000'000));
    EXPECT_THAT(trace.runtime_us, ElementsAre(2'951'000'000, 66'500'000));
    EXPECT_THAT(trace.estimate_us, ElementsAre(kUnknown, kUnknown));
    EXPECT_THAT(trace.gpus, ElementsAre(1, 2));
    EXPECT_EQ(trace.partition.text(0), "6214e9");
    EXPECT_EQ(trace.ids[0], "2");
    EXPECT_THAT(describe(file.report.warnings),
                ElementsAre("dates have no time zone; they are read as UTC"));
}

TEST(ReadPhilly, KnowsLeapDaysAndFractionsOfASecond) {
    const TraceFile file = read_good(
        "timestamp,duration,num_gpus,cluster\n"
        "2016-02-29 23:59:59.25,1,1,a\n"
        "2016-03-01T00:00:00,1,1,a\n");
    // date -u -d '2016-02-29 23:59:59' +%s
    EXPECT_EQ(file.trace.zero, Instant{1'456'790'399'250'000});
    EXPECT_THAT(file.trace.submit_us, ElementsAre(0, 750'000));
}

TEST(ReadPhilly, LeavesOutRowsWithoutDateTimeOrGpus) {
    const TraceFile file = read_good(
        "timestamp,duration,num_gpus,cluster\n"
        ",1,1,a\n"
        "2017-10-09 07:01:55,,1,a\n"
        "2017-10-09 07:01:55,1,0,a\n"
        "2017-10-09 07:01:55,1,1,a\n");
    EXPECT_EQ(file.trace.size(), 1u);
    EXPECT_THAT(describe(file.report.dropped),
                ElementsAre("unknown submit time: 1, line 2", "unknown run time: 1, line 3",
                            "zero GPUs: 1, line 4"));
}

}  // namespace
}  // namespace headroom::trace
