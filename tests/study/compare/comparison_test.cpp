#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "src/core/table/write_table.hpp"
#include "src/study/compare/comparison_page.hpp"

#include <nlohmann/json.hpp>

namespace headroom::study {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using Json = nlohmann::json;

report::RunSummary made_up_summary(double wait_s, double completed, bool is_growing) {
    report::RunSummary summary;
    summary.scenario = "made up";
    summary.stopped = report::kStoppedFinished;
    summary.metrics = {{"wait.mean_s", "", wait_s, "s"},
                       {"jobs.completed", "", completed, ""},
                       {"queue.growing", "", is_growing ? 1.0 : 0.0, ""}};
    return summary;
}

std::string csv_of(const report::Table& table) {
    std::string text;
    write_csv(table, [&](std::string_view part) { text += part; });
    return text;
}

TEST(CompareSummaries, TellsDifferencesToTheFirst) {
    const auto base = made_up_summary(3600, 90, false);
    auto more = made_up_summary(2700, 100, true);
    more.metrics.push_back({"makespan_s", "", 7, "s"});
    const Comparison comparison = compare_summaries({"base", "more"}, {&base, &more});
    EXPECT_EQ(csv_of(points_table(comparison, view_all(comparison, ""))),
              "variant,point,metric,statistic,value,unit\n"
              "base,,wait.mean_s,value,3600,s\n"
              "base,,jobs.completed,value,90,\n"
              "base,,queue.growing,value,0,\n"
              "more,,wait.mean_s,value,2700,s\n"
              "more,,wait.mean_s,difference,-900,s\n"
              "more,,wait.mean_s,relative,-0.25,\n"
              "more,,jobs.completed,value,100,\n"
              "more,,jobs.completed,difference,10,\n"
              "more,,jobs.completed,relative,0.1111111111111111,\n"
              "more,,queue.growing,value,1,\n"
              "more,,queue.growing,difference,1,\n"
              "more,,makespan_s,value,7,s\n");
    const ComparisonPage page = comparison_page(comparison, view_all(comparison, ""));
    EXPECT_EQ(page.metrics.rows[0][3].text, "-15 min, -25 %, better");
    EXPECT_EQ(page.metrics.rows[1][3].text, "+10, +11 %, better");
    EXPECT_EQ(page.metrics.rows[2][3].text, "+1, worse");
    EXPECT_EQ(page.metrics.rows[3][1].text, "-");
    EXPECT_THAT(page.loud, ElementsAre(HasSubstr("more: the queue is growing")));
}

TEST(CompareSummaries, SaysWhatIsMissingOrPartial) {
    auto partial = made_up_summary(3600, 90, false);
    partial.stopped = report::kStoppedCancelled;
    const Comparison comparison = compare_summaries({"base", "more"}, {&partial, nullptr});
    EXPECT_FALSE(comparison.is_complete);
    const ComparisonPage page = comparison_page(comparison, view_all(comparison, ""));
    EXPECT_THAT(page.loud, ElementsAre(HasSubstr("base: stopped early"),
                                       HasSubstr("more: stopped before it was simulated")));
    const Json json = Json::parse(comparison_json(comparison, view_all(comparison, "")));
    EXPECT_EQ(json["complete"], false);
    EXPECT_TRUE(json["metrics"][0]["alternatives"]["more"]["value"].is_null());
}

Replications made_up_trials(std::vector<double> waits, std::vector<double> growing) {
    Replications made;
    made.trials = waits.size();
    made.metrics = {{"wait.mean_s", "", waits[0], "s"}, {"queue.growing", "", growing[0], ""}};
    made.values = {std::move(waits), std::move(growing)};
    return made;
}

TEST(CompareReplications, JudgesOnlyWhatTheIntervalLeavesNoDoubtOf) {
    // Differences 1, 2, 3 (mean 2, half-width 4.3027·1/√3 = 2.484) and 10, 10, 13 (11 ± 4.303).
    const Comparison comparison = compare_replications(
        {"base", "near", "far"},
        {made_up_trials({10, 20, 30}, {0, 0, 0}), made_up_trials({11, 22, 33}, {0, 1, 1}),
         made_up_trials({20, 30, 43}, {0, 0, 0})},
        0.95);
    const ComparedMetric& wait = comparison.metrics[0];
    EXPECT_NEAR(wait.trials[1].against_base->difference.half_width, 2.4841377, 1e-6);
    EXPECT_NEAR(wait.trials[2].against_base->difference.half_width, 4.3026527, 1e-6);
    EXPECT_EQ(comparison.alternatives[1].growing, 2U);
    const ComparisonPage page = comparison_page(comparison, view_all(comparison, "wait.mean_s"));
    EXPECT_THAT(page.metrics.rows[1][3].text, HasSubstr("unclear"));
    EXPECT_EQ(page.metrics.rows[1][3].verdict, Verdict::kSame);
    EXPECT_THAT(page.metrics.rows[2][3].text, HasSubstr("worse"));
    EXPECT_EQ(page.metrics.rows[2][3].verdict, Verdict::kWorse);
    ASSERT_TRUE(page.regret.has_value());
    EXPECT_EQ(page.regret->rows[2][1].text, "11 s");
    EXPECT_THAT(page.conclusions, ElementsAre(HasSubstr("least expected regret: base;")));
}

TEST(CompareReplications, WithoutVariationSaysSo) {
    Comparison comparison = compare_replications(
        {"a", "b"}, {made_up_trials({5, 5, 5}, {0, 0, 0}), made_up_trials({6, 6, 6}, {0, 0, 0})},
        0.95);
    comparison.trials.wanted = 3;
    EXPECT_FALSE(comparison.varies());
    const ComparisonPage page = comparison_page(comparison, view_all(comparison, ""));
    EXPECT_THAT(page.loud, ElementsAre(HasSubstr("the intervals have no width")));
    EXPECT_FALSE(page.regret.has_value());
}

TEST(ComparisonJson, HasEveryNumberOfTheTrials) {
    Comparison comparison = compare_replications(
        {"base", "more"},
        {made_up_trials({10, 20, 30}, {0, 0, 0}), made_up_trials({11, 22, 33}, {0, 0, 1})}, 0.9);
    comparison.trials.wanted = 5;
    comparison.draws = {{{scenario::DrawKind::kFactor, "fleet.a.nodes", ""}, {0, 1}},
                        {{scenario::DrawKind::kHeld, "workload.w", "shorter"}, {1}}};
    const Json json = Json::parse(comparison_json(comparison, view_all(comparison, "wait.mean_s")));
    EXPECT_EQ(json["trials"], Json::parse(R"({"wanted": 5, "done": 3, "confidence": 0.9})"));
    EXPECT_EQ(json["varied"][0]["name"], "fleet.a.nodes");
    EXPECT_EQ(json["held"][0]["alternatives"], Json::parse(R"(["more"])"));
    const Json& more = json["metrics"][0]["alternatives"]["more"];
    EXPECT_EQ(more["mean"], 22);
    EXPECT_EQ(more["difference"]["mean"], 2);
    EXPECT_EQ(more["p_better"]["share"], 0);
    EXPECT_EQ(more["p_better"]["n"], 3);
    EXPECT_EQ(more["regret"]["worst"], 3);
    EXPECT_EQ(more["p95"], 33);
    EXPECT_EQ(json["metrics"][0]["least_worst_regret"], Json::parse(R"(["base"])"));
    EXPECT_EQ(json["alternatives"][1]["trials_with_growing_queue"], 1);
}

TEST(ComparisonMarkdown, EscapesLabelsAndKeepsCells) {
    const auto base = made_up_summary(3600, 90, false);
    const Comparison comparison = compare_summaries({"base", "a|b <i>@x"}, {&base, &base});
    const std::string text =
        comparison_markdown(comparison_page(comparison, view_all(comparison, "")));
    EXPECT_THAT(text, HasSubstr("| --- | --- | --- | --- |"));
    EXPECT_THAT(text, Not(HasSubstr("<i>")));
    EXPECT_THAT(text, Not(HasSubstr("a|b")));
}

}  // namespace
}  // namespace headroom::study
