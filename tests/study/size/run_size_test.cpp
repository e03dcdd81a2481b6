#include "src/study/size/run_size.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "src/study/size/explain_size.hpp"
#include "tests/cli/run_program.hpp"
#include "tests/study/size/small_problems.hpp"

namespace headroom::study {
namespace {

using test::small_fleet;
using testing::Contains;
using testing::HasSubstr;

struct Problem {
    const char* name;
    std::string scenario;
    SizeQuestion question;
    bool is_monotone = true;
};

SizeReport solve(const Problem& problem, bool is_exhaustive, int threads = 0) {
    const test::TemporaryFolder folder;
    const auto base = WhatIf::open("", folder.write("s.toml", problem.scenario), {});
    if (!base) {
        ADD_FAILURE() << format_diagnostics(base.error().problems);
        return {};
    }
    SizeQuestion question = problem.question;
    question.is_exhaustive = is_exhaustive;
    question.most_probes = 10'000;
    const auto plan = plan_size(question, *base);
    if (!plan) {
        ADD_FAILURE() << format_diagnostics(plan.error());
        return {};
    }
    const auto report = run_size(*base, *plan, {threads, {}, {}});
    if (!report) {
        ADD_FAILURE() << format_diagnostics(report.error().problems);
        return {};
    }
    return *report;
}

std::string answer_of(const SizeReport& report) {
    return report.answer ? report.point_text(report.tried[*report.answer].point) : "none";
}

std::string with_nodes(std::string scenario, int nodes) {
    const std::string usual = "nodes = 40";
    return scenario.replace(scenario.find(usual), usual.size(), "nodes = " + std::to_string(nodes));
}

std::vector<Problem> twelve_problems() {
    const std::string fcfs = small_fleet("fcfs", "packed");
    const std::string easy = small_fleet("easy", "packed");
    const std::string pool = small_fleet("fcfs", "pool");
    const std::string nodes = "fleet.a.nodes=3:60";
    return {
        {"FcfsMeanWait", fcfs, {.paths = {nodes}, .targets = {"wait.mean <= 30 min"}}},
        {"EasyMaxWait", easy, {.paths = {nodes}, .targets = {"wait.max <= 2 h"}}},
        {"TwoTargets", fcfs, {.paths = {nodes}, .targets = {"wait.p95 <= 2 h", "wait.max <= 3 h"}}},
        {"Pool", pool, {.paths = {nodes}, .targets = {"wait.mean <= 10 min"}}},
        {"NothingHolds", fcfs, {.paths = {"fleet.a.nodes=3:30"}, .targets = {"makespan < 1 h"}}},
        {"TheLowestHolds",
         fcfs,
         {.paths = {"fleet.a.nodes=30:60"}, .targets = {"wait.mean <= 2 d"}}},
        {"ScaleForUse",
         with_nodes(fcfs, 18),
         {.paths = {"demand.w.scale=0.2:4:0.05"}, .targets = {"gpu.allocated >= 60 %"}}},
        {"MoreDemandIsNotBetter",
         with_nodes(fcfs, 12),
         {.paths = {"demand.w.scale=0.2:4:0.05"}, .targets = {"wait.mean <= 30 min"}},
         false},
        {"BackfillDepth",
         with_nodes(easy, 11),
         {.paths = {"cluster.c.scheduler.backfill_depth=1:40"}, .targets = {"wait.mean <= 3790 s"}},
         false},
        {"NodesThatGangsFill",
         fcfs,
         {.paths = {"fleet.a.gpus_per_node=3:40"}, .targets = {"gpu.held <= 1 GPUh"}},
         false},
        {"GangsAndWaits",
         with_nodes(easy, 9),
         {.paths = {"fleet.a.gpus_per_node=3:40"},
          .targets = {"gpu.held <= 100 GPUh", "wait.p95 <= 30 min"}}},
        {"Trials",
         fcfs,
         {.paths = {nodes}, .targets = {"wait.mean <= 30 min"}, .trials = 20, .confidence = 0.9}},
    };
}

class TwelveProblems : public testing::TestWithParam<Problem> {};

TEST_P(TwelveProblems, GiveTheAnswerOfTryingAll) {
    const SizeReport all = solve(GetParam(), true);
    const SizeReport found = solve(GetParam(), false);
    EXPECT_EQ(answer_of(found), answer_of(all));
    EXPECT_EQ(all.is_monotone, GetParam().is_monotone);
    EXPECT_EQ(found.is_monotone, GetParam().is_monotone);
    EXPECT_EQ(static_cast<std::int64_t>(all.tried.size()), all.plan.points());
    for (const TriedPoint& one : found.tried)
        EXPECT_EQ(one.holds, all.find(one.point)->holds);
    EXPECT_THAT(doubts(found),
                testing::Conditional(GetParam().is_monotone,
                                     testing::Not(Contains(HasSubstr("NOT MONOTONE"))),
                                     Contains(HasSubstr("NOT MONOTONE"))));
}

INSTANTIATE_TEST_SUITE_P(Size,
                         TwelveProblems,
                         testing::ValuesIn(twelve_problems()),
                         [](const auto& one) { return std::string(one.param.name); });

}  // namespace
}  // namespace headroom::study
