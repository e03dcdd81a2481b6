#include "src/study/compare/metric_choice.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace headroom::study {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

const sim::Metrics kMetrics{{"jobs.completed", "", 5, ""},
                            {"wait.mean_s", "", 1, "s"},
                            {"wait.p95_s", "", 2, "s"},
                            {"wait.p99_s", "", 3, "s"},
                            {"gpu.allocated", "", 0.5, ""},
                            {"gpu.allocated_gpu_h", "", 9, "GPUh"},
                            {"engine.events", "", 9, ""},
                            {"wait.p95_s", "partition=long", 4, "s"},
                            {"wait.p95_s", "partition=short", 4, "s"},
                            {"wait.p95_s", "tenant=nlp", 4, "s"}};

std::vector<std::string> chosen(const std::vector<std::string>& patterns) {
    const auto choice = MetricChoice::parse(patterns, "--metric");
    if (!choice)
        return {format_diagnostics(choice.error())};
    std::vector<std::string> names;
    for (const std::size_t i : choice->select(kMetrics))
        names.push_back(kMetrics[i].full_name());
    return names;
}

TEST(MetricChoice, ShowsWhatAPlannerAsksForFirst) {
    EXPECT_THAT(chosen({}), ElementsAre("wait.mean_s", "wait.p95_s", "wait.p99_s", "jobs.completed",
                                        "gpu.allocated"));
    EXPECT_THAT(MetricChoice::all().select(kMetrics), SizeIs(kMetrics.size()));
}

TEST(MetricChoice, TakesNamesWithOrWithoutUnitInTheOrderAskedFor) {
    EXPECT_THAT(chosen({"wait.p99", "jobs.completed", "wait.mean_s"}),
                ElementsAre("wait.p99_s", "jobs.completed", "wait.mean_s"));
    EXPECT_THAT(chosen({"gpu.allocated"}), ElementsAre("gpu.allocated"));
}

TEST(MetricChoice, TakesPatternsOfNamesAndScopes) {
    EXPECT_THAT(chosen({"wait.p9?"}), ElementsAre("wait.p95_s", "wait.p99_s"));
    EXPECT_THAT(chosen({"wait.p95[partition=*]"}),
                ElementsAre("wait.p95_s[partition=long]", "wait.p95_s[partition=short]"));
    EXPECT_THAT(chosen({"*[tenant=nlp]"}), ElementsAre("wait.p95_s[tenant=nlp]"));
    EXPECT_THAT(chosen({"wait.p95[*]"}),
                ElementsAre("wait.p95_s[partition=long]", "wait.p95_s[partition=short]",
                            "wait.p95_s[tenant=nlp]"));
    EXPECT_THAT(chosen({"wait.p95", "wait.*"}),
                ElementsAre("wait.p95_s", "wait.mean_s", "wait.p99_s"));
}

TEST(MetricChoice, TellsEveryNameThatCannotBe) {
    const auto choice = MetricChoice::parse(
        {"wait.p96", "powder.*", "wait.p95[hal=a]", "wait.p95@p90"}, "--metric");
    ASSERT_FALSE(choice.has_value());
    const std::string told = format_diagnostics(choice.error());
    EXPECT_THAT(choice.error(), SizeIs(4));
    EXPECT_THAT(told, HasSubstr("did you mean 'wait.p95'?"));
    EXPECT_THAT(told, HasSubstr("powder.*: matches no metric"));
    EXPECT_THAT(told, HasSubstr("did you mean 'hall'?"));
    EXPECT_THAT(told, HasSubstr("names a statistic over trials"));
}

TEST(MetricChoice, FindsOutWhatWasNotMeasured) {
    const auto choice = MetricChoice::parse({"wait.p95[partition=lonk]", "wait.mean"}, "--metric");
    ASSERT_TRUE(choice.has_value());
    const Diagnostics problems = choice->find_unmatched(kMetrics);
    ASSERT_THAT(problems, SizeIs(1));
    EXPECT_EQ(problems[0].path, "wait.p95[partition=lonk]");
    EXPECT_THAT(problems[0].hint, HasSubstr("wait.p95_s[partition=long]"));
    EXPECT_THAT(MetricChoice::parse({}, "--metric")->find_unmatched({}), IsEmpty());
}

}  // namespace
}  // namespace headroom::study
