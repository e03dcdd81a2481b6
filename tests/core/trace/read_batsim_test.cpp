#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/core/input/compressed.hpp"
#include "tests/core/trace/trace_text.hpp"

namespace headroom::trace {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const std::string kJobs =
    "  \"jobs\": [\n"
    "    {\"id\": \"w0!2\", \"subtime\": 10.123456, \"res\": 4, \"walltime\": 100, \"profile\": "
    "\"short\"},\n"
    "    {\"id\": 1, \"subtime\": 0, \"res\": 1, \"walltime\": -1, \"profile\": \"long\"},\n"
    "    {\"id\": 3, \"subtime\": 11, \"res\": 2, \"profile\": \"compute\"}\n"
    "  ]";
const std::string kProfiles =
    "  \"profiles\": {\n"
    "    \"short\": {\"type\": \"delay\", \"delay\": 88.51},\n"
    "    \"long\": {\"type\": \"delay\", \"delay\": 1e5, \"np\": 1},\n"
    "    \"compute\": {\"type\": \"parallel_homogeneous\", \"cpu\": 1e9, \"com\": 0}\n"
    "  }";

TEST(ReadBatsim, ProfilesMayStandBeforeOrBehindTheJobs) {
    for (const std::string& text : {"{\n" + kJobs + ",\n \"nb_res\": 4,\n" + kProfiles + "\n}\n",
                                    "{\n" + kProfiles + ",\n" + kJobs + "}"}) {
        const TraceFile file = read_good(text);
        const Trace& trace = file.trace;
        EXPECT_EQ(trace.format, "batsim");
        EXPECT_THAT(trace.submit_us, ElementsAre(0, 10'123'456));
        EXPECT_THAT(trace.runtime_us, ElementsAre(100'000'000'000, 88'510'000));
        EXPECT_THAT(trace.estimate_us, ElementsAre(kUnknown, 100'000'000));
        EXPECT_THAT(trace.gpus, ElementsAre(1, 4));
        EXPECT_EQ(trace.ids[0], "1");
        EXPECT_EQ(trace.ids[1], "w0!2");
        ASSERT_EQ(file.report.dropped.size(), 1u);
        EXPECT_EQ(file.report.dropped[0].reason, "a profile that is not a delay");
        EXPECT_THAT(file.report.warnings, IsEmpty());
    }
}

TEST(ReadBatsim, TellsOfJobsLargerThanItsPlatform) {
    const TraceFile file = read_good("{\"nb_res\": 2," + kProfiles + "," + kJobs + "}");
    EXPECT_THAT(describe(file.report.warnings), ElementsAre("nb_res is 2, a job wants 4"));
}

TEST(ReadBatsim, ReadsCompressedFilesAndTellsOfTruncatedOnesOnce) {
    std::string text = "{" + kProfiles + ",\"jobs\": [";
    for (int i = 0; i < 5000; ++i) {
        text += "{\"id\": " + std::to_string(i) + ", \"subtime\": " + std::to_string(i * 7) +
                ", \"res\": 1, \"profile\": \"short\"},\n";
    }
    text += "{\"subtime\": 0, \"res\": 1, \"profile\": \"long\"}]}";
    const std::string packed = input::to_gzip(text);
    EXPECT_EQ(read_text(packed)->trace.size(), 5001u);
    const auto result = read_text(packed.substr(0, packed.size() * 9 / 10));
    ASSERT_FALSE(result);
    EXPECT_THAT(describe(result.error()),
                ElementsAre("is gzip data that ends in the middle; a whole file"));
}

TEST(ReadBatsim, LeavesOutWhatCannotRun) {
    const TraceFile file = read_good(
        "{\"jobs\": [\n"
        "{\"id\": 1, \"subtime\": -1, \"res\": 1, \"profile\": \"p\"},\n"
        "{\"id\": 2, \"subtime\": 0, \"res\": 0, \"profile\": \"p\"},\n"
        "{\"id\": 3, \"subtime\": 0, \"profile\": \"p\"},\n"
        "{\"id\": 4, \"subtime\": 0, \"res\": 0.5, \"profile\": \"p\"},\n"
        "{\"id\": 5, \"subtime\": null, \"res\": 1, \"profile\": \"p\"},\n"
        "{\"id\": 6, \"subtime\": 0, \"res\": 1, \"profile\": \"q\"},\n"
        "{\"id\": 6, \"subtime\": 1, \"res\": 1, \"profile\": \"p\"},\n"
        "{\"id\": 6, \"subtime\": 2, \"res\": 1, \"profile\": \"p\"}],\n"
        "\"profiles\": {\"p\": {\"type\": \"delay\", \"delay\": 1}, \"q\": {\"type\": "
        "\"delay\"}}}");
    EXPECT_THAT(describe(file.report.dropped),
                ElementsAre("negative submit time: 1, line 2", "zero GPUs: 1, line 3",
                            "unknown number of GPUs: 1, line 4", "a fraction of a GPU: 1, line 5",
                            "unknown submit time: 1, line 6", "unknown run time: 1, line 7"));
    EXPECT_THAT(describe(file.report.warnings),
                ElementsAre("9:0: id '6' is not the first of its name; 1 ids repeat"));
}

TEST(ReadBatsimJobs, ReadsARecordedSchedule) {
    const TraceFile file = read_good(
        "job_id,hacky_job_id,submission_time,requested_number_of_resources,requested_time,success,"
        "starting_time,execution_time,finish_time\n"
        "7,70,4.5,2,399.0,1,5.0,265.8,270.8\n"
        "8,80,6,4,100,0,-1,-1,-1\n");
    EXPECT_EQ(file.trace.format, "batsim-jobs");
    EXPECT_EQ(file.trace.ids[0], "7");
    EXPECT_THAT(file.trace.submit_us, ElementsAre(4'500'000));
    EXPECT_THAT(file.trace.start_us, ElementsAre(5'000'000));
    EXPECT_THAT(file.trace.runtime_us, ElementsAre(265'800'000));
    EXPECT_THAT(file.trace.estimate_us, ElementsAre(399'000'000));
    EXPECT_THAT(file.trace.gpus, ElementsAre(2u));
    EXPECT_EQ(file.trace.state.text(0), "completed");
    EXPECT_THAT(describe(file.report.dropped), ElementsAre("negative run time: 1, line 3"));
}

}  // namespace
}  // namespace headroom::trace
