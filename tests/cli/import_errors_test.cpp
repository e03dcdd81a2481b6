// What the user sees of files that are wrong: the exact first line, exit code 3, nothing on stdout.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/cli/run_program.hpp"

namespace headroom::test {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

struct BadFile {
    std::string name;
    std::string text;
    std::string message;  // behind the name; what follows "…" is not looked at
};

const std::string kRows = "id,submit,gpus,runtime\n";
const std::string kSeconds = " is not a number; wanted seconds, such as 3600 or 0.25";
const std::string kWhole = " is not a number; wanted a whole number, such as 8";
const std::string kWholes =
    " is not a whole number; wanted a whole number between -2147483647 and 2147483647";
const std::string kShare = " is not a share; wanted a number between 0 and 1";
const std::string kLong = " is more than 100 years; wanted seconds";
const std::string kQuote =
    "quoted text does not end before the next separator; wanted a closing \"";
const std::string kJobs = ": error: has no jobs; wanted at least one row after the header";
const std::string kUnknown = ": error: is in no format that is known; wanted …";
const std::string kOne = "; wanted the same for every point in time of a file";
const std::string kDate = " is not a date; wanted a date such as 2017-10-09 07:01:55";
const std::string kPhilly = "timestamp,duration,num_gpus,gpu_time,cluster\n";
const std::string kColumns =
    "; wanted one of id submit gpus runtime estimate eligible start end state user account "
    "partition qos gpu_model priority requeues activity";

std::string swf(const std::string& line) {
    return "; Version: 2.2\n1 0 -1 5 1 -1 -1 1 9 -1 1 1 1 -1 1 1 -1 -1\n" + line + "\n";
}

std::vector<BadFile> bad_files() {
    return {
        // the file as a whole
        {"empty", "", ": error: is empty; wanted a file to import"},
        {"blank.csv", "\r\n \t\n\n", ": error: is empty; wanted a file to import"},
        {"mark.csv", "\xEF\xBB\xBF\n", ": error: is empty; wanted a file to import"},
        {"wide.csv", std::string("\xFF\xFEi\0d\0", 6),
         ": error: is UTF-16 text; wanted plain text, gzip or zstd"},
        {"wide.txt", std::string("\xFE\xFF\0i\0d", 6),
         ": error: is UTF-16 text; wanted plain text, gzip or zstd"},
        {"jobs.zip", "PK\x03\x04 zip", ": error: is a zip file; wanted plain text, gzip or zstd"},
        {"jobs.xz", "\xFD\x37zXZ", ": error: is xz data; wanted plain text, gzip or zstd"},
        {"jobs.bz2", "BZh91AY", ": error: is bzip2 data; wanted plain text, gzip or zstd"},
        {"jobs.bin", std::string("gpus\0", 5),
         ": error: is binary data; wanted plain text, gzip or zstd"},
        {"jobs.gz", "\x1F\x8B\x08 no", ": error: is damaged gzip data; wanted a file to import"},
        {"jobs.zst", "\x28\xB5\x2F\xFD zipped",
         ": error: is damaged zstd data: Data corruption detected; wanted a file to import"},
        {"prose.txt", "Dear planner,\nhere are the jobs.\n", kUnknown},
        {"other.csv", "name,colour\na,red\n", kUnknown},
        {"numbers.csv", "1,0,1,5\n", kUnknown},
        {"scenario.toml", "schema = 1\n", kUnknown},
        {"page.html", "<html><body>Sign in</body></html>\n", kUnknown},
        {"none.csv", kRows, kJobs},
        {"none.swf", "; MaxJobs: 5\n;\n", kJobs},
        {"none-philly.csv", kPhilly, kJobs},
        // the header of our CSV
        {"h.csv", "submit,gpu,runtime\n0,1,5\n", ":1:8: error: unknown column 'gpu'" + kColumns},
        {"h.csv", "submit,gpus,runtime,walltime\n",
         ":1:21: error: unknown column 'walltime'" + kColumns},
        {"h.csv", "submit,gpus,runtime,\n", ":1:21: error: unknown column ''" + kColumns},
        {"h.csv", "Submit,gpus,runtime\n", ":1:1: error: unknown column 'Submit'" + kColumns},
        {"h.csv", "submit,gpus\n",
         ":1:1: error: column 'runtime' is missing; wanted a header with this column"},
        {"h.csv", "id,runtime,submit\n",
         ":1:1: error: column 'gpus' is missing; wanted a header with this column"},
        {"h.csv", "submit,gpus,runtime,submit\n",
         ":1:21: error: column 'submit' stands twice; wanted each column once"},
        {"h.csv", "submit,gpus,\"runtime\n", ":1:13: error: " + kQuote},
        // a row of our CSV
        {"r.csv", kRows + "1,0,1\n", ":2:1: error: has 3 fields; wanted 4 as in the header"},
        {"r.csv", kRows + "1,0,1,5,\n", ":2:1: error: has 5 fields; wanted 4 as in the header"},
        {"r.csv", kRows + "1;0;1;5\n", ":2:1: error: has 1 fields; wanted 4 as in the header"},
        {"r.csv", kRows + "1,0,1,5\n\n2,zero,1,5\n", ":4:3: error: submit 'zero'" + kSeconds},
        {"r.csv", kRows + "1,0,1,5\r\n\r\n2,0,1,5h\r\n", ":4:7: error: runtime '5h'" + kSeconds},
        {"r.csv", kRows + "1,0,1,00:05:00\n", ":2:7: error: runtime '00:05:00'" + kSeconds},
        {"r.csv", kRows + "1,0,1,inf\n", ":2:7: error: runtime 'inf'" + kSeconds},
        {"r.csv", kRows + "1,0,1,0x10\n", ":2:7: error: runtime '0x10'" + kSeconds},
        {"r.csv", kRows + "1,0,1,1e300\n", ":2:7: error: runtime '1e300'" + kLong},
        {"r.csv", kRows + "1,1700000000000,1,5\n", ":2:3: error: submit '1700000000000'" + kLong},
        {"r.csv", kRows + "1,0,8x,5\n", ":2:5: error: gpus '8x'" + kWhole},
        {"r.csv", kRows + "1,0,\xC3\xA4,5\n", ":2:5: error: gpus '\xC3\xA4'" + kWhole},
        {"r.csv", kRows + "\xC3\xA4\xC3\xB6,0,x,5\n", ":2:6: error: gpus 'x'" + kWhole},
        {"r.csv", kRows + "1,0,4000000000,5\n",
         ":2:5: error: gpus '4000000000' is too large; wanted at most 1000000000"},
        {"r.csv", kRows + "1,0,1,\"5\n", ":2:7: error: " + kQuote},
        {"r.csv", kRows + "\"a\"b,0,1,5\n", ":2:1: error: " + kQuote},
        {"r.csv", kRows + "1,0,1,5\n2,0,1," + std::string(10'000'000, '9') + "\n",
         ":3:7: error: runtime '9999999999999999999999999999999999999999…'" + kLong},
        {"o.csv", "submit,gpus,runtime,estimate\n0,1,5,soon\n",
         ":2:7: error: estimate 'soon'" + kSeconds},
        {"o.csv", "submit,gpus,runtime,eligible\n0,1,5,?\n",
         ":2:7: error: eligible '?'" + kSeconds},
        {"o.csv", "submit,gpus,runtime,end\n0,1,5,never\n", ":2:7: error: end 'never'" + kSeconds},
        {"o.csv", "submit,gpus,runtime,priority\n0,1,5,low\n",
         ":2:7: error: priority 'low'" + kWholes},
        {"o.csv", "submit,gpus,runtime,priority\n0,1,5,3000000000\n",
         ":2:7: error: priority '3000000000'" + kWholes},
        {"o.csv", "submit,gpus,runtime,requeues\n0,1,5,0.5\n",
         ":2:7: error: requeues '0.5'" + kWholes},
        {"o.csv", "submit,gpus,runtime,activity\n0,1,5,45\n",
         ":2:7: error: activity '45'" + kShare},
        {"o.csv", "submit,gpus,runtime,activity\n0,1,5,-0.1\n",
         ":2:7: error: activity '-0.1'" + kShare},
        {"d.csv", kRows + "1,2027-01-01T00:00:00Z,1,5\n2,60,1,5\n",
         ":3:3: error: submit '60' is no date in a file of dates" + kOne},
        {"d.csv", kRows + "1,60,1,5\n2,2027-01-01T00:00:00Z,1,5\n",
         ":3:3: error: submit '2027-01-01T00:00:00Z' is a date in a file of seconds" + kOne},
        {"d.csv", kRows + "1,2027-02-29T00:00:00Z,1,5\n",
         ":2:3: error: submit '2027-02-29T00:00:00Z' is not a date; wanted a date such as "
         "2027-03-31T01:59:59Z"},
        // SWF
        {"s.swf", swf("2 0 -1 5"), ":3:1: error: has 4 fields; wanted 18 as in SWF 2.2"},
        {"s.swf", swf("2 x -1 5 1 -1 -1 1 9 -1 1 1 1 -1 1 1 -1 -1"),
         ":3:3: error: submit time 'x'" + kSeconds},
        {"s.swf", swf("2 0 y 5 1 -1 -1 1 9 -1 1 1 1 -1 1 1 -1 -1"),
         ":3:5: error: wait time 'y'" + kSeconds},
        {"s.swf", swf("2 0 -1 1:00 1 -1 -1 1 9 -1 1 1 1 -1 1 1 -1 -1"),
         ":3:8: error: run time '1:00'" + kSeconds},
        {"s.swf", swf("2 0 -1 9e99 1 -1 -1 1 9 -1 1 1 1 -1 1 1 -1 -1"),
         ":3:8: error: run time '9e99'" + kLong},
        {"s.swf", swf("2 0 -1 5 1 -1 -1 all 9 -1 1 1 1 -1 1 1 -1 -1"),
         ":3:18: error: requested processors 'all'" + kWhole},
        {"s.swf", swf("2 0 -1 5 two -1 -1 -1 9 -1 1 1 1 -1 1 1 -1 -1"),
         ":3:10: error: allocated processors 'two'" + kWhole},
        {"s.swf", swf("2 0 -1 5 1 -1 -1 1 1h -1 1 1 1 -1 1 1 -1 -1"),
         ":3:20: error: requested time '1h'" + kSeconds},
        // Philly
        {"p.csv", "timestamp,num_gpus\n",
         ":1:1: error: column 'duration' is missing; wanted a header with this column"},
        {"p.csv", kPhilly + "2017-10-09,66.0,1,66.0,a\n",
         ":2:1: error: timestamp '2017-10-09'" + kDate},
        {"p.csv", kPhilly + "2017-10-32 07:01:55,66.0,1,66.0,a\n",
         ":2:1: error: timestamp '2017-10-32 07:01:55'" + kDate},
        {"p.csv", kPhilly + "2017-10-09 07:01:55,1 min,1,66.0,a\n",
         ":2:21: error: duration '1 min'" + kSeconds},
        {"p.csv", kPhilly + "2017-10-09 07:01:55,66.0,many,66.0,a\n",
         ":2:26: error: num_gpus 'many'" + kWhole},
        {"p.csv", kPhilly + "2017-10-09 07:01:55,66.0,1\n",
         ":2:1: error: has 3 fields; wanted 5 as in the header"},
    };
}

TEST(ImportErrors, NameFileLineColumnAndWhatIsWanted) {
    const TemporaryFolder folder;
    std::size_t cases = 0;
    for (const BadFile& bad : bad_files()) {
        (void)folder.write(bad.name, bad.text);
        const ProgramRun run = run_headroom({"import", bad.name}, {.folder = folder.path()});
        EXPECT_EQ(run.exit_code, 3) << bad.name << bad.message;
        EXPECT_EQ(run.out, "") << bad.name << bad.message;
        const std::size_t cut = bad.message.find("…");
        const bool is_cut = cut == bad.message.size() - std::string("…").size();
        const std::string wanted =
            bad.name + (is_cut ? bad.message.substr(0, cut) : bad.message + "\n");
        EXPECT_THAT(run.err.substr(0, wanted.size() + 40), StartsWith(wanted));
        EXPECT_LT(run.err.size(), 4000u) << bad.name << bad.message;
        ++cases;
    }
    EXPECT_GE(cases, 60u);
}

TEST(ImportErrors, OfWhatIsNoFile) {
    const TemporaryFolder folder;
    const RunSetup here{.folder = folder.path()};
    const ProgramRun missing = run_headroom({"import", "no.csv"}, here);
    EXPECT_EQ(missing.exit_code, 3);
    EXPECT_EQ(missing.err,
              "no.csv: error: cannot be read: No such file or directory; wanted a file to "
              "import\n");
    EXPECT_EQ(run_headroom({"import", "."}, here).err,
              ".: error: cannot be read: Is a directory; wanted a file to import\n");
}

TEST(ImportErrors, ShowTheLineAndAHint) {
    const TemporaryFolder folder;
    (void)folder.write("h.csv", "submit,gpu,runtime\n0,1,5\n");
    const ProgramRun run = run_headroom({"import", "h.csv"}, {.folder = folder.path()});
    EXPECT_THAT(run.err, HasSubstr("\n    submit,gpu,runtime\n           ^\n"));
    EXPECT_THAT(run.err, HasSubstr("\n    did you mean 'gpus'?\n"));
}

TEST(ImportErrors, AreToldAllAtOnceUpToTwenty) {
    const TemporaryFolder folder;
    std::string text = kRows;
    for (int row = 0; row < 30; ++row)
        text += "1,x,1,5\n";
    (void)folder.write("r.csv", text);
    const ProgramRun run = run_headroom({"import", "r.csv"}, {.folder = folder.path()});
    EXPECT_THAT(run.err, HasSubstr("r.csv:21:3: error"));
    EXPECT_THAT(run.err, testing::Not(HasSubstr("r.csv:22:3: error")));
    EXPECT_THAT(run.err, testing::EndsWith("r.csv: error: and 10 more\n"));
}

}  // namespace
}  // namespace headroom::test
