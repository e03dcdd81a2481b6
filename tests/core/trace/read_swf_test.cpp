#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/core/trace/trace_text.hpp"

namespace headroom::trace {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(ReadSwf, ReadsTheFieldsThatMatter) {
    const TraceFile file = read_good(
        "; Version: 2.2\n"
        "; MaxJobs: 2\n"
        ";\n"
        "; UnixStartTime: 1027839845\n"
        "   1   10 30 552.21 40 552 -1 48 43200 -1 1  4  7 -1 2 3 -1 -1\n"
        "   2   11 -1      5 16  -1 -1 -1    -1 -1 0 -1 -1 -1 -1 -1 -1 -1\n");
    const Trace& trace = file.trace;
    EXPECT_EQ(trace.format, "swf");
    EXPECT_EQ(trace.zero, Instant{1'027'839'845'000'000});
    EXPECT_EQ(trace.ids[0], "1");
    EXPECT_THAT(trace.submit_us, ElementsAre(10'000'000, 11'000'000));
    EXPECT_THAT(trace.runtime_us, ElementsAre(552'210'000, 5'000'000));
    EXPECT_THAT(trace.gpus, ElementsAre(48, 16));  // requested; else allocated
    EXPECT_THAT(trace.estimate_us, ElementsAre(43'200'000'000, kUnknown));
    EXPECT_THAT(trace.start_us, ElementsAre(40'000'000, kUnknown));
    EXPECT_EQ(trace.user.text(0), "4");
    EXPECT_EQ(trace.user.text(1), "");
    EXPECT_EQ(trace.account.text(0), "7");
    EXPECT_EQ(trace.qos.text(0), "2");
    EXPECT_EQ(trace.partition.text(0), "3");
    EXPECT_EQ(trace.state.text(0), "completed");
    EXPECT_EQ(trace.state.text(1), "failed");
    EXPECT_THAT(trace.line, ElementsAre(5, 6));
    EXPECT_THAT(file.report.warnings, IsEmpty());
}

TEST(ReadSwf, NeedsNoHeaderAndToleratesFurtherColumns) {
    const TraceFile file =
        read_good("0 5 -1 60 64 1 1024 64 -1 -1 1 62 1 1 -1 1 1 1 {7,7} q_2w 1:ppn=1\r\n");
    EXPECT_EQ(file.trace.size(), 1u);
    EXPECT_EQ(file.trace.zero, std::nullopt);
    EXPECT_THAT(file.trace.start_us, IsEmpty());
}

TEST(ReadSwf, AStartAtSecondZeroMeansNotKnown) {
    const TraceFile file =
        read_good("; UnixStartTime: 0\n1 5 -1 60 1 -1 -1 1 60 -1 1 1 1 -1 1 1 -1 -1\n");
    EXPECT_EQ(file.trace.zero, std::nullopt);
}

TEST(ReadSwf, TellsWhatTheHeaderGotWrong) {
    const TraceFile file = read_good(
        "; MaxJobs: 527371\n; MaxProcs: 4\n"
        "1 5 -1 60 1 -1 -1 8 60 -1 1 1 1 -1 1 1 -1 -1\n");
    EXPECT_THAT(describe(file.report.warnings),
                ElementsAre("the header says 527371 jobs, the file has 1",
                            "the header says 4 processors, a job wants 8"));
}

TEST(ReadSwf, LeavesOutWhatNeverRan) {
    const TraceFile file = read_good(
        "1 0  0 -1  8 -1 -1  8 -1 -1 5 1 1 -1 1 1 -1 -1\n"
        "2 1  0 -7  8 -1 -1  8 -1 -1 5 1 1 -1 1 1 -1 -1\n"
        "3 2  0 10 -1 -1 -1 -1 -1 -1 1 1 1 -1 1 1 -1 -1\n"
        "4 3  0 10  0 -1 -1  0 -1 -1 1 1 1 -1 1 1 -1 -1\n"
        "5 -1 0 10  8 -1 -1  8 -1 -1 1 1 1 -1 1 1 -1 -1\n"
        "6 4  0  0  8 -1 -1  8 -1 -1 5 1 1 -1 1 1 -1 -1\n");
    EXPECT_THAT(describe(file.report.dropped),
                ElementsAre("unknown run time: 1, line 1", "negative run time: 1, line 2",
                            "unknown number of GPUs: 1, line 3", "zero GPUs: 1, line 4",
                            "unknown submit time: 1, line 5"));
    EXPECT_EQ(file.trace.size(), 1u);
    EXPECT_EQ(file.trace.state.text(0), "cancelled");
}

TEST(ReadSwf, CountsASwappedOutJobOnce) {
    const TraceFile file = read_good(
        "1 0 0 30 8 -1 -1 8 -1 -1 1 1 1 -1 1 1 -1 -1\n"
        "1 -1 0 10 8 -1 -1 8 -1 -1 2 1 1 -1 1 1 -1 -1\n"
        "1 -1 5 20 8 -1 -1 8 -1 -1 3 1 1 -1 1 1 -1 -1\n"
        "2 9 0 30 8 -1 -1 8 -1 -1 3 1 1 -1 1 1 -1 -1\n");
    EXPECT_EQ(file.trace.size(), 2u);
    EXPECT_EQ(file.report.rows, 4);
    EXPECT_THAT(describe(file.report.dropped),
                ElementsAre("a burst of a job that is listed as a whole: 2, line 2"));
}

TEST(ReadSwf, DropsALastLineThatIsCutOff) {
    const TraceFile file = read_good("1 0 0 30 8 -1 -1 8 -1 -1 1 1 1 -1 1 1 -1 -1\n2 1 0 30 8 -1");
    EXPECT_EQ(file.trace.size(), 1u);
    EXPECT_THAT(describe(file.report.dropped),
                ElementsAre("a last line that is cut off: 1, line 2"));
}

}  // namespace
}  // namespace headroom::trace
