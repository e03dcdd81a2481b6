#include "src/study/montecarlo/run_trials.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "tests/cli/run_program.hpp"
#include "tests/study/montecarlo/made_up_source.hpp"

namespace headroom::study {
namespace {

using test::TemporaryFolder;

TrialPlan plan_of(std::size_t count, const std::vector<std::string>& precisions = {}) {
    return {{0, count}, *parse_precisions(precisions, "--precision"), false};
}

TrialRun run(MadeUpSource& source, const TrialPlan& plan, TrialJournal* journal = nullptr) {
    auto ended = run_trials(source, plan, journal, {});
    EXPECT_TRUE(ended);
    return std::move(*ended);
}

// NaN equals NaN.
void expect_same(const TrialTable& a, const TrialTable& b) {
    ASSERT_EQ(a.first, b.first);
    ASSERT_EQ(a.trials, b.trials);
    EXPECT_EQ(a.factors, b.factors);
    EXPECT_EQ(a.factor_values, b.factor_values);
    EXPECT_EQ(a.reruns, b.reruns);
    ASSERT_EQ(a.metrics.size(), b.metrics.size());
    for (std::size_t i = 0; i < a.metrics.size(); ++i)
        EXPECT_EQ(a.metrics[i].full_name(), b.metrics[i].full_name());
    ASSERT_EQ(a.values.size(), b.values.size());
    for (std::size_t i = 0; i < a.values.size(); ++i)
        EXPECT_TRUE(a.values[i] == b.values[i] ||
                    (std::isnan(a.values[i]) && std::isnan(b.values[i])))
            << i;
}

TEST(RunTrials, AreTheSameHoweverManyBlocksAreAtOnce) {
    MadeUpSource one, many;
    many.at_once = 5;
    const TrialRun a = run(one, plan_of(500)), b = run(many, plan_of(500));
    EXPECT_EQ(a.end, TrialEnd::kFinished);
    EXPECT_EQ(a.table.trials, 500U);
    expect_same(a.table, b.table);
}

TEST(RunTrials, KeepMetricsInTheOrderInWhichTrialsNameThem) {
    MadeUpSource source;
    const TrialTable table = run(source, plan_of(100)).table;
    ASSERT_EQ(table.metrics.size(), 3U);
    EXPECT_EQ(table.metrics[0].name, "jobs.completed");
    EXPECT_EQ(table.metrics[1].name, "wait.mean_s");
    EXPECT_EQ(table.metrics[2].name, "gpu.useful");  // first in trial 9
    EXPECT_TRUE(std::isnan(table.metric(2)[8]));
    EXPECT_EQ(table.metric(2)[9], 0.5);
    EXPECT_EQ(table.rerun_count(), 1U);
}

TEST(RunTrials, StopOnceTheyArePreciseWhicheverBlocksWerePlayedBeyond) {
    MadeUpSource one, many;
    many.at_once = 7;
    const TrialPlan plan = plan_of(100'000, {"wait.mean=10%"});
    const TrialRun a = run(one, plan), b = run(many, plan);
    EXPECT_EQ(a.end, TrialEnd::kPrecise);
    expect_same(a.table, b.table);
    EXPECT_EQ(a.table.trials % 64, 0U);
    EXPECT_GE(a.table.trials, kLeastTrials);
    ASSERT_EQ(a.precisions.size(), 1U);
    EXPECT_TRUE(a.precisions[0].is_enough());
    // ± 10 % of an exponential's mean takes about (1.645 / 0.1)² = 271 trials.
    EXPECT_GT(a.table.trials, 150U);
    EXPECT_LT(a.table.trials, 450U);
}

TEST(RunTrials, SayWhereTheyWereNotPreciseEnough) {
    MadeUpSource source;
    const TrialRun ended = run(source, plan_of(256, {"wait.mean=0.1%", "wait.mean@p95=50%"}));
    EXPECT_EQ(ended.end, TrialEnd::kFinished);
    EXPECT_FALSE(ended.precisions[0].is_enough());
    EXPECT_TRUE(ended.precisions[1].is_enough());
}

TEST(RunTrials, AMetricThatNoTrialHasIsNeverPrecise) {
    MadeUpSource source;
    const TrialRun ended = run(source, plan_of(256, {"wait.max=50%"}));
    EXPECT_EQ(ended.end, TrialEnd::kFinished);
    EXPECT_TRUE(std::isinf(ended.precisions[0].reached));
}

TEST(RunTrials, StoppedKeepWhatIsDone) {
    MadeUpSource source;
    source.stops_after = 100;
    const TrialRun ended = run(source, plan_of(500));
    EXPECT_EQ(ended.end, TrialEnd::kStopped);
    EXPECT_EQ(ended.table.trials, 100U);
    EXPECT_EQ(ended.asked, 500U);
}

TrialJournal open(const TemporaryFolder& folder) {
    auto journal = TrialJournal::open(folder.path("trials.cache"));
    EXPECT_TRUE(journal) << format_diagnostics(journal.error());
    return std::move(*journal);
}

TEST(RunTrials, GoOnFromTheJournalWhereTheyWereStopped) {
    const TemporaryFolder folder;
    MadeUpSource whole, first, second;
    first.stops_after = 200;  // three blocks and a part of the fourth
    second.at_once = 3;
    {
        TrialJournal journal = open(folder);
        (void)run(first, plan_of(500), &journal);
    }
    TrialJournal journal = open(folder);
    const TrialRun ended = run(second, plan_of(500), &journal);
    EXPECT_EQ(ended.from_journal, 192U);
    EXPECT_EQ(second.played, 500U - 192U);
    expect_same(ended.table, run(whole, plan_of(500)).table);
    // And for more trials of the same study.
    MadeUpSource more;
    EXPECT_EQ(run(more, plan_of(1000), &journal).from_journal, 448U);
}

TEST(RunTrials, DoNotTakeBlocksOfAnotherStudy) {
    const TemporaryFolder folder;
    MadeUpSource source, other;
    other.name = "changed";
    TrialJournal journal = open(folder);
    (void)run(source, plan_of(128), &journal);
    EXPECT_EQ(run(other, plan_of(128), &journal).from_journal, 0U);
}

TEST(TrialJournal, CutOffAnywhereKeepsTheBlocksBefore) {
    const TemporaryFolder folder;
    MadeUpSource source;
    {
        TrialJournal journal = open(folder);
        (void)run(source, plan_of(192), &journal);
    }
    const std::string bytes = folder.read("trials.cache");
    for (const std::size_t size :
         {std::size_t{3}, std::size_t{18}, bytes.size() / 2, bytes.size() - 17, bytes.size() - 1}) {
        (void)folder.write("trials.cache", bytes.substr(0, size));
        std::string kept;
        {
            TrialJournal journal = open(folder);
            MadeUpSource again;
            const TrialRun ended = run(again, plan_of(192), &journal);
            EXPECT_LT(ended.from_journal, 192U) << size;
            EXPECT_EQ(ended.from_journal + again.played, 192U);
        }
        EXPECT_EQ(folder.read("trials.cache"), bytes) << size;
    }
}

TEST(TrialJournal, RefusesAFileOfSomethingElseAndASecondProcess) {
    const TemporaryFolder folder;
    const std::string file = folder.write("mine", "my own text, longer than a head\n");
    EXPECT_FALSE(TrialJournal::open(file));
    EXPECT_EQ(folder.read("mine"), "my own text, longer than a head\n");
    const TrialJournal journal = open(folder);
    const auto second = TrialJournal::open(folder.path("trials.cache"));
    ASSERT_FALSE(second);
    EXPECT_NE(format_diagnostics(second.error()).find("in use"), std::string::npos);
}

TEST(Precision, TellsEveryFaultAtOnce) {
    const auto parsed =
        parse_precisions({"wait.mean", "wait.men=5%", "wait.mean=0%", "wait.p95@stderr=5%"}, "-p");
    ASSERT_FALSE(parsed);
    EXPECT_EQ(parsed.error().size(), 4U);
}

}  // namespace
}  // namespace headroom::study
