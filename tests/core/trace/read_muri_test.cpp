#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/core/trace/trace_text.hpp"

namespace headroom::trace {
namespace {

using testing::ElementsAre;

const ReadOptions kMilliseconds{.time_unit = TimeUnit::kMilliseconds};
const ReadOptions kSeconds{.time_unit = TimeUnit::kSeconds};

const std::string kText =
    "job_id,num_gpu,submit_time,iterations,model_name,batch_size,duration,interval\n"
    "7,4,1500,1000,vgg16,16,90061001.5,0\n"
    "8,1,0,20,bert,4,1,1500\n";

TEST(ReadMuri, TakesTheUnitThatIsStated) {
    const Trace ms = read_good(kText, kMilliseconds).trace;
    EXPECT_EQ(ms.format, "muri");
    EXPECT_THAT(ms.submit_us, ElementsAre(0, 1'500'000));
    EXPECT_THAT(ms.runtime_us, ElementsAre(1'000, 90'061'001'500));
    EXPECT_THAT(ms.gpus, ElementsAre(1, 4));
    EXPECT_EQ(ms.ids[0], "8");
    EXPECT_EQ(ms.zero, std::nullopt);
    const Trace seconds = read_good(kText, kSeconds).trace;
    EXPECT_THAT(seconds.submit_us, ElementsAre(0, 1'500'000'000));
    EXPECT_THAT(seconds.runtime_us, ElementsAre(1'000'000, 90'061'001'500'000));
}

TEST(ReadMuri, NeverGuessesTheUnitButSaysWhatEitherWouldMean) {
    const auto result = read_text(kText);
    ASSERT_FALSE(result);
    EXPECT_THAT(
        describe(result.error()),
        ElementsAre("2:24: times may be in seconds or in milliseconds; time_unit = \"s\" or "
                    "\"ms\" (--time-unit); this job ran 2.9 years if these are seconds, 25 "
                    "hours if milliseconds"));
}

TEST(ReadMuri, IsTheOnlyOneToBeToldAUnit) {
    const auto result = read_text("submit,gpus,runtime\n0,1,1\n", kSeconds);
    ASSERT_FALSE(result);
    EXPECT_THAT(describe(result.error()), ElementsAre("has its unit of time by its format, csv; no "
                                                      "time_unit (--time-unit)"));
}

TEST(ReadMuri, LeavesOutWhatCannotRun) {
    const TraceFile file = read_good(
        "job_id,num_gpu,submit_time,duration\r\n1,0,0,5\r\n2,1,0,-5\r\n3,1,,5\r\n4,2,1,5\r\n5,1,0",
        kMilliseconds);
    EXPECT_THAT(
        describe(file.report.dropped),
        ElementsAre("zero GPUs: 1, line 2", "negative run time: 1, line 3",
                    "unknown submit time: 1, line 4", "a last line that is cut off: 1, line 6"));
    EXPECT_EQ(file.trace.size(), 1u);
}

}  // namespace
}  // namespace headroom::trace
