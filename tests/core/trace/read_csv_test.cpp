#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/core/trace/trace_text.hpp"

namespace headroom::trace {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(ReadCsv, ReadsTheFiveColumns) {
    const TraceFile file = read_good(
        "id,submit,gpus,runtime,estimate\n"
        "a,0,1,704,908\n"
        "b,20.25,16,0.000001,\n");
    EXPECT_EQ(file.trace.format, "csv");
    EXPECT_EQ(file.trace.zero, std::nullopt);
    EXPECT_EQ(file.trace.ids[0], "a");
    EXPECT_EQ(file.trace.ids[1], "b");
    EXPECT_THAT(file.trace.submit_us, ElementsAre(0, 20'250'000));
    EXPECT_THAT(file.trace.gpus, ElementsAre(1, 16));
    EXPECT_THAT(file.trace.runtime_us, ElementsAre(704'000'000, 1));
    EXPECT_THAT(file.trace.estimate_us, ElementsAre(908'000'000, kUnknown));
    EXPECT_THAT(file.trace.line, ElementsAre(2, 3));
    EXPECT_THAT(file.report.warnings, IsEmpty());
    EXPECT_THAT(file.report.dropped, IsEmpty());
}

TEST(ReadCsv, TakesColumnsInAnyOrderAndNeedsOnlyThree) {
    const TraceFile file = read_good("runtime,gpus,submit\n30,8,5\n");
    EXPECT_THAT(file.trace.submit_us, ElementsAre(5'000'000));
    EXPECT_THAT(file.trace.gpus, ElementsAre(8));
    EXPECT_THAT(file.trace.runtime_us, ElementsAre(30'000'000));
    EXPECT_THAT(file.trace.estimate_us, ElementsAre(kUnknown));
    EXPECT_EQ(file.trace.ids[0], "1");
}

TEST(ReadCsv, KeepsEveryOptionalColumn) {
    const TraceFile file = read_good(
        "submit,gpus,runtime,eligible,start,end,state,user,account,partition,qos,gpu_model,"
        "priority,requeues,activity\n"
        "0,1,10,1,2,12,COMPLETED,ann,nlp,long,high,h100,-5,2,0.9\n"
        "1,1,10,,,,,,,,,,,,\n");
    const Trace& trace = file.trace;
    EXPECT_THAT(trace.eligible_us, ElementsAre(1'000'000, kUnknown));
    EXPECT_THAT(trace.start_us, ElementsAre(2'000'000, kUnknown));
    EXPECT_THAT(trace.end_us, ElementsAre(12'000'000, kUnknown));
    EXPECT_THAT(trace.priority, ElementsAre(-5, 0));
    EXPECT_EQ(trace.state.text(0), "COMPLETED");
    EXPECT_EQ(trace.user.text(0), "ann");
    EXPECT_EQ(trace.account.text(0), "nlp");
    EXPECT_EQ(trace.partition.text(0), "long");
    EXPECT_EQ(trace.qos.text(0), "high");
    EXPECT_EQ(trace.gpu_model.text(0), "h100");
    EXPECT_EQ(trace.gpu_model.text(1), "");
    EXPECT_THAT(trace.requeues, ElementsAre(2, 0));
    EXPECT_THAT(trace.activity_ppm, ElementsAre(900'000, kUnknown));
    EXPECT_THAT(file.report.warnings, IsEmpty());
}

TEST(ReadCsv, ColumnsThatSayNothingStayEmpty) {
    const TraceFile file =
        read_good("submit,gpus,runtime,start,priority\n0,1,1,-1,0\n1,1,1,nan,\n");
    EXPECT_THAT(file.trace.start_us, IsEmpty());
    EXPECT_THAT(file.trace.priority, IsEmpty());
}

TEST(ReadCsv, LivesWithTheQuirksOfSpreadsheets) {
    const TraceFile file = read_good(
        "\xEF\xBB\xBF\"id\",\"submit\", gpus ,runtime,account\r\n"
        "\r\n"
        "\"j \"\"1\"\"\",0,\"4\" ,1e1,\"nlp, europe\"\r\n"
        "   \r\n"
        "j2,1,2.0,10.5,");
    EXPECT_EQ(file.trace.ids[0], "j \"1\"");
    EXPECT_EQ(file.trace.account.text(0), "nlp, europe");
    EXPECT_THAT(file.trace.gpus, ElementsAre(4, 2));
    EXPECT_THAT(file.trace.runtime_us, ElementsAre(10'000'000, 10'500'000));
    EXPECT_THAT(file.trace.line, ElementsAre(3, 5));
}

TEST(ReadCsv, SortsBySubmitAndKeepsTheOrderOfEqualOnes) {
    const TraceFile file = read_good(
        "id,submit,gpus,runtime,user,priority,start\n"
        "c,9,3,3,zoe,1,10\n"
        "a,5,1,1,ann,2,6\n"
        "d,9,4,4,,3,11\n"
        "b,5,2,2,bob,4,7\n");
    std::vector<std::string> ids;
    std::vector<std::string> users;
    for (std::size_t row = 0; row < file.trace.size(); ++row) {
        ids.emplace_back(file.trace.ids[row]);
        users.push_back(file.trace.user.text(row));
    }
    EXPECT_THAT(ids, ElementsAre("a", "b", "c", "d"));
    EXPECT_THAT(users, ElementsAre("ann", "bob", "zoe", ""));
    EXPECT_THAT(file.trace.gpus, ElementsAre(1, 2, 3, 4));
    EXPECT_THAT(file.trace.line, ElementsAre(3, 5, 2, 4));
    EXPECT_THAT(file.trace.priority, ElementsAre(2, 4, 1, 3));
    EXPECT_THAT(file.trace.start_us, ElementsAre(6'000'000, 7'000'000, 10'000'000, 11'000'000));
}

TEST(ReadCsv, LeavesOutWhatCannotBeSimulatedAndCountsIt) {
    const TraceFile file = read_good(
        "submit,gpus,runtime\n"
        "0,1,-5\n1,0,5\n2,1,\n3,1,nan\n4,-1,5\n5,0.5,5\n6,,5\n,1,5\n-1,1,5\n7,1,5\n8,0,5\n");
    EXPECT_EQ(file.report.rows, 11);
    EXPECT_EQ(file.trace.size(), 1u);
    EXPECT_EQ(file.trace.ids[0], "10");  // its row in the file
    EXPECT_THAT(describe(file.report.dropped),
                ElementsAre("negative run time: 1, line 2", "zero GPUs: 2, line 3",
                            "unknown run time: 2, line 4", "negative number of GPUs: 1, line 6",
                            "a fraction of a GPU: 1, line 7", "unknown number of GPUs: 1, line 8",
                            "unknown submit time: 1, line 9", "negative submit time: 1, line 10"));
}

TEST(ReadCsv, SaysWhenNoRowIsLeft) {
    const TraceFile file = read_good("submit,gpus,runtime\n0,0,1\n");
    EXPECT_EQ(file.trace.size(), 0u);
    EXPECT_THAT(describe(file.report.warnings), ElementsAre("no row can be simulated"));
}

TEST(ReadCsv, DropsALastLineThatIsCutOff) {
    const TraceFile file = read_good("submit,gpus,runtime\n0,1,5\n1,");
    EXPECT_THAT(describe(file.report.dropped),
                ElementsAre("a last line that is cut off: 1, line 3"));
    EXPECT_THAT(describe(file.report.warnings),
                ElementsAre("3:0: the last line is cut off: the file may be incomplete"));
}

TEST(ReadCsv, WarnsOfIdsThatRepeat) {
    const TraceFile file =
        read_good("id,submit,gpus,runtime\nb,0,1,1\na,0,1,1\nb,1,1,1\na,2,1,1\na,3,1,1\n");
    EXPECT_EQ(file.trace.size(), 5u);
    EXPECT_THAT(describe(file.report.warnings),
                ElementsAre("4:0: id 'b' is not the first of its name; 3 ids repeat"));
}

TEST(ReadCsv, IdsThatOnlyGrowOrDifferAreNoRepeats) {
    EXPECT_THAT(read_good("id,submit,gpus,runtime\n9,0,1,1\n10,0,1,1\n").report.warnings,
                IsEmpty());
    EXPECT_THAT(read_good("id,submit,gpus,runtime\nb,0,1,1\na,0,1,1\n").report.warnings, IsEmpty());
}

TEST(ReadCsv, ReadsSecondsSince1970AsDates) {
    const TraceFile file = read_good(
        "submit,gpus,runtime,eligible,start\n1356996150,1,60,,1356996160\n1356996147.5,1,60,,\n");
    ASSERT_TRUE(file.trace.zero);
    EXPECT_EQ(file.trace.zero->unix_us, 1'356'996'147'500'000);
    EXPECT_THAT(file.trace.submit_us, ElementsAre(0, 2'500'000));
    EXPECT_THAT(file.trace.start_us, ElementsAre(kUnknown, 12'500'000));
    EXPECT_THAT(describe(file.report.warnings),
                ElementsAre("submit times are read as seconds since 1970; the first is "
                            "2012-12-31T23:22:27.5Z"));
}

TEST(ReadCsv, ReadsLinesOfAnyLength) {
    const std::string name(1'000'000, 'x');
    const TraceFile file = read_good("submit,gpus,runtime,user\n0,1,1," + name + "\n1,1,1,y\n");
    EXPECT_EQ(file.trace.user.text(0), name);
    EXPECT_EQ(file.trace.user.text(1), "y");
}

}  // namespace
}  // namespace headroom::trace
