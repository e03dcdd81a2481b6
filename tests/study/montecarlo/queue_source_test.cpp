// The trials of queue_trial against full simulations of the same trials, from the scenario file on.

#include "src/study/montecarlo/queue_source.hpp"

#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

#include "src/study/montecarlo/choose_device.hpp"
#include "src/study/montecarlo/queue_metrics.hpp"
#include "src/study/montecarlo/simulate_source.hpp"
#include "tests/cli/run_program.hpp"

namespace headroom::study {
namespace {

using test::TemporaryFolder;

constexpr const char* kScenario = R"(
schema  = 1
horizon = "10 d"
warmup  = "1 d"
[cluster.main]
failures = { node_mtbf = "30 d", repair = { dist = "lognormal", median = "8 h", sigma = 1.1 } }
[fleet.h100]
nodes      = { dist = "uniform", low = 6, high = 10 }
idle_power = "2 kW"
busy_power = "9 kW"
[fleet.a100]
nodes      = 4
idle_power = "1 kW"
busy_power = "6 kW"
[workload.w]
checkpoint = { every = "1 h", restart = "10 min" }
[workload.w.generate]
interarrival = { dist = "exponential", mean = "25 min" }
runtime      = { dist = "lognormal", median = "2 h", sigma = 1.2, truncate = ["1 min", "2 d"] }
gpus         = { dist = "empirical", values = [1, 4, 8, 32], weights = [5, 2, 2, 1] }
overestimate = { dist = "uniform", low = 1, high = 3 }
[demand.w]
scale = { dist = "lognormal", median = 1, sigma = 0.6 }
)";

class QueueSourceOfAFile : public testing::Test {
protected:
    WhatIf open(const std::string& text) {
        return *WhatIf::open("s", folder_.write("s.toml", text), {});
    }
    TemporaryFolder folder_;
};

// Every value of the first is one of the second, bit for bit.
void expect_included(const TrialTable& some, const TrialTable& all) {
    ASSERT_EQ(some.trials, all.trials);
    EXPECT_EQ(some.factors, all.factors);
    EXPECT_EQ(some.factor_values, all.factor_values);
    for (std::size_t m = 0; m < some.metrics.size(); ++m) {
        const std::size_t other = all.find(some.metrics[m].name, some.metrics[m].scope);
        ASSERT_LT(other, all.metrics.size()) << some.metrics[m].full_name();
        const std::vector<double> a = some.metric(m), b = all.metric(other);
        for (std::size_t trial = 0; trial < a.size(); ++trial)
            EXPECT_TRUE(a[trial] == b[trial] || (std::isnan(a[trial]) && std::isnan(b[trial])))
                << some.metrics[m].full_name() << " of trial " << trial;
    }
    for (const sim::Metric& metric : all.metrics) {
        if (is_queue_metric(metric.name, metric.scope)) {
            EXPECT_LT(some.find(metric.name, metric.scope), some.metrics.size())
                << metric.full_name();
        }
    }
}

TEST_F(QueueSourceOfAFile, GivesTheNumbersOfFullSimulations) {
    const WhatIf what_if = open(kScenario);
    auto queue = QueueSource::open(what_if, mc::make_tbb_queue_backend(2));
    ASSERT_TRUE(queue) << queue.error().clause;
    auto simulations = SimulateSource::open(what_if, 2);
    ASSERT_TRUE(simulations);
    const std::vector<TrialRange> blocks{{0, 64}, {64, 20}};
    const auto some = (*queue)->run(blocks, {});
    const auto all = simulations->run(blocks, {});
    ASSERT_TRUE(some && all);
    ASSERT_EQ(some->size(), 2U);
    std::size_t reruns = 0;
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        EXPECT_GT((*some)[i].metrics.size(), 40U);
        expect_included((*some)[i], (*all)[i]);
        reruns += (*some)[i].rerun_count();
    }
    // Demand varies so much that a few trials need more room than three times that of the first.
    EXPECT_GT(reruns, 0U);
    EXPECT_LT(reruns, 42U);
}

TEST_F(QueueSourceOfAFile, GivesTheSameOnOneThreadAndThree) {
    const WhatIf what_if = open(kScenario);
    auto one = QueueSource::open(what_if, mc::make_sequential_queue_backend());
    auto three = QueueSource::open(what_if, mc::make_tbb_queue_backend(3));
    ASSERT_TRUE(one && three);
    EXPECT_EQ((*one)->key(), (*three)->key());
    const auto a = (*one)->run({{5, 30}}, {});
    const auto b = (*three)->run({{5, 30}}, {});
    ASSERT_TRUE(a && b);
    EXPECT_EQ((*a)[0].reruns, (*b)[0].reruns);
    expect_included((*a)[0], (*b)[0]);
}

TEST_F(QueueSourceOfAFile, NamesWhatItLacks) {
    std::string many =
        "schema = 1\n[workload.w.generate]\njobs = 5\ninterarrival = \"1 h\"\n"
        "runtime = \"1 h\"\n";
    for (int fleet = 0; fleet < 9; ++fleet)
        many += "[fleet.f" + std::to_string(fleet) + "]\nnodes = 1\n";
    const auto source = QueueSource::open(open(many), mc::make_sequential_queue_backend());
    ASSERT_FALSE(source);
    EXPECT_EQ(source.error().clause, "it has 9 fleets, at most 8");
    const auto cooled =
        QueueSource::open(open("schema = 1\n[fleet.f]\nnodes_per_rack = 4\nidle_power = \"2 kW\"\n"
                               "busy_power = \"9 kW\"\n[workload.w.generate]\njobs = 5\n"
                               "interarrival = \"1 h\"\nruntime = \"1 h\"\n"),
                          mc::make_sequential_queue_backend());
    ASSERT_FALSE(cooled);
    EXPECT_EQ(cooled.error().clause, "it models a facility, with power, cooling or carbon");
}

TEST_F(QueueSourceOfAFile, SharesOneTableOfJobsWhereOnlyFailuresVary) {
    std::string trace = "id,submit,gpus,runtime\n";
    for (int job = 0; job < 300; ++job)
        trace += std::to_string(job) + "," + std::to_string(job * 3000) + "," +
                 std::to_string(1 << job % 5) + ",14400\n";
    (void)folder_.write("jobs.csv", trace);
    const WhatIf what_if = open(R"(
schema = 1
[cluster.main]
failures = { node_mtbf = "10 d", repair = "4 h" }
[fleet.f]
nodes = 4
[workload.w]
trace      = "jobs.csv"
resample   = "none"
checkpoint = { every = "30 min" }
)");
    auto queue = QueueSource::open(what_if, mc::make_tbb_queue_backend(2));
    ASSERT_TRUE(queue) << queue.error().clause;
    auto simulations = SimulateSource::open(what_if, 2);
    const auto some = (*queue)->run({{3, 40}}, {});
    const auto all = simulations->run({{3, 40}}, {});
    ASSERT_TRUE(some && all);
    expect_included((*some)[0], (*all)[0]);
    const std::vector<double> failures = (*some)[0].metric((*some)[0].find("failures.count"));
    EXPECT_NE(*std::min_element(failures.begin(), failures.end()),
              *std::max_element(failures.begin(), failures.end()));
}

// One trial in some has an estimate of years, which no key of a queue trial can tell.
TEST_F(QueueSourceOfAFile, SimulatesInFullATrialThatItCannotPlay) {
    const WhatIf what_if = open(R"(
schema = 1
horizon = "10 d"
[fleet.f]
nodes = 4
[workload.w.generate]
interarrival = { dist = "exponential", mean = "2 h" }
runtime      = { dist = "lognormal", median = "2 h", sigma = 3.3 }
)");
    auto queue = QueueSource::open(what_if, mc::make_tbb_queue_backend(2));
    ASSERT_TRUE(queue) << queue.error().clause;
    auto simulations = SimulateSource::open(what_if, 2);
    const auto some = (*queue)->run({{0, 60}}, {});
    const auto all = simulations->run({{0, 60}}, {});
    ASSERT_TRUE(some && all);
    EXPECT_GT((*some)[0].rerun_count(), 0U);
    expect_included((*some)[0], (*all)[0]);
}

TEST_F(QueueSourceOfAFile, IsChosenUnlessAMetricNeedsAFullSimulation) {
    const WhatIf what_if = open(kScenario);
    const auto device_for = [&](const std::vector<std::string>& metrics) {
        const auto asked = MetricChoice::parse(metrics, "--metric");
        auto chosen = choose_device(DeviceWish::kCpu, what_if, 1, {*asked, {}});
        return chosen ? chosen->reason : "failed";
    };
    EXPECT_EQ(device_for({}), "queue trials on TBB, 1 thread");
    EXPECT_EQ(device_for({"wait.p95"}), "queue trials on TBB, 1 thread");
    EXPECT_EQ(device_for({"slowdown.*"}),
              "full simulations on 1 core: queue trials do not give slowdown.bounded_mean");
}

}  // namespace
}  // namespace headroom::study
