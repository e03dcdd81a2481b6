// The quirks of real files, the same ones in our CSV and in SWF: what becomes of each.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/core/trace/trace_text.hpp"

namespace headroom::trace {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

struct Quirk {
    const char* what;
    std::string csv;  // rows of id,submit,gpus,runtime
    std::string swf;
    std::vector<std::string> ids;       // of the jobs, in order
    std::vector<std::string> left_out;  // as describe() says it
    std::vector<std::string> warnings;
};

// Job id, submit, run time and processors of an SWF line.
std::string swf_line(const std::string& id,
                     const std::string& submit,
                     const std::string& runtime,
                     const std::string& gpus,
                     const std::string& rest = "") {
    return id + " " + submit + " -1 " + runtime + " " + gpus + " -1 -1 " + gpus +
           " -1 -1 1 1 1 -1 1 1 -1 -1" + rest + "\n";
}

std::string without_last_letter(std::string text) {
    text.pop_back();
    return text;
}

const std::vector<Quirk>& quirks() {
    const auto line = [](const char* id, const char* submit, const char* runtime,
                         const char* gpus) {
        return swf_line(id, submit, runtime, gpus);
    };
    const std::string good_csv = "1,0,1,5\n";
    const std::string good_swf = line("1", "0", "5", "1");
    static const std::vector<Quirk> cases{
        {"carriage returns",
         "1,0,1,5\r\n2,1,1,5\r\n",
         without_last_letter(good_swf) + "\r\n" + without_last_letter(line("2", "1", "5", "1")) +
             "\r\n",
         {"1", "2"},
         {},
         {}},
        {"blank lines, also at the end",
         "\n1,0,1,5\n  \n\n2,1,1,5\n\n \t\n",
         "\n" + good_swf + "  \n\n" + line("2", "1", "5", "1") + "\n \t\n",
         {"1", "2"},
         {},
         {}},
        {"no end of the last line", "1,0,1,5", without_last_letter(good_swf), {"1"}, {}, {}},
        {"half a line at the end",
         good_csv + "2,1",
         good_swf + "2 1 -1 5",
         {"1"},
         {"a last line that is cut off: 1, line 3"},
         {"3:0: the last line is cut off: the file may be incomplete"}},
        {"NaN",
         good_csv + "2,1,1,NaN\n3,nan,1,5\n4,1,nan,5\n",
         good_swf + line("2", "1", "NaN", "1") + line("3", "nan", "5", "1") +
             line("4", "1", "5", "nan"),
         {"1"},
         {"unknown run time: 1, line 3", "unknown submit time: 1, line 4",
          "unknown number of GPUs: 1, line 5"},
         {}},
        {"negative run time",
         good_csv + "2,1,1,-7\n",
         good_swf + line("2", "1", "-7", "1"),
         {"1"},
         {"negative run time: 1, line 3"},
         {}},
        {"zero run time", "1,0,1,0\n", line("1", "0", "0", "1"), {"1"}, {}, {}},
        {"zero GPUs",
         good_csv + "2,1,0,5\n",
         good_swf + line("2", "1", "5", "0"),
         {"1"},
         {"zero GPUs: 1, line 3"},
         {}},
        {"a fraction of a GPU",
         good_csv + "2,1,0.5,5\n",
         good_swf + line("2", "1", "5", "0.5"),
         {"1"},
         {"a fraction of a GPU: 1, line 3"},
         {}},
        {"unsorted",
         "3,9,1,5\n1,5,1,5\n2,5,1,5\n",
         line("3", "9", "5", "1") + line("1", "5", "5", "1") + line("2", "5", "5", "1"),
         {"1", "2", "3"},
         {},
         {}},
        {"an id twice",
         good_csv + "2,1,1,5\n1,2,1,5\n",
         good_swf + line("2", "1", "5", "1") + line("1", "2", "5", "1"),
         {"1", "2", "1"},
         {},
         {"4:0: id '1' is not the first of its name; 1 ids repeat"}},
        {"decimals",
         "1,0.000001,1,1e-6\n2,0.25,8.0,5.\n",
         line("1", "0.000001", "1e-6", "1") + line("2", "0.25", "5.", "8.0"),
         {"1", "2"},
         {},
         {}},
        {"seconds since 1970",
         "1,1356996150,1,5\n",
         line("1", "1356996150", "5", "1"),
         {"1"},
         {},
         {"submit times are read as seconds since 1970; the first is 2012-12-31T23:22:30Z"}},
        {"a line of 10 MB",
         "\"" + std::string(10'000'000, '7') + "\",0,1,5\n2,1,1,5\n",
         without_last_letter(good_swf) + std::string(10'000'000, ' ') + "\n" +
             line("2", "1", "5", "1"),
         {"", "2"},
         {},
         {}},
    };
    return cases;
}

void expect_outcome(const Quirk& quirk, const std::string& text, bool has_long_id) {
    const TraceFile file = read_good(text);
    std::vector<std::string> ids;
    for (std::size_t row = 0; row < file.trace.size(); ++row) {
        ids.emplace_back(file.trace.ids[row]);
    }
    ASSERT_EQ(ids.size(), quirk.ids.size()) << quirk.what;
    for (std::size_t i = 0; i < ids.size(); ++i) {
        if (quirk.ids[i].empty()) {
            EXPECT_EQ(ids[i].size(), has_long_id ? 10'000'000u : 1u) << quirk.what;
        } else {
            EXPECT_EQ(ids[i], quirk.ids[i]) << quirk.what;
        }
    }
    EXPECT_EQ(describe(file.report.dropped), quirk.left_out) << quirk.what;
    EXPECT_EQ(describe(file.report.warnings), quirk.warnings) << quirk.what;
}

TEST(Quirks, OfOurCsv) {
    for (const Quirk& quirk : quirks()) {
        expect_outcome(quirk, "id,submit,gpus,runtime\n" + quirk.csv, true);
        expect_outcome(quirk, "\xEF\xBB\xBFid,submit,gpus,runtime\r\n" + quirk.csv, true);
    }
}

TEST(Quirks, OfSwf) {
    for (const Quirk& quirk : quirks()) {
        expect_outcome(quirk, ";\n" + quirk.swf, false);
        expect_outcome(quirk, "\xEF\xBB\xBF; Version: 2.2\r\n" + quirk.swf, false);
    }
}

TEST(Quirks, OfSwfHeadersAndColumns) {
    const TraceFile file = read_good("; MaxJobs: 9\n; MaxProcs: 4\n; UnixStartTime: 86400\n" +
                                     swf_line("1", "0", "5", "8", " {7,7} q_2w 1:ppn=1"));
    EXPECT_EQ(file.trace.zero, Instant{86'400'000'000});
    EXPECT_THAT(describe(file.report.warnings),
                ElementsAre("the header says 9 jobs, the file has 1",
                            "the header says 4 processors, a job wants 8"));
}

// Central Europe left summer time on 2026-10-25 at 03:00 (+02:00), which was 02:00 (+01:00).
TEST(Quirks, OfDatesAndTheirOffsets) {
    const TraceFile file = read_good(
        "id,submit,gpus,runtime,eligible,start\n"
        "a,2026-10-25T02:30:00+02:00,1,5,,2026-10-25T02:15:00+01:00\n"
        "b,2026-10-25 02:30:00.5+01:00,1,5,2026-10-25T01:30:01Z,nan\n"
        "c,2026-10-25T00:45:00Z,1,5,2026-10-25 02:45:00 +0200,\n");
    EXPECT_EQ(format_instant(*file.trace.zero), "2026-10-25T00:30:00Z");
    EXPECT_THAT(file.trace.submit_us, ElementsAre(0, 900'000'000, 3'600'500'000));
    EXPECT_THAT(file.trace.start_us, ElementsAre(2'700'000'000, kUnknown, kUnknown));
    EXPECT_THAT(file.trace.eligible_us, ElementsAre(kUnknown, 900'000'000, 3'601'000'000));
    EXPECT_THAT(file.report.warnings, IsEmpty());
}

TEST(Quirks, OfDatesWithoutOffset) {
    EXPECT_THAT(describe(read_good("submit,gpus,runtime\n2026-10-25 02:30:00,1,5\n"
                                   "2026-10-25 02:31:00,1,5\n")
                             .report.warnings),
                ElementsAre("dates have no time zone; they are read as UTC"));
    EXPECT_THAT(describe(read_good("submit,gpus,runtime\n2026-10-25 02:30:00Z,1,5\n"
                                   "2026-10-25 02:31:00,1,5\n")
                             .report.warnings),
                ElementsAre("some dates have no time zone; they are read as UTC"));
}

TEST(Quirks, OfDatesAmongSeconds) {
    const auto message = [](const std::string& rows) {
        const auto result = read_text("submit,gpus,runtime,start\n" + rows);
        return result ? "" : describe(result.error().front());
    };
    const std::string wanted = "; the same for every point in time of a file";
    EXPECT_EQ(message("0,1,5,2026-10-25T02:30:00Z\n"),
              "2:7: start '2026-10-25T02:30:00Z' is a date in a file of seconds" + wanted);
    EXPECT_EQ(message("2026-10-25T02:30:00Z,1,5,60\n"),
              "2:26: start '60' is no date in a file of dates" + wanted);
    EXPECT_EQ(message("2026-02-30T02:30:00Z,1,5,\n"),
              "2:1: submit '2026-02-30T02:30:00Z' is not a date; a date such as "
              "2027-03-31T01:59:59Z");
    EXPECT_EQ(message("2026-10-25T02:30:00+25:00,1,5,\n"),
              "2:1: submit '2026-10-25T02:30:00+25:00' is not a date; a date such as "
              "2027-03-31T01:59:59Z");
}

}  // namespace
}  // namespace headroom::trace
