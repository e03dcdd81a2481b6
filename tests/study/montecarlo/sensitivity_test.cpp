#include "src/study/montecarlo/sensitivity.hpp"

#include <cmath>
#include <limits>

#include <gtest/gtest.h>

#include "src/study/montecarlo/simulate_source.hpp"
#include "tests/core/scenario/scenario_folder.hpp"

namespace headroom::study {
namespace {

using scenario::ScenarioFolder;

TEST(RankCorrelation, IsSpearmans) {
    const std::vector<double> a{1, 2, 3, 4, 5};
    EXPECT_DOUBLE_EQ(rank_correlation(a, std::vector<double>{1, 8, 27, 64, 125}), 1);
    EXPECT_DOUBLE_EQ(rank_correlation(a, std::vector<double>{5, 4, 3, 2, 1}), -1);
    // 1 - 6 Σd² / (n(n² - 1)) with d = (0, 1, -1, 1, -1).
    EXPECT_DOUBLE_EQ(rank_correlation(a, std::vector<double>{1, 3, 2, 5, 4}), 0.8);
}

TEST(RankCorrelation, SharesRanksAmongEqualValues) {
    // Ranks 1, 2.5, 2.5, 4 against 1 … 4: Pearson's 4.5 / √(4.5 · 5).
    EXPECT_NEAR(
        rank_correlation(std::vector<double>{10, 20, 20, 30}, std::vector<double>{1, 2, 3, 4}),
        4.5 / std::sqrt(4.5 * 5), 1e-12);
}

TEST(RankCorrelation, LeavesOutPairsWithAGapAndSaysNothingOfAConstant) {
    const double none = std::numeric_limits<double>::quiet_NaN();
    EXPECT_DOUBLE_EQ(
        rank_correlation(std::vector<double>{1, 2, none, 4}, std::vector<double>{1, 2, -9, 4}), 1);
    EXPECT_TRUE(
        std::isnan(rank_correlation(std::vector<double>{1, 2, 3}, std::vector<double>{7, 7, 7})));
}

constexpr const char* kText = R"(schema = 1
[fleet.a]
nodes = { dist = "uniform", low = 4, high = 12 }
[workload.w.generate]
jobs = 200
interarrival = { dist = "exponential", mean = "100 s" }
runtime = { dist = "exponential", mean = "3000 s" }
[demand.w]
scale = { dist = "lognormal", median = 1, sigma = 0.3 }
)";

WhatIf open(const ScenarioFolder& folder) {
    auto what_if = WhatIf::open("base", folder.write("s.toml", kText), {});
    EXPECT_TRUE(what_if) << format_diagnostics(what_if.error().problems);
    return std::move(*what_if);
}

TEST(RunTornado, MovesOneFactorAtATimeFromTheMeans) {
    const ScenarioFolder folder;
    const WhatIf base = open(folder);
    const auto tornado = run_tornado(base, {});
    ASSERT_TRUE(tornado);
    ASSERT_EQ(tornado->bars.size(), 2U);
    EXPECT_EQ(tornado->bars[0].factor, "fleet.a.nodes");
    EXPECT_EQ(tornado->bars[0].low, 5);  // 4 + 0.1 · 8, rounded
    EXPECT_EQ(tornado->bars[0].high, 11);
    EXPECT_NEAR(tornado->bars[1].low, std::exp(-0.3 * 1.2815516), 1e-6);
    const auto plain = base.measure(std::nullopt);
    const auto fewer =
        base.with("", {{"fleet.a.nodes", "5", {"--set", 0, 0}}}).measure(std::nullopt);
    for (std::size_t i = 0; i < tornado->base.size(); ++i) {
        EXPECT_EQ(tornado->base[i].value, plain->metrics[i].value);
        EXPECT_EQ(tornado->bars[0].at_low[i], fewer->metrics[i].value)
            << tornado->base[i].full_name();
    }
}

TEST(SimulateSource, PlaysTheTrialsOfEveryOtherStudy) {
    const ScenarioFolder folder;
    const WhatIf base = open(folder);
    auto source = SimulateSource::open(base, 2);
    ASSERT_TRUE(source);
    const auto tables = source->run({{3, 4}, {7, 2}}, {});
    ASSERT_TRUE(tables);
    ASSERT_EQ(tables->size(), 2U);
    TrialTable table = (*tables)[0];
    append(table, (*tables)[1]);
    const auto known = replicate({base}, {3, 6}, {});
    ASSERT_EQ(table.trials, 6U);
    ASSERT_EQ(table.metrics.size(), (*known)[0].metrics.size());
    for (std::size_t i = 0; i < table.metrics.size(); ++i)
        EXPECT_EQ(table.metric(i), (*known)[0].values[i]) << table.metrics[i].full_name();
    EXPECT_EQ(table.factors, (std::vector<std::string>{"fleet.a.nodes", "demand.w.scale"}));
    EXPECT_EQ(table.factor(0)[2], base.scenario(5)->factors[0].second);
}

}  // namespace
}  // namespace headroom::study
