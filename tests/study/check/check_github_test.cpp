#include "src/study/check/check_github.hpp"

#include <algorithm>
#include <sstream>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/study/check/made_up_report.hpp"

namespace headroom::study {
namespace {

using testing::Each;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;
using testing::StartsWith;

std::vector<std::string> lines_of(const std::string& text, const std::string& start = "") {
    std::vector<std::string> lines;
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);)
        if (line.starts_with(start))
            lines.push_back(line);
    return lines;
}

TEST(CheckGithub, AnnotatesTheLineOfEachFailureErrorsFirst) {
    EXPECT_THAT(
        lines_of(check_github(small_report())),
        ElementsAre(
            "::error file=scenarios/ci/gate.toml,line=12,col=1,title=scenarios/ci/gate.toml::"
            "wait.p95[partition=long] <= 4 h: found 5 h 12 min: 30 %25 above the limit. "
            "Why: promised to research",
            "::error file=scenarios/ci/gate.toml,line=14,col=1,title=scenarios/ci/gate.toml::"
            "cost.tco@p90 <= 231 M$: not measured: the run has no costs",
            "::error file=scenarios/ci/gate.toml,title=scenarios/ci/gate.toml::"
            "engine.events as in the baseline: found 121 (baseline 120): "
            "1 more; the input jobs.csv changed",
            "::error file=scenarios/ci/broken.toml,line=6,col=1,title=scenarios/ci/broken.toml::"
            "fleet.h100.gpu_per_node: unknown key; wanted one of cluster, hall; "
            "did you mean 'gpus_per_node'?",
            "::warning file=scenarios/ci/gate.toml,line=13,col=1,title=scenarios/ci/gate.toml::"
            "gpu.allocated >= 80 %25: found 71.5 %25: 8.5 points below the limit",
            "::notice file=scenarios/ci/gate.toml,title=scenarios/ci/gate.toml::"
            "the queue is growing"));
}

TEST(CheckGithub, SaysNothingOfWhatPasses) {
    EXPECT_EQ(check_github(passing_report()), "");
}

TEST(CheckGithub, EscapesPropertiesAndMessagesAsTheRunnerReadsThem) {
    CheckReport report = passing_report();
    CheckedScenario& scenario = report.scenarios[0];
    scenario.file = "./a,b:c%.toml";
    scenario.variant.clear();
    scenario.warnings = {"50 %, a: b"};
    EXPECT_EQ(check_github(report),
              "::notice file=a%2Cb%3Ac%25.toml,title=./a%2Cb%3Ac%25.toml::50 %25, a: b\n");
}

TEST(CheckGithub, ShowsTenOfAKindTheLastOfThemSaysHowManyMore) {
    CheckReport report = nasty_report(200);
    report.scenarios[0].warnings.assign(11, "w");
    const std::string text = check_github(report);
    std::vector<std::string> all = lines_of(text);
    EXPECT_THAT(all, SizeIs(30));
    EXPECT_THAT(all, Each(StartsWith("::")));
    // 133 claims of level error; 67 of level warning and the warning of a problem.
    EXPECT_EQ(lines_of(text, "::error").back(), "::error::and 124 more");
    EXPECT_EQ(lines_of(text, "::warning").back(), "::warning::and 59 more");
    EXPECT_EQ(lines_of(text, "::notice").back(), "::notice::and 2 more");
    EXPECT_THAT(lines_of(text, "::error"), SizeIs(kMostAnnotations));
}

TEST(CheckGithub, ShowsExactlyTenWithoutALineForMore) {
    CheckReport report = passing_report();
    report.scenarios[0].warnings.assign(10, "w");
    EXPECT_THAT(lines_of(check_github(report)), SizeIs(10));
    EXPECT_THAT(check_github(report), testing::Not(HasSubstr("more")));
}

TEST(CheckGithub, PutsWhatStandsOnTheCommandLineAtTheScenario) {
    CheckReport report = passing_report();
    report.scenarios[0].claims[0].outcome = ClaimOutcome::kFails;
    report.scenarios[0].claims[0].place = {"--set", 0, 0};
    EXPECT_THAT(check_github(report), StartsWith("::error file=scenarios/ci/costs.toml,title="));
}

TEST(CheckGithub, CutsLongMessagesBetweenCharacters) {
    CheckReport report = passing_report();
    std::string text;
    for (int i = 0; i < 5000; ++i)
        text += "é";
    report.scenarios[0].warnings = {"x" + text};
    const std::string line = check_github(report);
    EXPECT_LT(line.size(), 4200U);
    EXPECT_THAT(line, testing::EndsWith("é\n"));
}

}  // namespace
}  // namespace headroom::study
