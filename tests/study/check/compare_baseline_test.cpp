#include "src/study/check/compare_baseline.hpp"

#include <cmath>
#include <functional>
#include <random>
#include <tuple>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/cli/run_program.hpp"
#include "tests/study/check/made_up_report.hpp"

namespace headroom::study {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

CheckedScenario plain() {
    return small_report()
        .scenarios[0];  // wait.p95_s[…] 18720, gpu.held_gpu_h 2.5, engine.events 121
}

CheckedScenario sampled() {
    return small_report().scenarios[1];  // wait.mean_s@mean 600 ± 2.5, @p90 720; 200 trials
}

// The claims that fail after a change of what is measured.
std::vector<CheckedClaim> failures(const CheckedScenario& golden,
                                   const std::function<void(CheckedScenario&)>& change,
                                   const std::vector<BaselineTolerance>& tolerances = {}) {
    Baseline baseline = baseline_of(golden);
    baseline.tolerances = tolerances;
    CheckedScenario measured = golden;
    change(measured);
    std::vector<CheckedClaim> failed;
    for (const CheckedClaim& claim : compare_baseline(baseline, measured))
        if (claim.outcome != ClaimOutcome::kHolds)
            failed.push_back(claim);
    return failed;
}

TEST(IsCounter, KnowsWhatCountsThings) {
    for (const char* const name :
         {"jobs.submitted", "jobs.killed", "engine.events", "queue.growing", "wait.jobs"})
        EXPECT_TRUE(is_counter(name)) << name;
    for (const char* const name : {"wait.p95_s", "gpu.allocated", "no.such"})
        EXPECT_FALSE(is_counter(name)) << name;
}

TEST(CompareBaseline, EveryMetricOfAnUnchangedRunHolds) {
    for (const CheckedScenario& scenario : {plain(), sampled()}) {
        const auto claims = compare_baseline(baseline_of(scenario), scenario);
        EXPECT_THAT(claims, SizeIs(scenario.metrics.size()));
        for (const CheckedClaim& claim : claims) {
            EXPECT_EQ(claim.outcome, ClaimOutcome::kHolds);
            EXPECT_EQ(claim.kind, ClaimKind::kBaseline);
            EXPECT_EQ(claim.wanted, claim.found);
        }
    }
}

TEST(CompareBaseline, ACountMayNotDifferByTheLeast) {
    const auto failed = failures(plain(), [](auto& run) { run.metrics[2].value += 1; });
    ASSERT_THAT(failed, SizeIs(1));
    EXPECT_EQ(failed[0].metric, "engine.events");
    EXPECT_EQ(failed[0].wanted, "121");
    EXPECT_EQ(failed[0].found, "122");
    EXPECT_EQ(failed[0].detail,
              "0.8 % above (a count is the same or not); "
              "the same inputs, catalog and version: the program's answer changed");
    EXPECT_EQ(failed[0].value, 122);
    EXPECT_EQ(failed[0].limit, 121);
    EXPECT_EQ(failed[0].place.file, "scenarios/ci/gate.toml");
}

TEST(CompareBaseline, ALevelMayDifferByTheLastDigits) {
    const auto by = [](double share) {
        return failures(plain(), [&](auto& run) { run.metrics[1].value *= 1 + share; });
    };
    EXPECT_THAT(by(5e-10), IsEmpty());
    EXPECT_THAT(by(2e-9), SizeIs(1));
    EXPECT_THAT(by(-2e-9), SizeIs(1));
    EXPECT_EQ(by(2e-9)[0].wanted, "2.5 GPUh");
    EXPECT_EQ(by(2e-9)[0].found, "2.500000005 GPUh");
}

TEST(CompareBaseline, TheFirstStatedToleranceThatMatchesCounts) {
    const auto by = [](double share, const std::vector<BaselineTolerance>& tolerances) {
        return failures(
            plain(), [&](auto& run) { run.metrics[0].value *= 1 + share; }, tolerances);
    };
    EXPECT_THAT(by(0.015, {{"wait.*", 0.02}}), IsEmpty());
    EXPECT_THAT(by(0.025, {{"wait.*", 0.02}}), SizeIs(1));
    EXPECT_THAT(by(0.015, {{"wait.p95_s[partition=lo?g]", 0.001}, {"*", 1}}), SizeIs(1));
    EXPECT_THAT(by(0.015, {{"*", 1}, {"wait.p95_s[partition=long]", 0.001}}), IsEmpty());
    EXPECT_THAT(by(0.015, {{"gpu.*", 0.02}}), SizeIs(1));
    EXPECT_THAT(by(0.025, {{"wait.*", 0.02}})[0].detail,
                HasSubstr("2.5 % above (tolerance 0.02 of the value)"));
}

TEST(CompareBaseline, NoValueEqualsOnlyNoValue) {
    CheckedScenario golden = plain();
    golden.metrics[1].value = std::nan("");
    EXPECT_THAT(failures(golden, [](auto&) {}), IsEmpty());
    EXPECT_THAT(failures(golden, [](auto& run) { run.metrics[1].value = 1; }), SizeIs(1));
    EXPECT_THAT(failures(plain(), [](auto& run) { run.metrics[1].value = std::nan(""); }),
                SizeIs(1));
    EXPECT_THAT(failures(plain(), [](auto& run) { run.metrics[1].value = INFINITY; }), SizeIs(1));
}

TEST(CompareBaseline, ASampledMetricMayDifferByItsNoise) {
    // Two means of 200 trials, 2.5 standard error each: sqrt(2)·2.5 = 3.536, and Student's t for
    // 398 degrees of freedom at 0.9995 is 3.315 (tables: 3.3150 at 400), so 11.72.
    const auto by = [](double difference) {
        return failures(sampled(), [&](auto& run) { run.metrics[0].value += difference; });
    };
    EXPECT_THAT(by(11.6), IsEmpty());
    EXPECT_THAT(by(-11.6), IsEmpty());
    EXPECT_THAT(by(11.8), SizeIs(1));
    EXPECT_THAT(by(-11.8), SizeIs(1));
    EXPECT_THAT(by(20)[0].detail, HasSubstr("3.3 % above (5.7 standard errors of the difference, "
                                            "limit 3.3)"));
}

TEST(CompareBaseline, FewTrialsLeaveMoreRoomThanMany) {
    CheckedScenario few = sampled();
    few.trials = 3;  // 4 degrees of freedom: t = 8.61, so 30.4
    const auto by = [&](double difference) {
        return failures(few, [&](auto& run) { run.metrics[0].value += difference; });
    };
    EXPECT_THAT(by(30), IsEmpty());
    EXPECT_THAT(by(31), SizeIs(1));
}

TEST(CompareBaseline, OneInAThousandFailsThoughNothingChanged) {
    std::mt19937_64 random(7);
    std::normal_distribution<double> noise(600, 2.5);
    CheckedScenario golden = sampled();
    golden.metrics.resize(1);
    int failed = 0;
    constexpr int kPairs = 20'000;
    for (int i = 0; i < kPairs; ++i) {
        golden.metrics[0].value = noise(random);
        const double other = noise(random);
        failed += static_cast<int>(
            failures(golden, [&](auto& run) { run.metrics[0].value = other; }).size());
    }
    // 20 are expected; 5 and 35 are 3.4 standard deviations away. The errors are known here, so t
    // fails a little less often than z would.
    EXPECT_GT(failed, 5);
    EXPECT_LT(failed, 35);
}

TEST(CompareBaseline, AMetricThatWentFailsAndOneThatIsNewWarns) {
    const auto gone = failures(plain(), [](auto& run) { run.metrics.erase(run.metrics.begin()); });
    ASSERT_THAT(gone, SizeIs(1));
    EXPECT_EQ(gone[0].outcome, ClaimOutcome::kNotMeasured);
    EXPECT_EQ(gone[0].level, ClaimLevel::kError);
    EXPECT_EQ(gone[0].wanted, "5 h 12 min");
    const auto fresh = failures(plain(), [](auto& run) {
        run.metrics.push_back({"pue", "", "", 1.2, "", {}});
    });
    ASSERT_THAT(fresh, SizeIs(1));
    EXPECT_EQ(fresh[0].level, ClaimLevel::kWarning);
    EXPECT_EQ(fresh[0].detail, "is not in the baseline; --update-baseline takes it in");
}

TEST(CompareBaseline, AnotherUnitFailsWhateverTheNumber) {
    const auto failed = failures(plain(), [](auto& run) { run.metrics[1].unit = "h"; });
    ASSERT_THAT(failed, SizeIs(1));
    EXPECT_THAT(failed[0].detail, HasSubstr("its unit was 'GPUh'"));
}

TEST(ChangesSince, NamesWhatChanged) {
    const auto changed = [](const std::function<void(CheckedScenario&)>& change) {
        CheckedScenario measured = plain();
        change(measured);
        return changes_since(baseline_of(plain()), measured);
    };
    EXPECT_EQ(changed([](auto&) {}),
              "the same inputs, catalog and version: the program's answer changed");
    EXPECT_EQ(changed([](auto& run) { run.provenance.inputs[1].sha256 = "b3"; }),
              "the input jobs.csv changed");
    EXPECT_EQ(changed([](auto& run) { run.provenance.inputs[1].name = "x.csv"; }),
              "the input x.csv is new, the input jobs.csv is gone");
    EXPECT_EQ(changed([](auto& run) { run.provenance.catalog = "2026.12"; }),
              "the catalog changed from 2026.11 to 2026.12");
    EXPECT_EQ(changed([](auto& run) { run.provenance.catalog_sha256 = "f00d"; }),
              "the catalog 2026.11 has other content");
    EXPECT_EQ(changed([](auto& run) { run.provenance.version = "0.5.0"; }),
              "the version changed from 0.4.0 to 0.5.0");
    EXPECT_EQ(changed([](auto& run) { run.provenance.git = "feed"; }),
              "the program changed from 0.4.0 (2db74ec51f3a) to 0.4.0 (feed)");
    EXPECT_EQ(changed([](auto& run) {
                  run.provenance.seed = 2;
                  run.provenance.overrides = {{"a", "1"}};
                  run.trials = 10;
              }),
              "the seed changed from 1 to 2, the settings beside the file (--set) changed, "
              "the number of trials changed from 0 to 10");
}

TEST(CheckBaseline, AMissingBaselineFailsAndSaysHowToWriteIt) {
    const test::TemporaryFolder folder;
    const auto claims = check_baseline(folder.path(), plain());
    ASSERT_TRUE(claims);
    ASSERT_THAT(*claims, SizeIs(1));
    EXPECT_EQ(claims->front().outcome, ClaimOutcome::kFails);
    EXPECT_THAT(claims->front().detail, HasSubstr("gate.json; --update-baseline writes it"));
}

TEST(CheckBaseline, HoldsRightAfterAnUpdateAndReportsAFileThatIsNone) {
    const test::TemporaryFolder folder;
    ASSERT_TRUE(update_baselines(folder.path(), small_report()));
    for (const CheckedScenario& scenario : {plain(), sampled()}) {
        const auto claims = check_baseline(folder.path(), scenario);
        ASSERT_TRUE(claims);
        for (const CheckedClaim& claim : *claims)
            EXPECT_EQ(claim.outcome, ClaimOutcome::kHolds) << claim.metric << claim.detail;
    }
    std::ignore = folder.write("gate.json", "[]");
    EXPECT_FALSE(check_baseline(folder.path(), plain()));
    EXPECT_THAT(*check_baseline(folder.path(), small_report().scenarios[2]), IsEmpty());
}

}  // namespace
}  // namespace headroom::study
