#include <cmath>
#include <limits>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "src/core/store/compare_runs.hpp"
#include "src/core/store/metric_trend.hpp"
#include "src/core/store/tabulate_runs.hpp"
#include "src/core/table/write_table.hpp"
#include "tests/core/store/made_up_run.hpp"

namespace headroom::store {
namespace {

StoredRun made_up_run(int number) {
    StoredRun run;
    run.id = number;
    run.short_key = "run" + std::to_string(number);
    run.summary = made_up_summary(number);
    return run;
}

std::string csv(const report::Table& table) {
    std::string text;
    report::write_csv(table, [&](std::string_view part) { text += part; });
    return text;
}

TEST(CompareRuns, SaysWhatDiffersAndByHowMuch) {
    std::vector<StoredRun> runs{made_up_run(0), made_up_run(50)};
    runs[1].summary.provenance.version = "0.2.0";
    runs[1].summary.provenance.inputs[1].sha256 = std::string(64, 'f');
    runs[1].summary.provenance.overrides.pop_back();
    runs[1].summary.metrics.push_back({"new.one", "", 4, ""});
    const RunComparison comparison = compare_runs(runs);
    EXPECT_EQ(csv(comparison.causes),
              "what,run0,run50\n"
              "seed,0,50\n"
              "version,0.1.0,0.2.0\n"
              "set horizon,2 y,\n"
              "input jobs.csv,bbbbbbbbbbbb,ffffffffffff\n");
    EXPECT_EQ(csv(comparison.metrics),
              "metric,unit,value_run0,value_run50,difference_run50,relative_run50\n"
              "wait.mean_s,s,100,150,50,0.5\n"
              "wait.mean_s[partition=long],s,0,5,5,\n"
              "cost.tco@p90,USD,2.5e+08,2.5e+08,0,0\n"
              "jobs.completed,,12,12,0,0\n"
              "new.one,,,4,,\n");
}

TEST(CompareRuns, EveryRunIsComparedWithTheFirst) {
    const RunComparison comparison =
        compare_runs({made_up_run(0), made_up_run(10), made_up_run(30)});
    EXPECT_EQ(comparison.metrics.find("difference_run10")->reals[0], 10);
    EXPECT_EQ(comparison.metrics.find("difference_run30")->reals[0], 30);
    EXPECT_EQ(compare_runs({made_up_run(1), made_up_run(1)}).causes.rows(), 0U);
}

TEST(MetricTrend, ComparesWithTheRunBeforeOfTheSameQuestion) {
    std::vector<StoredRun> runs{made_up_run(0), made_up_run(5), made_up_run(10), made_up_run(20)};
    runs[1].summary.provenance.variant = "other";
    const MetricTrend trend = trend_of(runs, "wait.mean_s");
    EXPECT_EQ(csv(trend.table),
              "run,started,scenario,variant,set,version,label,value,unit,difference,relative\n"
              "run0,2026-11-01T00:00:00Z,Small,larger,fleet.a.nodes=8 horizon=2 "
              "y,0.1.0,,100,s,,\n"
              "run5,2026-11-01T05:00:00Z,Small,other,fleet.a.nodes=8 horizon=2 "
              "y,0.1.0,,105,s,,\n"
              "run10,2026-11-01T10:00:00Z,Small,larger,fleet.a.nodes=8 horizon=2 "
              "y,0.1.0,,110,s,10,0.1\n"
              "run20,2026-11-01T20:00:00Z,Small,larger,fleet.a.nodes=8 horizon=2 "
              "y,0.1.0,,120,s,10,0.09090909090909091\n");
    ASSERT_EQ(trend.lines.size(), 2U);
    EXPECT_EQ(trend.lines[0].name, "Small, variant larger, fleet.a.nodes=8 horizon=2 y, in s");
    EXPECT_THAT(trend.lines[0].values, testing::ElementsAre(100, 110, 120));
    EXPECT_EQ(trend_of(runs, "wait.mean_s[partition=long]").table.rows(), 4U);
    EXPECT_EQ(trend_of(runs, "wait.mean").table.rows(), 0U);
}

TEST(MetricTrend, ASparklineGoesFromTheLowestToTheHighest) {
    constexpr double kInfinity = std::numeric_limits<double>::infinity();
    EXPECT_EQ(sparkline({0, 1, 2, 3, 4, 5, 6, 7}), "▁▂▃▄▅▆▇█");
    EXPECT_EQ(sparkline({5, 5}), "▅▅");
    EXPECT_EQ(sparkline({1, std::nan(""), kInfinity, 2}), "▁··█");
    EXPECT_EQ(sparkline({-1.7e308, 1.7e308}), "▁█");
    EXPECT_EQ(sparkline({}), "");
}

TEST(ExportRuns, IsALineAMetricOfARun) {
    const std::string text = csv(export_table({made_up_run(0), made_up_run(1)}));
    EXPECT_THAT(text,
                testing::StartsWith("run,scenario,variant,started,metric,value,unit\n"
                                    "run0,Small,larger,2026-11-01T00:00:00Z,wait.mean_s,100,s\n"));
    EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 9);
    EXPECT_EQ(export_table({}).rows(), 0U);
}

TEST(ExportRuns, OpenMetricsKeepsFamiliesTogetherAndEscapesLabels) {
    std::vector<StoredRun> runs{made_up_run(0), made_up_run(1)};
    runs[1].summary.scenario = "a \"b\" \\\nc";
    runs[1].summary.metrics = {{"wait.mean_s", "", std::nan(""), "s"}};
    runs[1].summary.provenance.timing.started.clear();
    const std::string text = openmetrics_text(runs);
    EXPECT_THAT(text,
                testing::HasSubstr(
                    "# TYPE headroom_cost_tco_p90 gauge\n"
                    "headroom_cost_tco_p90{run=\"run0\",scenario=\"Small\",variant=\"larger\","
                    "metric=\"cost.tco@p90\",scope=\"\",unit=\"USD\"} 2.5e+08 "
                    "1793491200\n"));
    EXPECT_THAT(text, testing::HasSubstr("scenario=\"a \\\"b\\\" \\\\ c\""));
    EXPECT_THAT(text, testing::HasSubstr("unit=\"s\"} NaN\n"));
    EXPECT_THAT(text, testing::EndsWith("# EOF\n"));
    const std::size_t family = text.find("# TYPE headroom_wait_mean_s gauge");
    EXPECT_EQ(text.find("# TYPE headroom_wait_mean_s gauge", family + 1), std::string::npos);
}

}  // namespace
}  // namespace headroom::store
