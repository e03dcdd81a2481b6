// Every message the readers have for a file that is wrong, as the user sees it.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "src/core/trace/format.hpp"
#include "tests/core/trace/damage.hpp"
#include "tests/core/trace/trace_text.hpp"

namespace headroom::trace {
namespace {

struct BadTrace {
    std::string text;
    std::string message;  // of the first error
    const char* format = "auto";
};

const std::string kHeader = "id,submit,gpus,runtime,estimate\n";
const std::string kPhilly = "timestamp,duration,num_gpus,gpu_time,cluster\n";
const std::string kColumns =
    "one of id submit gpus runtime estimate eligible start end state user account partition qos "
    "gpu_model priority requeues activity";
const std::string kFormats = format_descriptions();
const std::string kSeconds = "; seconds, such as 3600 or 0.25";
const std::string kWhole = "; a whole number, such as 8";
const std::string kDate = " is not a date; a date such as 2017-10-09 07:01:55";

const std::vector<BadTrace>& bad_traces() {
    static const std::vector<BadTrace> cases{
        // the file as a whole
        {"", "is empty; a trace file"},
        {" \n\r\n\t\n", "is empty; a trace file"},
        {"\xEF\xBB\xBF", "is empty; a trace file"},
        {"\xFF\xFEi\0d\0", "is UTF-16 text; plain text, gzip or zstd"},
        {"\x1F\x8B\x08 zipped", "is damaged gzip data; a trace file"},
        {"\x28\xB5\x2F\xFD zipped", "is damaged zstd data: Data corruption detected; a trace file"},
        {"PK\x03\x04 zipped", "is a zip file; plain text, gzip or zstd"},
        {std::string("submit\0", 7), "is binary data; plain text, gzip or zstd"},
        {"hello world\n", "is in no format that is known; " + kFormats},
        {"a,b,c\n1,2,3\n", "is in no format that is known; " + kFormats},
        {"1,2,3\n", "is in no format that is known; " + kFormats},
        {kHeader, "unknown format 'sfw'; one of auto, " + format_names(), "sfw"},
        {kHeader, "has no jobs; at least one row after the header"},
        {"; MaxJobs: 5\n", "has no jobs; at least one row after the header"},
        // the header
        {"submit,gpu,runtime\n",
         "1:8: unknown column 'gpu'; " + kColumns + "; did you mean 'gpus'?"},
        {"submit,gpus,runtime,xylophone\n", "1:21: unknown column 'xylophone'; " + kColumns},
        {"submit,gpus\n0,1\n", "1:1: column 'runtime' is missing; a header with this column"},
        {"runtime,gpus\n0,1\n", "1:1: column 'submit' is missing; a header with this column"},
        {"submit,gpus,runtime,gpus\n", "1:21: column 'gpus' stands twice; each column once"},
        {"submit,gpus,\"runtime\n",
         "1:13: quoted text does not end before the next separator; a closing \""},
        {"timestamp,num_gpus,cluster\n",
         "1:1: column 'duration' is missing; a header with this column"},
        {"id,submit\n",
         "1:1: unknown column 'id'; one of timestamp duration num_gpus gpu_time cluster", "philly"},
        // a row of our CSV
        {kHeader + "1,0,1,5\n", "2:1: has 4 fields; 5 as in the header"},
        {kHeader + "1,0,1,5,6,7\n", "2:1: has 6 fields; 5 as in the header"},
        {kHeader + "1,x,1,5,6\n", "2:3: submit 'x' is not a number" + kSeconds},
        {kHeader + "1,0,one,5,6\n", "2:5: gpus 'one' is not a number" + kWhole},
        {kHeader + "1,0,1,5s,6\n", "2:7: runtime '5s' is not a number" + kSeconds},
        {kHeader + "1,0,1,inf,6\n", "2:7: runtime 'inf' is not a number" + kSeconds},
        {kHeader + "1,0,1,1:30:00,6\n", "2:7: runtime '1:30:00' is not a number" + kSeconds},
        {kHeader + "1,0,1,5,6e\n", "2:9: estimate '6e' is not a number" + kSeconds},
        {kHeader + "1,0,1,5,\"6\n",
         "2:9: quoted text does not end before the next separator; a closing \""},
        {kHeader + "1,0,1,5,\"6\"7\n",
         "2:9: quoted text does not end before the next separator; a closing \""},
        {kHeader + "1,1700000000000,1,5,6\n",
         "2:3: submit '1700000000000' is more than 100 years; seconds; are these milliseconds?"},
        {kHeader + "1,0,1,1e300,6\n",
         "2:7: runtime '1e300' is more than 100 years; seconds; are these milliseconds?"},
        {kHeader + "1,0,5000000000,1,6\n",
         "2:5: gpus '5000000000' is too large; at most 1000000000"},
        {kHeader + "\xC3\xA9,0,?,1,6\n", "2:5: gpus '?' is not a number" + kWhole},
        {kHeader + "1,0," + std::string(60, 'g') + ",1,6\n",
         "2:5: gpus '" + std::string(40, 'g') + "…' is not a number" + kWhole},
        {kHeader + "1,0,\x1B[2J,1,6\n", "2:5: gpus '?[2J' is not a number" + kWhole},
        {"submit,gpus,runtime,priority\n0,1,1,high\n",
         "2:7: priority 'high' is not a whole number; a whole number between -2147483647 and "
         "2147483647"},
        {"submit,gpus,runtime,priority\n0,1,1,1.5\n",
         "2:7: priority '1.5' is not a whole number; a whole number between -2147483647 and "
         "2147483647"},
        {"submit,gpus,runtime,requeues\n0,1,1,often\n",
         "2:7: requeues 'often' is not a whole number; a whole number between -2147483647 and "
         "2147483647"},
        {"submit,gpus,runtime,activity\n0,1,1,1.5\n",
         "2:7: activity '1.5' is not a share; a number between 0 and 1"},
        {"submit,gpus,runtime,start\n0,1,1,noon\n", "2:7: start 'noon' is not a number" + kSeconds},
        // SWF
        {"; Version: 2.2\n1 2 3\n", "2:1: has 3 fields; 18 as in SWF 2.2"},
        {"1 0 -1 x 1 -1 -1 1 1 -1 1 1 1 -1 1 1 -1 -1\n",
         "1:8: run time 'x' is not a number" + kSeconds, "swf"},
        {";\n1 0 -1 5 1 -1 -1 one 1 -1 1 1 1 -1 1 1 -1 -1\n",
         "2:18: requested processors 'one' is not a number" + kWhole},
        {";\n1 0 -1 5 two -1 -1 -1 1 -1 1 1 1 -1 1 1 -1 -1\n",
         "2:10: allocated processors 'two' is not a number" + kWhole},
        {";\n1 a 0 5 1 -1 -1 1 1 -1 1 1 1 -1 1 1 -1 -1\n",
         "2:3: submit time 'a' is not a number" + kSeconds},
        {";\n1 0 a 5 1 -1 -1 1 1 -1 1 1 1 -1 1 1 -1 -1\n",
         "2:5: wait time 'a' is not a number" + kSeconds},
        {";\n1 0 0 5 1 -1 -1 1 a -1 1 1 1 -1 1 1 -1 -1\n",
         "2:19: requested time 'a' is not a number" + kSeconds},
        // Philly
        {kPhilly + "2017-10-09,66.0,1,66.0,a\n", "2:1: timestamp '2017-10-09'" + kDate},
        {kPhilly + "2017-02-29 07:01:55,66.0,1,66.0,a\n",
         "2:1: timestamp '2017-02-29 07:01:55'" + kDate},
        {kPhilly + "2017-10-09 24:01:55,66.0,1,66.0,a\n",
         "2:1: timestamp '2017-10-09 24:01:55'" + kDate},
        {kPhilly + "2017-10-09 07:01:55Z,66.0,1,66.0,a\n",
         "2:1: timestamp '2017-10-09 07:01:55Z'" + kDate},
        {kPhilly + "2017-1a-09 07:01:55,66.0,1,66.0,a\n",
         "2:1: timestamp '2017-1a-09 07:01:55'" + kDate},
        {kPhilly + "2017-10-09 07:01:55,long,1,66.0,a\n",
         "2:21: duration 'long' is not a number" + kSeconds},
        {kPhilly + "2017-10-09 07:01:55,66.0,x,66.0,a\n",
         "2:26: num_gpus 'x' is not a number" + kWhole},
    };
    return cases;
}

TEST(TraceErrors, SayWhereWhatAndWhatIsWanted) {
    for (const BadTrace& bad : bad_traces()) {
        const auto result = read_text(bad.text, bad.format);
        ASSERT_FALSE(result) << bad.message;
        EXPECT_EQ(describe(result.error().front()), bad.message);
    }
}

TEST(TraceErrors, AreToldAllAtOnceUpToTwenty) {
    std::string text = kHeader;
    for (int row = 0; row < 30; ++row) {
        text += "1,x,1,5\n";
    }
    text += "1,0,1,y,z\n";
    const auto result = read_text(text);
    ASSERT_FALSE(result);
    ASSERT_EQ(result.error().size(), 21u);
    EXPECT_EQ(result.error()[19].place.line, 21);
    EXPECT_EQ(describe(result.error()[20]), "and 12 more");
}

TEST(TraceErrors, OfOneRowAreToldTogether) {
    const auto result = read_text("submit,gpus,runtime\nx,y,z\n");
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().size(), 3u);
    EXPECT_EQ(result.error()[1].source_line, "x,y,z");
}

TEST(TraceErrors, NameFilesThatCannotBeRead) {
    const auto missing = read_trace("/no/such/file.csv");
    ASSERT_FALSE(missing);
    EXPECT_EQ(missing.error().front().place.file, "/no/such/file.csv");
    EXPECT_EQ(describe(missing.error().front()),
              "cannot be read: No such file or directory; a trace file");
    const auto folder = read_trace(testing::TempDir());
    ASSERT_FALSE(folder);
    EXPECT_EQ(describe(folder.error().front()), "cannot be read: Is a directory; a trace file");
}

TEST(TraceErrors, DamagedFilesNeverCrashAndEveryRowIsAccountedFor) {
    const std::vector<std::string> good{
        kHeader + "1,0,1,5,6\n\"2\",1.5,8,1e2,\n3,2,16,0,-1\n",
        "; MaxJobs: 2\n1 0 0 30 8 -1 -1 8 -1 -1 1 1 1 -1 1 1 -1 -1\n"
        "2 1 0 3.5 8 -1 -1 8 9 -1 0 1 1 -1 1 1 -1 -1\n",
        kPhilly + "2017-10-09 07:01:55,66.0,1,66.0,a\n2017-10-08 07:01:55,1.0,2,2.0,b\n",
    };
    Damage damage(good, "0159-+.,;:\" \t\r\nexN\x80\xFF{");
    for (int round = 0; round < 3000; ++round) {
        const std::string text = damage.next();
        const auto result = read_text(text);
        if (result) {
            EXPECT_EQ(accounted_rows(*result), result->report.rows) << text;
        } else {
            EXPECT_FALSE(format_diagnostics(result.error()).empty());
        }
    }
}

}  // namespace
}  // namespace headroom::trace
