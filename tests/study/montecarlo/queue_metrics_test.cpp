#include "src/study/montecarlo/queue_metrics.hpp"

#include <string>

#include <gtest/gtest.h>

#include "sim/engine/simulation.hpp"
#include "tests/kernels/queue/trial_run.hpp"
#include "tests/support/random_world.hpp"

namespace headroom::study {
namespace {

const sim::Metric* find(const sim::Metrics& metrics, const sim::Metric& wanted) {
    for (const sim::Metric& metric : metrics)
        if (metric.name == wanted.name && metric.scope == wanted.scope)
            return &metric;
    return nullptr;
}

void expect_same_metrics(sim::World world) {
    for (std::size_t f = 0; f < world.fleets.size(); ++f)
        world.fleets[f].name = std::to_string(f);
    const auto input = compile_trial_input(world);
    ASSERT_TRUE(input) << input.error();
    const sim::Metrics expected = sim::measure(world, sim::simulate(world));
    const sim::Metrics found = measure_trial(world, mc::run_alone(*input, world.trial).totals);
    for (const sim::Metric& metric : found) {
        EXPECT_TRUE(is_queue_metric(metric.name, metric.scope)) << metric.full_name();
        const sim::Metric* same = find(expected, metric);
        ASSERT_NE(same, nullptr) << metric.full_name();
        EXPECT_EQ(metric.value, same->value) << metric.full_name();
        EXPECT_EQ(metric.unit, same->unit) << metric.full_name();
    }
    for (const sim::Metric& metric : expected) {
        if (is_queue_metric(metric.name, metric.scope)) {
            EXPECT_NE(find(found, metric), nullptr) << metric.full_name();
        }
    }
}

TEST(QueueMetrics, AreThoseOfTheEngineBitForBit) {
    for (std::uint64_t seed = 1; seed <= 100 && !testing::Test::HasFailure(); ++seed) {
        SCOPED_TRACE(seed);
        expect_same_metrics(sim::random_world(seed));
        expect_same_metrics(sim::random_failing_world(seed));
    }
}

TEST(QueueMetrics, HaveNoScopesOfJobs) {
    EXPECT_TRUE(is_queue_metric("wait.p95_s", ""));
    EXPECT_TRUE(is_queue_metric("gpu.allocated", "fleet=h100"));
    EXPECT_FALSE(is_queue_metric("wait.p95_s", "partition=long"));
    EXPECT_FALSE(is_queue_metric("slowdown.bounded_mean", ""));
}

}  // namespace
}  // namespace headroom::study
