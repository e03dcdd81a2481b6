#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "src/study/size/judge_point.hpp"
#include "src/study/size/size_plan.hpp"
#include "tests/cli/run_program.hpp"
#include "tests/study/size/small_problems.hpp"

namespace headroom::study {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

class PlanSize : public testing::Test {
protected:
    WhatIf open(const std::string& more = "") const {
        const std::string text = test::small_fleet("fcfs", "packed") + more;
        auto base = WhatIf::open("", folder_.write("s.toml", text), {});
        if (!base)
            throw std::runtime_error(format_diagnostics(base.error().problems));
        return std::move(*base);
    }
    static std::string problems(const expected<SizePlan, Diagnostics>& plan) {
        return plan ? "" : format_diagnostics(plan.error());
    }

    test::TemporaryFolder folder_;
};

const std::vector<std::string> kNodes{"fleet.a.nodes=4:60"};
const char* const kAssertions = R"([assert]
"wait.p95" = "<= 4 h"
"wait.mean" = { is = "<= 1 h", level = "warn" }
"wait.p95@p90" = "<= 5 h"
"headroom.load" = ">= 1.2"
)";

std::vector<std::string> names_of(const Targets& targets) {
    std::vector<std::string> names;
    for (const scenario::Assertion& target : targets)
        names.push_back(target.metric + " " + target.wanted);
    return names;
}

TEST_F(PlanSize, TargetsAreTheErrorsOfTheScenarioAndThoseOfTheCommandLine) {
    const auto plan =
        plan_size({.paths = kNodes, .targets = {"wait.max[fleet=a] < 2 d"}}, open(kAssertions));
    ASSERT_TRUE(plan) << problems(plan);
    EXPECT_THAT(names_of(plan->targets), ElementsAre("wait.p95 <= 4 h", "wait.max[fleet=a] < 2 d"));
    EXPECT_THAT(plan->notes, ElementsAre(HasSubstr("needs trials"), HasSubstr("headroom.load")));
}

TEST_F(PlanSize, WithTrialsThoseOverTrialsAreTargetsToo) {
    const auto plan =
        plan_size({.paths = kNodes, .targets = {"prob(wait.max > 9 h) <= 5 %"}, .trials = 10},
                  open(kAssertions));
    ASSERT_TRUE(plan) << problems(plan);
    EXPECT_THAT(names_of(plan->targets), ElementsAre("wait.p95 <= 4 h", "wait.p95@p90 <= 5 h",
                                                     "prob(wait.max > 9 h) <= 5 %"));
}

TEST_F(PlanSize, WithoutATargetItSaysHowToWriteOne) {
    EXPECT_THAT(problems(plan_size({.paths = kNodes}, open())),
                AllOf(HasSubstr("there is no target"), HasSubstr("--target \"wait.p95 <= 4 h\""),
                      HasSubstr("[assert]")));
}

TEST_F(PlanSize, TellsEveryProblemAtOnce) {
    const std::string text =
        problems(plan_size({.paths = {"fleet.a.nodes=9:4", "nodes", "seed=1"},
                            .targets = {"wait.p96 <= 4 h", "wait.p95", "wait.p95@p90 <= 4 h"},
                            .minimise = {"wait.maen"}},
                           open()));
    for (const char* part :
         {"did you mean '4:9'", "'nodes' is not path=value", "seed: '1' is no range",
          "did you mean 'wait.p95'", "'wait.p95': is no comparison", "needs trials",
          "did you mean 'wait.mean'"})
        EXPECT_THAT(text, HasSubstr(part));
}

TEST_F(PlanSize, TriesThePathOnTheScenario) {
    EXPECT_THAT(problems(plan_size({.paths = {"fleet.a.ndoes=1:9"}, .targets = {"wait.p95 <= 4 h"}},
                                   open())),
                HasSubstr("did you mean 'nodes'?"));
    EXPECT_THAT(
        problems(plan_size({.paths = {"fleet.a.nodes=1 MW:9 MW"}, .targets = {"wait.p95 <= 4 h"}},
                           open())),
        HasSubstr("--path"));
}

TEST_F(PlanSize, AGridIsBoundedAndItsFirstPathTheSlowest) {
    const SizeQuestion large{.paths = {"fleet.a.nodes=1:1000", "fleet.a.gpus_per_node=1:11"},
                             .targets = {"wait.p95 <= 4 h"}};
    EXPECT_THAT(problems(plan_size(large, open())), HasSubstr("more than 10,000 points"));
    const SizeQuestion small{.paths = {"fleet.a.nodes=4:5", "fleet.a.gpus_per_node=1:3"},
                             .targets = {"wait.p95 <= 4 h"}};
    const auto plan = plan_size(small, open());
    ASSERT_TRUE(plan) << problems(plan);
    EXPECT_EQ(plan->points(), 6);
    EXPECT_THAT(plan->places(4), ElementsAre(1, 1));
    EXPECT_EQ(at_point(open(), *plan, 4).label(), "fleet.a.nodes=5, fleet.a.gpus_per_node=2");
}

// Ten trials of a wait in hours, judged at 80 %.
TEST_F(PlanSize, AValueHoldsWhereAllTargetsDoInThatShareOfTheTrials) {
    const auto plan = plan_size({.paths = kNodes,
                                 .targets = {"wait.p95 <= 4 h", "wait.mean <= 1 h"},
                                 .trials = 10,
                                 .confidence = 0.8},
                                open());
    ASSERT_TRUE(plan) << problems(plan);
    const auto metrics = metrics_of(*plan);
    ASSERT_EQ(metrics.size(), 2U);
    std::vector<double> p95(10, 3 * 3600.0);
    std::vector<double> mean(10, 1800.0);
    p95[0] = p95[1] = 5 * 3600.0;
    EXPECT_TRUE(judge_point(*plan, metrics, 0, {p95, mean}).holds);
    mean[1] = 7200;
    const TriedPoint same_trial = judge_point(*plan, metrics, 0, {p95, mean});
    EXPECT_TRUE(same_trial.holds);
    EXPECT_EQ(same_trial.share->successes, 8U);
    mean[2] = 7200;
    const TriedPoint other_trial = judge_point(*plan, metrics, 0, {p95, mean});
    EXPECT_FALSE(other_trial.holds);
    EXPECT_EQ(other_trial.share->successes, 7U);
    EXPECT_TRUE(other_trial.targets[0].holds);
    EXPECT_TRUE(other_trial.targets[1].holds);
    EXPECT_TRUE(other_trial.is_within_noise(0.8));
    EXPECT_FALSE(other_trial.is_within_noise(0.999));
    p95[3] = 6 * 3600.0;
    const TriedPoint missed = judge_point(*plan, metrics, 0, {p95, mean});
    EXPECT_FALSE(missed.targets[0].holds);
    EXPECT_EQ(missed.targets[0].missed, 3U);
    EXPECT_EQ(missed.targets[0].found, 5 * 3600.0);
}

}  // namespace
}  // namespace headroom::study
