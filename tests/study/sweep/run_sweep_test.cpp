#include "src/study/sweep/run_sweep.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "src/core/table/write_table.hpp"
#include "src/study/evaluate/sample.hpp"
#include "src/study/sweep/sweep_outputs.hpp"
#include "tests/cli/run_program.hpp"

namespace headroom::study {
namespace {

using test::TemporaryFolder;
using testing::HasSubstr;

constexpr const char* kScenario = R"(schema = 1
[fleet.a]
nodes = 4
[workload.w.generate]
jobs = 40
interarrival = { dist = "exponential", mean = "100 s" }
runtime = { dist = "exponential", mean = "3000 s" }
[demand.w]
scale = { dist = "lognormal", median = 1, sigma = 0.3 }
)";

SweepPlan plan_of(const TemporaryFolder& folder,
                  const std::vector<std::string>& over,
                  const std::string& text = kScenario) {
    auto base = WhatIf::open("s", folder.write("s.toml", text), {});
    auto axes = parse_axes(over, "--over");
    EXPECT_TRUE(base && axes);
    return {*base, *axes};
}

const std::vector<std::string> kOver{"fleet.a.nodes=2:8:2", "seed=1,2,3"};

std::string points_csv(const SweepPlan& plan, const SweepResult& result) {
    std::string text;
    report::write_csv(points_table(plan, result), [&](std::string_view part) { text += part; });
    return text;
}

std::string told(const std::vector<std::string>& over) {
    const auto axes = parse_axes(over, "--over");
    return axes ? "nothing" : format_diagnostics(axes.error());
}

TEST(SweepPlan, ChangesTheLastPathFastest) {
    const TemporaryFolder folder;
    const SweepPlan plan = plan_of(folder, kOver);
    EXPECT_EQ(plan.size(), 12U);
    EXPECT_EQ(plan.label(0), "fleet.a.nodes=2; seed=1");
    EXPECT_EQ(plan.label(1), "fleet.a.nodes=2; seed=2");
    EXPECT_EQ(plan.label(11), "fleet.a.nodes=8; seed=3");
}

TEST(SweepPlan, TellsEveryProblemOfItsPaths) {
    EXPECT_THAT(told({"a=1:x", "b"}), testing::AllOf(HasSubstr("a: 'x'"), HasSubstr("'b' is not")));
    EXPECT_THAT(told({"a=1,2", "a=3"}), HasSubstr("swept twice"));
    EXPECT_THAT(told({"a=1", "b=1", "c=1", "d=1"}), HasSubstr("4 paths; wanted one to three"));
    EXPECT_THAT(told({"a=1:1000", "b=1:101"}), HasSubstr("101000 points; wanted at most 100000"));
}

TEST(Sweep, EqualsItsPointsMeasuredOneByOne) {
    const TemporaryFolder folder;
    const SweepPlan plan = plan_of(folder, kOver);
    const auto result = run_sweep(plan, {});
    ASSERT_TRUE(result);
    ASSERT_TRUE(result->is_complete());
    for (std::size_t point = 0; point < plan.size(); ++point) {
        const auto alone = plan.what_if(point).measure(std::nullopt);
        ASSERT_EQ(alone->metrics.size(), result->metrics.size());
        for (std::size_t i = 0; i < result->metrics.size(); ++i)
            EXPECT_EQ(result->values[point][i], alone->metrics[i].value);
    }
}

TEST(Sweep, ItsTrialsAreThoseOfEachPoint) {
    const TemporaryFolder folder;
    const SweepPlan plan = plan_of(folder, {"fleet.a.nodes=2,4"});
    const auto result = run_sweep(plan, {5, MetricChoice::all(), nullptr});
    ASSERT_TRUE(result);
    std::vector<double> completed;
    for (Trial trial = 0; trial < 5; ++trial)
        completed.push_back(plan.what_if(1).measure(trial)->metrics.front().value);
    for (std::size_t i = 0; i < result->statistics.size(); ++i)
        EXPECT_EQ(result->values[1][i], statistic(completed, result->statistics[i]));
}

TEST(Sweep, IsTheSameForAnyNumberOfThreads) {
    const TemporaryFolder folder;
    const SweepPlan plan = plan_of(folder, kOver);
    for (const std::size_t trials : {0U, 3U}) {
        const auto one = run_sweep(plan, {trials, MetricChoice::all(), nullptr}, {1, {}, {}});
        const auto four = run_sweep(plan, {trials, MetricChoice::all(), nullptr}, {4, {}, {}});
        EXPECT_EQ(points_csv(plan, *one), points_csv(plan, *four));
    }
}

// How many of the points a second sweep takes from the journal of the first.
std::size_t cached_after(const std::vector<std::string>& over,
                         const std::string& text,
                         std::size_t trials = 0) {
    const TemporaryFolder folder;
    auto journal = SweepJournal::open(folder.path("sweep.cache"));
    const auto first = run_sweep(plan_of(folder, kOver), {0, MetricChoice::all(), &*journal});
    EXPECT_EQ(first->cached, 0U);
    const SweepPlan again = plan_of(folder, over, text);
    const auto second = run_sweep(again, {trials, MetricChoice::all(), &*journal});
    const auto fresh = run_sweep(again, {trials, MetricChoice::all(), nullptr});
    EXPECT_EQ(points_csv(again, *second), points_csv(again, *fresh));
    return second->cached;
}

TEST(Sweep, TakesFromItsJournalWhatHasTheSameInputs) {
    const std::string text = kScenario;
    EXPECT_EQ(cached_after(kOver, text), 12U);
    EXPECT_EQ(cached_after(kOver, "# a comment\nname = \"n\"\n" + text), 12U);
    EXPECT_EQ(cached_after({"fleet.a.nodes=2:10:2", "seed=1,2,3"}, text), 12U);
    EXPECT_EQ(cached_after({"fleet.a.nodes=4,5", "seed=2,3"}, text), 2U);
}

TEST(Sweep, MeasuresAgainWhatHasOtherInputs) {
    const std::string text = kScenario;
    EXPECT_EQ(cached_after(kOver, text + "growth = \"10 %/y\"\n"), 0U);
    EXPECT_EQ(cached_after(kOver, text, 2), 0U);
    EXPECT_EQ(cached_after({"fleet.a.nodes=2:8:2", "seed=4,5"}, text), 0U);
}

TEST(Sweep, TellsWhatIsWrongWithItsPointsBeforeOneIsMeasured) {
    const TemporaryFolder folder;
    bool has_begun = false;
    const StudyControl control{1, {}, [&](const StudyProgress&) {
                                   has_begun = true;
                               }};
    const auto wrong = run_sweep(plan_of(folder, {"fleet.a.nodes=2,x,y", "seed=1,2"}), {}, control);
    ASSERT_FALSE(wrong);
    EXPECT_FALSE(has_begun);
    ASSERT_EQ(wrong.error().problems.size(), 2U);
    EXPECT_THAT(wrong.error().problems[0].hint, HasSubstr("at fleet.a.nodes=x; seed=1 and 1 more"));
    const auto unknown = run_sweep(plan_of(folder, {"fleet.b.nodes=2,3,4"}), {});
    ASSERT_FALSE(unknown);
    EXPECT_EQ(unknown.error().problems.size(), 1U);
}

TEST(Sweep, AStopKeepsWholePoints) {
    const TemporaryFolder folder;
    const SweepPlan plan = plan_of(folder, kOver);
    auto journal = SweepJournal::open(folder.path("sweep.cache"));
    std::stop_source stop;
    const StudyControl control{1, stop.get_token(), [&](const StudyProgress& progress) {
                                   if (progress.done == 7)
                                       stop.request_stop();
                               }};
    const auto part = run_sweep(plan, {3, MetricChoice::all(), &*journal}, control);
    ASSERT_TRUE(part);
    EXPECT_FALSE(part->is_complete());
    EXPECT_EQ(part->done, 2U);  // 7 trials are 2 points and a trial
    EXPECT_EQ(journal->size(), 2U);
}

}  // namespace
}  // namespace headroom::study
