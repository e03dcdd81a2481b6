// Factors, laws and weeks of a trial; what-ifs that share them.

#include <cmath>

#include <gtest/gtest.h>

#include "sim/base/distribution.hpp"
#include "src/study/evaluate/replicate.hpp"
#include "src/study/evaluate/sample.hpp"
#include "tests/core/scenario/scenario_folder.hpp"

namespace headroom::study {
namespace {

using scenario::ScenarioFolder;

constexpr const char* kText = R"(schema = 1
[fleet.a]
nodes = { dist = "uniform", low = 4, high = 12 }
[workload.w.generate]
jobs = 60
interarrival = { dist = "exponential", mean = "100 s" }
runtime = { dist = "exponential", mean = "3000 s" }
[demand.w]
scale = { dist = "lognormal", median = 1, sigma = 0.3 }
growth = { arrivals = { dist = "uniform", low = "0 %/y", high = "80 %/y" } }
)";

WhatIf open(const ScenarioFolder& folder, const std::string& text = kText) {
    auto what_if = WhatIf::open("base", folder.write("s.toml", text), {});
    EXPECT_TRUE(what_if) << format_diagnostics(what_if.error().problems);
    return std::move(*what_if);
}

std::vector<scenario::Override> set(const std::string& path, const std::string& value) {
    return {{path, value, {"--set", 0, 0}}};
}

TEST(Trials, DrawEachFactorFromItsDistribution) {
    const ScenarioFolder folder;
    const WhatIf what_if = open(folder);
    constexpr Trial kTrials = 2000;
    double nodes = 0, scale = 0, growth = 0;
    for (Trial trial = 0; trial < kTrials; ++trial) {
        const auto drawn = what_if.scenario(trial);
        ASSERT_TRUE(drawn);
        const double n = drawn->fleets[0].second.nodes.value;
        EXPECT_EQ(n, std::round(n));
        EXPECT_GE(n, 4);
        EXPECT_LE(n, 12);
        nodes += n;
        scale += drawn->demands[0].second.scale.value;
        growth += drawn->demands[0].second.growth.arrivals.yearly.value;
        ASSERT_EQ(drawn->factors.size(), 3U);
        EXPECT_EQ(drawn->factors[0].first, "fleet.a.nodes");
        EXPECT_EQ(drawn->factors[0].second, n);
    }
    // Five standard errors of each mean.
    EXPECT_NEAR(nodes / kTrials, 8, 5 * 2.4 / std::sqrt(kTrials));
    EXPECT_NEAR(scale / kTrials, std::exp(0.045), 5 * 0.33 / std::sqrt(kTrials));
    EXPECT_NEAR(growth / kTrials, 0.4, 5 * 0.24 / std::sqrt(kTrials));
}

TEST(Trials, APlainRunUsesTheMeans) {
    const ScenarioFolder folder;
    const auto plain = open(folder).scenario();
    EXPECT_EQ(plain->fleets[0].second.nodes.value, 8);
    EXPECT_NEAR(plain->demands[0].second.growth.arrivals.yearly.value, 0.4, 1e-12);
}

TEST(Trials, TwoWhatIfsShareTheirDraws) {
    const ScenarioFolder folder;
    const WhatIf base = open(folder);
    const WhatIf other = base.with("other", set("cluster.cluster.scheduler.policy", "fcfs"));
    for (const Trial trial : {0U, 7U, 4000U}) {
        EXPECT_EQ(base.scenario(trial)->factors, other.scenario(trial)->factors);
        const auto a = base.with("", set("fleet.a.nodes", "64")).measure(trial);
        const auto b = other.with("", set("fleet.a.nodes", "64")).measure(trial);
        // With room for all, the policy makes no difference to the very same jobs.
        EXPECT_EQ(a->metrics.size(), b->metrics.size());
        for (std::size_t i = 0; i < a->metrics.size(); ++i)
            EXPECT_EQ(a->metrics[i].value, b->metrics[i].value) << a->metrics[i].full_name();
    }
    EXPECT_NE(base.scenario(0)->factors, base.scenario(1)->factors);
}

TEST(Trials, AreTheSameForAnyNumberOfThreadsAndAnySplit) {
    const ScenarioFolder folder;
    const WhatIf base = open(folder);
    const std::vector<WhatIf> pair{base, base.with("more", set("fleet.a.nodes", "20"))};
    StudyControl one, three;
    one.threads = 1;
    three.threads = 3;
    const auto all = replicate(pair, {0, 12}, one);
    const auto again = replicate(pair, {0, 12}, three);
    const auto tail = replicate(pair, {8, 4}, three);
    for (std::size_t w = 0; w < 2; ++w) {
        EXPECT_EQ((*all)[w].trials, 12U);
        EXPECT_EQ((*all)[w].values, (*again)[w].values);
        const auto* waits = (*all)[w].find("wait.mean_s");
        const auto* end = (*tail)[w].find("wait.mean_s");
        EXPECT_EQ(std::vector<double>(waits->begin() + 8, waits->end()), *end);
    }
}

TEST(Trials, AStopLeavesTheFirstOnesWhole) {
    const ScenarioFolder folder;
    for (const int threads : {1, 2}) {
        std::stop_source stop;
        StudyControl control;
        control.threads = threads;
        control.stop = stop.get_token();
        control.on_progress = [&](const StudyProgress& progress) {
            if (progress.done == 10)
                stop.request_stop();
        };
        const auto part = replicate({open(folder)}, {0, 1000}, control);
        // With two, the stop may cut the other off in any of its trials.
        if (threads == 1) {
            EXPECT_EQ(part->front().trials, 10U);
        }
        EXPECT_LT(part->front().trials, 1000U);
        const auto same = replicate({open(folder)}, {0, part->front().trials});
        EXPECT_EQ(part->front().values, same->front().values);
    }
}

TEST(Trials, ResampleTheWeeksOfATraceUnlessToldNotTo) {
    const ScenarioFolder folder;
    std::string jobs = "id,submit,gpus,runtime,estimate\n";
    for (int week = 0; week < 6; ++week)
        for (int job = 0; job < 7; ++job)
            jobs += std::to_string(week * 7 + job) + "," +
                    std::to_string(week * 604800 + job * 86400) + "," + std::to_string(week + 1) +
                    ",600,600\n";
    (void)folder.write("jobs.csv", jobs);
    const std::string text =
        "schema = 1\n[fleet.a]\nnodes = 8\n[workload.w]\ntrace = \"jobs.csv\"\n";
    const WhatIf weeks = open(folder, text);
    const auto gpu_hours = [](const WhatIf& what_if, std::optional<Trial> trial) {
        const auto measured = what_if.measure(trial);
        for (const sim::Metric& metric : measured->metrics)
            if (metric.name == "gpu.allocated_gpu_h")
                return metric.value;
        return -1.0;
    };
    // 7 jobs of 1/6 h a week, with as many GPUs as the number of the week.
    const double recorded = 7.0 * (1 + 2 + 3 + 4 + 5 + 6) / 6;
    EXPECT_NEAR(gpu_hours(weeks, std::nullopt), recorded, 1e-9);
    std::vector<double> drawn;
    for (Trial trial = 0; trial < 40; ++trial) {
        drawn.push_back(gpu_hours(weeks, trial));
        EXPECT_NEAR(drawn.back() * 6 / 7, std::round(drawn.back() * 6 / 7), 1e-9);
    }
    EXPECT_GT(*statistic(drawn, "p90"), *statistic(drawn, "p10"));
    EXPECT_NEAR(*statistic(drawn, "mean"), recorded, 5 * *statistic(drawn, "stderr"));
    const WhatIf history = weeks.with("", set("workload.w.resample", "none"));
    EXPECT_NEAR(gpu_hours(history, 3), recorded, 1e-9);
}

TEST(WhatIfKey, ChangesWithWhatDecidesTheAnswerAndWithNothingElse) {
    const ScenarioFolder folder;
    const WhatIf base = open(folder);
    const std::string key = *base.key();
    EXPECT_EQ(key.size(), 64U);
    EXPECT_NE(key, *base.with("", set("fleet.a.nodes", "9")).key());
    EXPECT_NE(key, *base.with("", set("seed", "2")).key());
    EXPECT_EQ(key, *base.with("another label", {}).key());
    EXPECT_EQ(key, *base.with("", set("name", "another name")).key());
    EXPECT_EQ(key, *open(folder, std::string("# a comment\n") + kText).key());
    EXPECT_EQ(key,
              *open(folder, std::string(kText) + "[assert]\n\"jobs.killed\" = \"== 0\"\n").key());
}

TEST(WhatIfKey, ChangesWithTheContentOfATrace) {
    const ScenarioFolder folder;
    const std::string text =
        "schema = 1\n[fleet.a]\nnodes = 8\n[workload.w]\ntrace = \"jobs.csv\"\n";
    (void)folder.write("jobs.csv", "id,submit,gpus,runtime\na,0,1,5\n");
    const std::string before = *open(folder, text).key();
    EXPECT_EQ(before, *open(folder, text).key());
    (void)folder.write("jobs.csv", "id,submit,gpus,runtime\na,0,1,6\n");
    EXPECT_NE(before, *open(folder, text).key());
}

TEST(Sample, StatisticsAreThoseOfTheValuesThatAreThere) {
    const std::vector<double> values{3, kNoValue, 1, 2, 4};
    EXPECT_DOUBLE_EQ(*statistic(values, "mean"), 2.5);
    EXPECT_DOUBLE_EQ(*statistic(values, "stderr"), std::sqrt(5.0 / 3 / 4));
    EXPECT_EQ(statistic(values, "p50"), 2);  // the ⌈0.5·4⌉-th
    EXPECT_EQ(statistic(values, "p95"), 4);
    EXPECT_EQ(statistic(values, "p5"), 1);
    EXPECT_FALSE(statistic(values, "p42"));
    EXPECT_FALSE(statistic(std::vector<double>{kNoValue}, "mean"));
}

// Newcombe, Statistics in Medicine 17 (1998), table I, method 3 (Wilson): 81/263 and 0/20.
TEST(Sample, SharesHaveWilsonsInterval) {
    const Share share = make_share(81, 263);
    EXPECT_NEAR(share.interval.low, 0.2553, 5e-5);
    EXPECT_NEAR(share.interval.high, 0.3662, 5e-5);
    EXPECT_NEAR(make_share(0, 20).interval.high, 0.1611, 5e-5);
    EXPECT_EQ(make_share(0, 20).interval.low, 0);
}

}  // namespace
}  // namespace headroom::study
