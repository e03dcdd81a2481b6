// headroom.load against the same search done by hand, one step of the load after the other.

#include <gtest/gtest.h>

#include "src/study/headroom/measure_headroom.hpp"
#include "src/study/headroom/power_headroom.hpp"
#include "src/study/search/bracket.hpp"
#include "tests/core/scenario/scenario_folder.hpp"

namespace headroom::study {
namespace {

using scenario::ScenarioFolder;

std::string queue_text(int nodes, const std::string& policy, const std::string& target) {
    return "schema = 1\nstart = 2027-01-01\nhorizon = \"20 d\"\n"
           "[cluster.c]\nscheduler = { policy = \"" +
           policy +
           "\", placement = \"pool\" }\n"
           "[fleet.a]\nnodes = " +
           std::to_string(nodes) +
           "\ngpus_per_node = 1\n"
           "[workload.w.generate]\n"
           "interarrival = { dist = \"exponential\", mean = \"600 s\" }\n"
           "runtime = { dist = \"exponential\", mean = \"1 h\" }\n"
           "[assert]\n" +
           target + "\n";
}

WhatIf open(const ScenarioFolder& folder, const std::string& text) {
    auto what_if = WhatIf::open("", folder.write("s.toml", text), {});
    EXPECT_TRUE(what_if) << (what_if ? "" : format_diagnostics(what_if.error().problems));
    return std::move(*what_if);
}

// As a user would with --set demand.w.scale=K: the first K, in steps of 0.01 from `from` on, at
// which the target fails, less one step.
double search_by_hand(const WhatIf& what_if, const Targets& targets, int from) {
    for (int step = from;; ++step) {
        const std::string scale = std::to_string(step / 100) + "." + (step % 100 < 10 ? "0" : "") +
                                  std::to_string(step % 100);
        const WhatIf tried = what_if.with("", {{"demand.w.scale", scale, {"--set", 0, 0}}});
        if (find_missed(targets, tried.measure(std::nullopt)->metrics) != nullptr)
            return (step - 1) / 100.0;
    }
}

TEST(HeadroomLoad, EqualsTheSameSearchDoneByHand) {
    const ScenarioFolder folder;
    const std::string wait = "\"wait.p95\" = \"<= 2 h\"";
    for (const auto& [nodes, policy, target] :
         std::vector<std::tuple<int, std::string, std::string>>{
             {8, "fcfs", wait},
             {12, "fcfs", wait},
             {10, "easy", "\"wait.mean\" = \"<= 15 min\""},
             {9, "fcfs", "\"gpu.allocated\" = \"<= 85 %\"\n\"wait.max\" = \"<= 20 h\""}}) {
        const WhatIf what_if = open(folder, queue_text(nodes, policy, target));
        const auto scenario = *what_if.scenario();
        const Targets targets = find_targets(scenario);
        const auto found = *measure_load_headroom(scenario, targets, what_if.traces());
        ASSERT_TRUE(found->missed);
        EXPECT_EQ(found->binding, "gpus");
        // FCFS on a pool: with more demand each job waits longer, so any start below is right.
        EXPECT_EQ(found->load, search_by_hand(what_if, targets, 50)) << nodes << policy << target;
        EXPECT_LT(found->simulations, 30U);
    }
}

TEST(HeadroomLoad, IsBelowOneWhereTheTargetsFailAlready) {
    const ScenarioFolder folder;
    const WhatIf what_if = open(folder, queue_text(5, "fcfs", "\"wait.p95\" = \"<= 1 min\""));
    const auto scenario = *what_if.scenario();
    const Targets targets = find_targets(scenario);
    const auto found = *measure_load_headroom(scenario, targets, what_if.traces());
    EXPECT_LT(found->load, 1);
    EXPECT_EQ(found->load, search_by_hand(what_if, targets, 10));
}

TEST(HeadroomLoad, SaysWhereNothingFails) {
    const ScenarioFolder folder;
    const WhatIf what_if = open(folder, queue_text(4, "fcfs", "\"jobs.rejected\" = \"== 0\""));
    const auto scenario = *what_if.scenario();
    const auto found = *measure_load_headroom(scenario, find_targets(scenario), what_if.traces());
    EXPECT_FALSE(found->missed);
    EXPECT_EQ(found->binding, "");
    EXPECT_EQ(found->load, 64);
}

TEST(HeadroomDate, IsTheFirstMonthWhoseDemandMissesATarget) {
    const ScenarioFolder folder;
    const std::string text =
        queue_text(12, "fcfs", "\"wait.p95\" = \"<= 2 h\"") + "[demand.w]\ngrowth = \"100 %/y\"\n";
    const WhatIf what_if = open(folder, text);
    const auto scenario = *what_if.scenario();
    const auto headroom = **measure_headroom(scenario, what_if.traces());
    const auto date = find_value(headroom.metrics, {"headroom.date", "", "", ""});
    ASSERT_TRUE(date);
    for (const sim::Metric& metric : headroom.metrics) {
        const auto* description = sim::find_description(metric.name);
        ASSERT_NE(description, nullptr) << metric.name;
        EXPECT_EQ(description->unit, metric.unit) << metric.name;
    }
    const Targets targets = find_targets(scenario);
    int month = 0;
    for (;; ++month) {
        const auto one = measure_scenario(freeze_demand(scenario, static_cast<std::size_t>(month)),
                                          what_if.traces());
        if (find_missed(targets, one->metrics) != nullptr)
            break;
    }
    EXPECT_GT(month, 3);
    const Instant expected = add_span(*scenario.start, {month, 0});
    EXPECT_EQ(static_cast<std::int64_t>(*date) * 1'000'000, expected.unix_us);
}

TEST(Headroom, IsNothingWithoutTargets) {
    const ScenarioFolder folder;
    for (const char* target :
         {"", "\"gpu.allocated\" = \">= 95 %\"",
          "\"wait.p95\" = { is = \"<= 1 s\", level = \"warn\" }",
          "\"prob(wait.p95 > 1 s)\" = \"<= 5 %\"", "\"headroom.load\" = \">= 2\""}) {
        const WhatIf what_if = open(folder, queue_text(8, "fcfs", target));
        const auto headroom = measure_headroom(*what_if.scenario(), what_if.traces());
        EXPECT_TRUE((**headroom).metrics.empty()) << target;
    }
}

TEST(Headroom, IsNotSaidWhereATargetIsNotMeasured) {
    const ScenarioFolder folder;
    const WhatIf what_if =
        open(folder, queue_text(8, "fcfs", "\"wait.p95[partition=lnog]\" = \"<= 1 h\""));
    const auto headroom = **measure_headroom(*what_if.scenario(), what_if.traces());
    EXPECT_TRUE(headroom.metrics.empty());
    ASSERT_EQ(headroom.warnings.size(), 1U);
    EXPECT_NE(headroom.warnings[0].find("wait.p95[partition=lnog]"), std::string::npos);
}

TEST(HeadroomDate, SearchesOnlyMonthsWhoseJobsCanBeHeld) {
    const ScenarioFolder folder;
    const std::string text = queue_text(400, "fcfs", "\"jobs.rejected\" = \"== 0\"") +
                             "[demand.w]\ngrowth = \"3000 %/y\"\n";
    const WhatIf what_if = open(folder, text);
    const auto scenario = *what_if.scenario();
    const auto found = *find_month_missed(scenario, find_targets(scenario), what_if.traces());
    EXPECT_FALSE(found->month);
    // 31 times as many a year: 64 times as many after 12·ln 64 ÷ ln 31 = 14.5 months.
    EXPECT_EQ(found->searched, 14);
}

TEST(PowerHeadroom, IsTheLimitLessOtherLoadAndTheNodes) {
    const ScenarioFolder folder;
    const std::string text =
        "schema = 1\n[hall.x]\npower_limit = \"200 kW\"\nother_load = \"10 kW\"\n"
        "rack_limit = \"20 kW\"\n[hall.y]\npower_limit = \"1 MW\"\n"
        "[fleet.a]\nnode = \"dgx-h100\"\nnodes = 8\nhall = \"x\"\n" +
        std::string(scenario::kSmallWorkload);
    const PowerHeadroom found = measure_power_headroom(scenario::read_good(text));
    // A DGX H100 draws up to 10.2 kW (data/catalog/2026.11/nodes.toml): 200 - 10 - 8 × 10.2.
    EXPECT_NEAR(*find_value(found.metrics, {"headroom.power_kw", "hall=x", "", ""}), 108.4, 1e-9);
    EXPECT_EQ(find_value(found.metrics, {"headroom.racks", "hall=x", "", ""}), 5);
    EXPECT_NEAR(*find_value(found.metrics, {"headroom.power_kw", "", "", ""}), 1108.4, 1e-9);
    EXPECT_FALSE(find_value(found.metrics, {"headroom.racks", "", "", ""}));
    for (const sim::Metric& metric : found.metrics)
        EXPECT_EQ(sim::find_description(metric.name)->unit, metric.unit) << metric.name;
}

TEST(PowerHeadroom, IsNotGuessedWhereANodeIsNotKnown) {
    const std::string text =
        "schema = 1\n[hall.x]\npower_limit = \"200 kW\"\n[fleet.a]\nnodes = 8\nhall = \"x\"\n" +
        std::string(scenario::kSmallWorkload);
    const PowerHeadroom found = measure_power_headroom(scenario::read_good(text));
    EXPECT_TRUE(found.metrics.empty());
    ASSERT_EQ(found.notes.size(), 1U);
    EXPECT_NE(found.notes[0].find("fleet 'a' has no busy_power"), std::string::npos);
}

TEST(Bracket, EndsAtNeighboursWhereTheAnswerChanges) {
    for (std::int64_t threshold = 0; threshold < 300; ++threshold) {
        const HoldsAt holds_at = [&](const std::vector<std::int64_t>& places) {
            std::vector<bool> holds;
            for (const std::int64_t place : places)
                holds.push_back(place <= threshold);
            return std::optional(holds);
        };
        const auto found = narrow({0, 300}, holds_at);
        EXPECT_EQ(found->holds, threshold);
        EXPECT_EQ(found->fails, threshold + 1);
        const HoldsAt above = [&](const std::vector<std::int64_t>& places) {
            std::vector<bool> holds;
            for (const std::int64_t place : places)
                holds.push_back(place > threshold);
            return std::optional(holds);
        };
        const auto upwards = narrow({300, 0}, above);
        EXPECT_EQ(upwards->holds, threshold + 1);
        EXPECT_EQ(upwards->fails, threshold);
    }
}

}  // namespace
}  // namespace headroom::study
