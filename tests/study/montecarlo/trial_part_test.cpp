#include "src/study/montecarlo/trial_part.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "src/study/montecarlo/montecarlo_outputs.hpp"
#include "tests/cli/run_program.hpp"
#include "tests/study/montecarlo/made_up_source.hpp"

namespace headroom::study {
namespace {

using test::TemporaryFolder;
using testing::HasSubstr;

StudyHead head() {
    StudyHead head;
    head.scenario = "made up";
    head.currency = "USD";
    head.draws = {{scenario::DrawKind::kFactor, "x", ""},
                  {scenario::DrawKind::kHeld, "workload.w", "resample = \"none\""}};
    head.correlations = {{"x ~ y", 0.9, 0.7}};
    head.claims = {
        {"wait.mean", "<= 2 s"}, {"wait.mean@p90", "<= 1 s"}, {"prob(wait.mean > 1 s)", "<= 50 %"}};
    head.origin.version = "1.0";
    head.origin.seed = 7;
    head.origin.overrides = {{"fleet.a.nodes", "4"}};
    head.origin.inputs = {{"s.toml", "00ff"}};
    return head;
}

TrialPart part(const std::string& file, Trial first, std::size_t count) {
    MadeUpSource source;
    auto run = run_trials(source, {{first, count}, {}, false}, nullptr, {});
    return {file, source.key(), source.description(), head(), count, std::move(run->table)};
}

std::string outputs(const StudyHead& of, TrialRun run) {
    const MonteCarloReport report = conclude(of, std::move(run), "same", MetricChoice::all());
    std::string text = montecarlo_json(report);
    for (const auto& table :
         {montecarlo_points(report), trials_table(report), correlations_table(report)})
        report::write_csv(table, [&](std::string_view bytes) { text += bytes; });
    return text;
}

std::string problems_of(std::vector<TrialPart> parts) {
    const auto merged = merge_parts(std::move(parts));
    return merged ? "" : format_diagnostics(merged.error());
}

TEST(MergeParts, InAnyOrderAndSplitGivesTheBytesOfOneProcess) {
    MadeUpSource source;
    auto whole = run_trials(source, {{0, 500}, {}, false}, nullptr, {});
    const std::string expected_text = outputs(head(), std::move(*whole));
    auto merged = merge_parts({part("c", 300, 200), part("a", 0, 7), part("b", 7, 293)});
    ASSERT_TRUE(merged) << format_diagnostics(merged.error());
    EXPECT_EQ(outputs(merged->head, std::move(merged->run)), expected_text);
}

TEST(MergeParts, NamesGapsOverlapsAndPartsThatWereStopped) {
    EXPECT_THAT(
        problems_of({part("a", 0, 100), part("c", 150, 50)}),
        HasSubstr("c: error: leaves a gap behind a; wanted a part with the trials 100:150"));
    EXPECT_THAT(problems_of({part("a", 0, 100), part("b", 90, 50)}),
                HasSubstr("b: error: has trials that a has, too: 90:100"));
    TrialPart stopped = part("s", 0, 64);
    stopped.asked = 100;
    EXPECT_THAT(problems_of({stopped}), HasSubstr("s: error: was stopped after 64 of 100 trials"));
}

TEST(MergeParts, NamesWhatPartsDifferIn) {
    const TrialPart a = part("a", 0, 10);
    TrialPart b = part("b", 10, 10);
    b.head.origin.seed = 8;
    b.key = "other";
    EXPECT_THAT(problems_of({a, b}), HasSubstr("b: error: and a have different seeds (8 and 7)"));
    b = part("b", 10, 10);
    b.key = "other";
    EXPECT_THAT(problems_of({a, b}), HasSubstr("different settings, traces"));
    b = part("b", 10, 10);
    b.head.origin.version = "2.0";
    EXPECT_THAT(problems_of({a, b}), HasSubstr("different programs"));
    b = part("b", 10, 10);
    b.head.claims.pop_back();
    EXPECT_THAT(problems_of({a, b}), HasSubstr("assert or name different things"));
}

TEST(TrialPart, ComesBackFromItsFile) {
    const TemporaryFolder folder;
    const TrialPart written = part("x", 30, 100);
    const auto read = read_part(folder.write("x.part", encode_part(written)));
    ASSERT_TRUE(read) << format_diagnostics(read.error());
    EXPECT_EQ(read->key, written.key);
    EXPECT_EQ(read->asked, 100U);
    EXPECT_EQ(encode_head(read->head), encode_head(written.head));
    EXPECT_EQ(encode_part(*read), encode_part(written));
}

TEST(TrialPart, IsRefusedWhereAnyByteIsWrongOrMissing) {
    const TemporaryFolder folder;
    const std::string bytes = encode_part(part("x", 0, 3));
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        std::string damaged = bytes;
        damaged[i] = static_cast<char>(damaged[i] ^ 0x21);
        ASSERT_FALSE(read_part(folder.write("x.part", damaged))) << i;
        ASSERT_FALSE(read_part(folder.write("x.part", bytes.substr(0, i)))) << i;
    }
    EXPECT_FALSE(read_part(folder.path("none.part")));
    EXPECT_FALSE(read_part(folder.write("x.part", bytes + "more")));
}

TEST(Conclude, TellsHowOftenAssertionsHold) {
    MadeUpSource source;
    auto run = run_trials(source, {{0, 2000}, {}, false}, nullptr, {});
    const MonteCarloReport report = conclude(head(), std::move(*run), "", MetricChoice::all());
    ASSERT_EQ(report.claims.size(), 3U);
    // P(X <= 2) of an exponential with the mean 1 is 86.5 %; four standard errors of 2,000 trials.
    ASSERT_TRUE(report.claims[0].share);
    EXPECT_NEAR(report.claims[0].share->value(), 0.8647, 0.031);
    EXPECT_FALSE(report.claims[0].holds);
    EXPECT_NEAR(*report.claims[1].value, 2.3026, 0.27);  // P90 = ln 10
    EXPECT_EQ(report.claims[1].holds, false);
    EXPECT_NEAR(report.claims[2].share->value(), 0.3679, 0.043);
    EXPECT_EQ(report.claims[2].holds, true);
    EXPECT_NEAR(report.rank_correlations[0][report.run.table.find("wait.mean_s")], -1, 1e-12);
}

TEST(Conclude, WarnsOfWhatPutsTheNumbersInQuestion) {
    MadeUpSource source;
    source.stops_after = 10;
    auto run = run_trials(source, {{0, 2000}, {}, false}, nullptr, {});
    const auto warnings = warnings_of(conclude(head(), std::move(*run), "", MetricChoice::all()));
    ASSERT_EQ(warnings.size(), 2U);
    EXPECT_THAT(warnings[0], HasSubstr("10 of 2,000 trials"));
    EXPECT_THAT(warnings[1], HasSubstr("x ~ y is 0.700 instead of 0.900"));
}

}  // namespace
}  // namespace headroom::study
