#include "src/core/store/select_runs.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/core/store/made_up_run.hpp"

namespace headroom::store {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::vector<StoredRun> made_up_runs() {
    std::vector<StoredRun> runs;
    for (const char* key : {"abc10000", "abc20000", "ffff0000", "0123abcd"}) {
        StoredRun run;
        run.summary = made_up_summary(static_cast<int>(runs.size()));
        run.key = run.short_key = key;
        runs.push_back(run);
    }
    runs[1].summary.scenario = "Large one";
    runs[2].summary.provenance.variant.clear();
    runs[3].summary.provenance.timing.started.clear();
    return runs;
}

std::vector<std::string> keys_of(const std::vector<StoredRun>& runs) {
    std::vector<std::string> keys;
    for (const StoredRun& run : runs)
        keys.push_back(run.short_key);
    return keys;
}

TEST(SelectRuns, FiltersByPatternsDateAndNumber) {
    const auto selected = [](const RunFilter& filter) {
        return keys_of(select_runs(made_up_runs(), filter));
    };
    EXPECT_THAT(selected({.scenario = "L*", .variant = {}, .since = {}, .limit = {}}),
                ElementsAre("abc20000"));
    EXPECT_THAT(selected({.scenario = {}, .variant = "l?rger", .since = {}, .limit = {}}),
                ElementsAre("abc10000", "abc20000", "0123abcd"));
    EXPECT_THAT(selected({.scenario = {},
                          .variant = {},
                          .since = *parse_instant("2026-11-01T01:00:00Z"),
                          .limit = {}}),
                ElementsAre("abc20000", "ffff0000"));
    EXPECT_THAT(selected({.scenario = {}, .variant = {}, .since = {}, .limit = 1}),
                ElementsAre("0123abcd"));
    EXPECT_THAT(selected({}).size(), 4U);
}

TEST(SelectRuns, AUniquePrefixNamesARun) {
    const auto runs = made_up_runs();
    EXPECT_EQ(*find_run(runs, "f"), 2U);
    EXPECT_EQ(*find_run(runs, "ABC2"), 1U);
    EXPECT_EQ(*find_run(runs, "0123abcd"), 3U);
}

TEST(SelectRuns, AnAmbiguousOrUnknownPrefixSaysWhatComesNear) {
    const auto runs = made_up_runs();
    const auto ambiguous = find_run(runs, "abc");
    ASSERT_FALSE(ambiguous);
    EXPECT_EQ(ambiguous.error().problem, "'abc' may be each of 2 runs");
    EXPECT_EQ(ambiguous.error().hint,
              "abc10000 ('Small', variant 'larger', 2026-11-01T00:00:00Z), "
              "abc20000 ('Large one', variant 'larger', 2026-11-01T01:00:00Z)");
    const auto misspelt = find_run(runs, "ffef00");
    ASSERT_FALSE(misspelt);
    EXPECT_THAT(misspelt.error().hint, HasSubstr("did you mean ffff0000 "));
    for (const char* nothing : {"", "zzzz", "; DROP TABLE runs", "🦙"})
        EXPECT_FALSE(find_run(runs, nothing)) << nothing;
}

TEST(SelectRuns, PruneKeepsTheNewestAndWhatHasNoDate) {
    const auto runs = made_up_runs();
    EXPECT_THAT(keys_of(runs_to_prune(runs, {.before = {}, .keep = 2})),
                ElementsAre("0123abcd", "abc10000"));
    EXPECT_THAT(keys_of(runs_to_prune(runs, {.before = {}, .keep = 9})), IsEmpty());
    EXPECT_EQ(runs_to_prune(runs, {.before = {}, .keep = 0}).size(), 4U);
    EXPECT_THAT(keys_of(runs_to_prune(
                    runs, {.before = *parse_instant("2026-11-01T01:30:00Z"), .keep = {}})),
                ElementsAre("abc10000", "abc20000"));
}

TEST(RunKey, FollowsWhatDeterminesAResultAndNothingElse) {
    using Change = void (*)(report::RunSummary&);
    const std::string key = run_key(made_up_summary());
    const std::vector<Change> other{
        [](report::RunSummary& s) { s.provenance.version = "0.2.0"; },
        [](report::RunSummary& s) { s.provenance.git = "other"; },
        [](report::RunSummary& s) { s.provenance.seed = 7; },
        [](report::RunSummary& s) { s.provenance.catalog_sha256[0] = 'd'; },
        [](report::RunSummary& s) { s.provenance.variant = "x"; },
        [](report::RunSummary& s) { s.provenance.overrides[0].second = "9"; },
        [](report::RunSummary& s) {
            s.provenance.overrides[0] = {"fleet.a.node", "s8"};
        },
        [](report::RunSummary& s) { s.provenance.inputs[1].sha256[0] = 'e'; },
        [](report::RunSummary& s) { s.provenance.inputs.pop_back(); },
        [](report::RunSummary& s) {
            s.stopped = report::kStoppedCancelled;
        }};
    for (std::size_t i = 0; i < other.size(); ++i) {
        report::RunSummary summary = made_up_summary();
        other[i](summary);
        EXPECT_NE(run_key(summary), key) << i;
    }
    report::RunSummary same = made_up_summary();
    same.provenance.host = same.provenance.device = "x";
    same.provenance.timing = {};
    same.metrics.clear();
    EXPECT_EQ(run_key(same), key);
}

TEST(RunKey, OfABuildWithChangesKnowsTheMetricsToo) {
    for (const char* git : {"2db74ec51f3a-dirty", "unknown", ""}) {
        report::RunSummary first = made_up_summary(), second = made_up_summary();
        first.provenance.git = second.provenance.git = git;
        EXPECT_EQ(run_key(first), run_key(second));
        second.metrics[0].value += 1;
        EXPECT_NE(run_key(first), run_key(second)) << git;
    }
}

TEST(RunKey, IsShownWithAsManyDigitsAsItTakes) {
    EXPECT_EQ(short_length("0123456789", {}), 8U);
    EXPECT_EQ(short_length("0123456789", {"0123456700", "x"}), 9U);
    EXPECT_EQ(short_length("0123456789", {"0123456789"}), 8U);
}

}  // namespace
}  // namespace headroom::store
