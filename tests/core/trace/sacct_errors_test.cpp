// Every message for a dump of sacct that is wrong, as the user sees it.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/core/trace/damage.hpp"
#include "tests/core/trace/trace_text.hpp"

namespace headroom::trace {
namespace {

struct BadDump {
    std::string text;
    std::string message;  // of the first error
    const char* format = "auto";
};

const std::string kHeader = "JobID|State|Submit|Start|End|ElapsedRaw|TimelimitRaw|AllocTRES\n";
const std::string kTimes = "|2026-01-05T10:00:00|2026-01-05T10:05:00|2026-01-05T11:05:00";
const std::string kDone = "1|COMPLETED" + kTimes;
const std::string kNotADate =
    " is not a date; a date such as 2026-03-29T01:59:59; unset SLURM_TIME_FORMAT, or set it to %s "
    "or %FT%T%z";
const std::string kNotAState =
    " is not a state; a state such as COMPLETED; a '|' in a name before it?";
const std::string kNotALength = " is not a length of time; [days-]hours:minutes:seconds";
const std::string kNoCount = " has no count of GPUs; a list such as cpu=8,gres/gpu=2";

std::string with_column(const std::string& name, const std::string& text) {
    return "JobID|State|Submit|Elapsed|AllocTRES|" + name +
           "\n1|COMPLETED|2026-01-05T10:00:00|00:01:00|gres/gpu=1|" + text + "\n";
}

std::string with_submit(const std::string& text) {
    return "JobID|State|Elapsed|AllocTRES|Submit\n1|COMPLETED|00:01:00|gres/gpu=1|" + text + "\n";
}

const std::vector<BadDump>& bad_dumps() {
    static const std::vector<BadDump> cases{
        // the header
        {kHeader, "has no jobs; at least one row after the header"},
        {"JobID|Submit|AllocTRES\n",
         "1:1: the header has no column for the run time; ElapsedRaw, Elapsed, or Start and End in "
         "sacct --format"},
        {"JobID|Submit|Start|AllocTRES\n",
         "1:1: the header has no column for the run time; ElapsedRaw, Elapsed, or Start and End in "
         "sacct --format"},
        {"JobID|State|Elapsed|AllocTRES\n",
         "1:1: the header has no column for the submit time; Submit in sacct --format"},
        {"JobID|State|Submit|Elapsed|NNodes\n",
         "1:1: the header has no column for the GPUs; AllocTRES and ReqTRES in sacct --format"},
        {"State|Submit|Elapsed|AllocTRES\n",
         "1:1: the header has no column for the job; JobID or JobIDRaw in sacct --format", "sacct"},
        {"1|COMPLETED|2026-01-05T10:00:00|00:01:00|gres/gpu=1\n",
         "1:1: the header has no column for the job; JobID or JobIDRaw in sacct --format", "sacct"},
        {"       JobID      State\n------------ ----------\n1          COMPLETED\n",
         "1:1: the header has no column for the job; JobID or JobIDRaw in sacct --format", "sacct"},
        // a row's width
        {kHeader + kDone + "|3600|60\n", "2:1: has 7 fields; 8 as in the header"},
        {kHeader + kDone + "|3600|60|gres/gpu=1|\n", "2:1: has 9 fields; 8 as in the header"},
        {kHeader + "slurm_load_jobs error: Unable to contact slurm controller\n",
         "2:1: has 1 fields; 8 as in the header"},
        {"JobID|JobName|Comment|State|Submit|Elapsed|AllocTRES\n"
         "1|a|b|c|COMPLETED|2026-01-05T10:00:00|00:01:00|gres/gpu=1\n",
         "2:1: has 8 fields; 7 as in the header; a '|' in a name or comment? leave these columns "
         "out"},
        {"JobID|JobName|State|Submit|Elapsed|AllocTRES\n1|a|COMPLETED\n",
         "2:1: has 3 fields; 6 as in the header"},
        // states
        {kHeader + "1|done" + kTimes + "|3600|60|gres/gpu=1\n", "2:3: State 'done'" + kNotAState},
        {kHeader + "1|0:0" + kTimes + "|3600|60|gres/gpu=1\n", "2:3: State '0:0'" + kNotAState},
        // dates
        {with_submit("2026-01-05"), "2:33: Submit '2026-01-05'" + kNotADate},
        {with_submit("2026-02-29T10:00:00"), "2:33: Submit '2026-02-29T10:00:00'" + kNotADate},
        {with_submit("10:00:00"), "2:33: Submit '10:00:00'" + kNotADate},
        {with_submit("Ystday 10:00"), "2:33: Submit 'Ystday 10:00'" + kNotADate},
        {with_submit("01/05-10:00:00"), "2:33: Submit '01/05-10:00:00'" + kNotADate},
        {with_submit("2026-01-05T10:00:00 CET"),
         "2:33: Submit '2026-01-05T10:00:00 CET'" + kNotADate},
        {with_column("Start", "soon"), "2:53: Start 'soon'" + kNotADate},
        {with_column("End", "2026-13-05T10:00:00"), "2:53: End '2026-13-05T10:00:00'" + kNotADate},
        {with_column("Eligible", "5 Jan 10:00"), "2:53: Eligible '5 Jan 10:00'" + kNotADate},
        // lengths of time
        {"JobID|State|Submit|AllocTRES|Elapsed\n1|FAILED|2026-01-05T10:00:00|gres/gpu=1|an hour\n",
         "2:41: Elapsed 'an hour'" + kNotALength},
        {"JobID|State|Submit|AllocTRES|Elapsed\n1|FAILED|2026-01-05T10:00:00|gres/gpu=1|1:2:3:4\n",
         "2:41: Elapsed '1:2:3:4'" + kNotALength},
        {"JobID|State|Submit|AllocTRES|Elapsed\n1|FAILED|2026-01-05T10:00:00|gres/gpu=1|3600\n",
         "2:41: Elapsed '3600'" + kNotALength},
        {kHeader + kDone + "|01:00:00|60|gres/gpu=1\n",
         "2:73: ElapsedRaw '01:00:00' is not a number; seconds, such as 3600 or 0.25"},
        {kHeader + kDone + "|9999999999|60|gres/gpu=1\n",
         "2:73: ElapsedRaw '9999999999' is more than 100 years; seconds; are these milliseconds?"},
        {kHeader + kDone + "|3600|1-00:00:00|gres/gpu=1\n",
         "2:78: TimelimitRaw '1-00:00:00' is not a number; whole minutes, UNLIMITED or nothing"},
        {with_column("Timelimit", "60"), "2:53: Timelimit '60'" + kNotALength},
        {with_column("Suspended", "-1"), "2:53: Suspended '-1'" + kNotALength},
        {with_column("Start|Planned", "2026-01-05T10:00:00|x"), "2:73: Planned 'x'" + kNotALength},
        // counts
        {kHeader + kDone + "|3600|60|cpu=8,gres/gpu\n",
         "2:81: AllocTRES 'cpu=8,gres/gpu'" + kNoCount},
        {kHeader + kDone + "|3600|60|gres/gpu:h100=x\n",
         "2:81: AllocTRES 'gres/gpu:h100=x'" + kNoCount},
        {kHeader + kDone + "|3600|60|gres/gpu=0.5\n", "2:81: AllocTRES 'gres/gpu=0.5'" + kNoCount},
        {kHeader + kDone + "|3600|60|gres/gpu=-1\n", "2:81: AllocTRES 'gres/gpu=-1'" + kNoCount},
        {"JobID|State|Submit|Elapsed|ReqTRES\n1|FAILED|2026-01-05T10:00:00|00:01:00|gres/gpu=all\n",
         "2:39: ReqTRES 'gres/gpu=all'" + kNoCount},
        {"JobID|State|Submit|Elapsed|AllocGRES\n1|FAILED|2026-01-05T10:00:00|00:01:00|gpu:2x\n",
         "2:39: AllocGRES 'gpu:2x' has no count of GPUs; a list such as gpu:2"},
        {with_column("Priority", "high"),
         "2:53: Priority 'high' is not a count; a whole number up to 4294967295"},
        {with_column("Priority", "4294967296"),
         "2:53: Priority '4294967296' is not a count; a whole number up to 4294967295"},
        {with_column("Restarts", "-1"),
         "2:53: Restarts '-1' is not a count; a whole number up to 2147483647"},
        {with_column("Restarts", "1.5"),
         "2:53: Restarts '1.5' is not a count; a whole number up to 2147483647"},
    };
    return cases;
}

TEST(SacctErrors, SayWhereWhatAndWhatIsWanted) {
    for (const BadDump& bad : bad_dumps()) {
        const auto result = read_text(bad.text, bad.format);
        ASSERT_FALSE(result) << bad.message;
        EXPECT_EQ(describe(result.error().front()), bad.message);
    }
}

TEST(SacctErrors, OfOneRowAreToldTogether) {
    const auto result = read_text(kHeader + "1|done|a|b|c|d|e|gres/gpu=f\n");
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().size(), 7u);
    EXPECT_EQ(result.error()[1].source_line, "1|done|a|b|c|d|e|gres/gpu=f");
}

TEST(SacctErrors, OfTheHeaderAreToldTogether) {
    const auto result = read_text("JobID|State\n1|COMPLETED\n");
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().size(), 3u);
}

TEST(SacctErrors, DoNotHideBehindEqualStates) {
    const std::string bad = "1|done" + kTimes + "|3600|60|gres/gpu=1\n";
    const auto result = read_text(kHeader + bad + bad);
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().size(), 2u);
}

TEST(SacctErrors, DamagedDumpsNeverCrashAndEveryRowIsAccountedFor) {
    const std::string rows =
        kDone + "|3600|60|cpu=8,gres/gpu:h100=4,gres/gpu=4\n1.batch|COMPLETED|||||60|\n" + "1" +
        "|COMPLETED|2026-01-05T11:00:00|2026-01-05T11:30:00|2026-01-05T11:45:00|900|60|gres/"
        "gpu=4\n" +
        "2_[3-7%2]|PENDING|2026-01-05T10:00:00|Unknown|Unknown|0|UNLIMITED|\n"
        "2_1|CANCELLED by 1001|2026-01-05T10:00:00|None|2026-01-05T10:10:00|0|60|\n"
        "3+0|RUNNING|1767607200|2026-03-29T01:30:00+0100|Unknown|60|60|gres/gpu:1g.10gb=1\n" +
        kDone + "|3600|60|gres/gpu:a=1,gres/gpu:b=2\n";
    Damage damage(
        {kHeader + rows, "JobName|" + kHeader.substr(0, 5) + "|Cluster" + kHeader.substr(5) +
                             "a|b|9|east" + kDone.substr(1) + "|3600|60|gres/gpu=1\n"},
        "0159-+._[]%|=,:/ \t\r\nTgZ\x80\xFF");
    int read = 0;
    for (int round = 0; round < 3000; ++round) {
        const std::string text = damage.next();
        const auto result = read_text(text, "sacct");
        if (result) {
            ++read;
            EXPECT_EQ(accounted_rows(*result), result->report.rows) << text;
            EXPECT_EQ(result->trace.ids.size(), result->trace.size());
        } else {
            EXPECT_FALSE(format_diagnostics(result.error()).empty());
        }
    }
    EXPECT_GT(read, 300);  // most damage is an error, but not all
}

}  // namespace
}  // namespace headroom::trace
