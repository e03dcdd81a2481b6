#include "src/study/check/check_text.hpp"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "src/study/check/check_summary.hpp"
#include "tests/study/check/made_up_report.hpp"

namespace headroom::study {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;

TEST(CheckText, TellsFailuresFirstWithPlaceFoundAndReasonThenFiveLines) {
    EXPECT_EQ(check_text(small_report()), R"(scenarios/ci/gate.toml:12:1: error: )"
                                          R"(wait.p95[partition=long] <= 4 h: found 5 h 12 min
    30 % above the limit
    why: promised to research
scenarios/ci/gate.toml:14:1: error: cost.tco@p90 <= 231 M$: not measured
    the run has no costs
scenarios/ci/gate.toml: error: engine.events as in the baseline: found 121 (baseline 120)
    1 more; the input jobs.csv changed
scenarios/ci/broken.toml:6:1: error: fleet.h100.gpu_per_node: unknown key; )"
                                          R"(wanted one of cluster, hall
    gpu_per_node = 8
    ^
    did you mean 'gpus_per_node'?
scenarios/ci/gate.toml:13:1: warning: gpu.allocated >= 80 %: found 71.5 %
    8.5 points below the limit

Result      FAILED: 2 of 3 scenarios fail; 2 claims hold, 3 fail, 1 warning
Scenarios   3 scenarios, 1 could not be run, 1 of them over 200 trials
Assertions  2 hold, 2 fail, 1 warning
Baseline    1 fails
Program     headroom 0.4.0 (2db74ec51f3a), catalog 2026.11
)");
}

TEST(CheckText, OnlyCountsWhatPassesUnlessAskedToListIt) {
    EXPECT_EQ(check_text(passing_report()), R"(Result      passed: 1 scenario; 1 claim holds
Scenarios   1 scenario, 1 of them over 200 trials
Assertions  1 holds
Baseline    none
Program     headroom 0.4.0 (2db74ec51f3a), catalog 2026.11
)");
    EXPECT_THAT(check_text(passing_report(), Passes::kListed),
                HasSubstr("scenarios/ci/costs.toml @late: holds: wait.mean@p90 <= 1 h: "
                          "found 12 min\n\nResult"));
}

TEST(CheckText, SaysOfWhichVariantAFailureIs) {
    CheckReport report = passing_report();
    report.scenarios[0].claims[0].outcome = ClaimOutcome::kFails;
    EXPECT_THAT(check_text(report), HasSubstr("found 12 min (@late)\n"));
}

TEST(CheckText, LetsNoControlCharacterReachTheTerminal) {
    const std::string text = check_text(nasty_report(3), Passes::kListed);
    const auto is_control = [](char c) {
        return (c >= 0 && c < ' ' && c != '\n' && c != '\t') || c == 127;
    };
    EXPECT_TRUE(std::none_of(text.begin(), text.end(), is_control)) << text;
    // A line of its own would be a command to a CI runner.
    EXPECT_THAT(text, Not(HasSubstr("\n::error::")));
}

TEST(SummaryLine, SaysTheVerdictAndTheNumbers) {
    EXPECT_EQ(summary_line(passing_report()), "passed: 1 scenario; 1 claim holds");
    EXPECT_EQ(summary_line({}), "passed: 0 scenarios; no claims");
    CheckReport warned = passing_report();
    warned.scenarios[0].claims[0].outcome = ClaimOutcome::kFails;
    warned.scenarios[0].claims[0].level = ClaimLevel::kWarning;
    EXPECT_EQ(summary_line(warned), "passed with warnings: 1 scenario; 0 claims hold, 1 warning");
    warned.scenarios[0].claims[0].level = ClaimLevel::kError;
    EXPECT_EQ(summary_line(warned), "FAILED: 1 of 1 scenario fails; 0 claims hold, 1 fails");
    warned.is_complete = false;
    EXPECT_THAT(summary_line(warned), testing::StartsWith("stopped early, FAILED so far: "));
}

}  // namespace
}  // namespace headroom::study
