// Activity of jobs to gpu.active: every number is worked out in the comments.

#include "sim/model/active_time.hpp"

#include <optional>

#include <gtest/gtest.h>

#include "sim/engine/simulation.hpp"
#include "sim/model/metrics.hpp"
#include "tests/support/small_world.hpp"

namespace headroom::sim {
namespace {

// Two fleets of 8 GPUs, 100 s, the first 20 s not counted. Job 0: 8 GPUs on the first fleet from 0
// to 60, counted 40 s. Job 1: 4 GPUs on the second from 30 to 100, cut by the horizon.
World two_jobs(JobActivity first, JobActivity second) {
    World world = SmallWorld{.fleets = {{.nodes = 1}, {.nodes = 1}},
                             .partitions = {{0}, {1}},
                             .jobs = {{.gpus = 8, .work_s = 60},
                                      {.submit_s = 30, .gpus = 4, .work_s = 500, .partition = 1}},
                             .horizon_s = 100,
                             .warmup_s = 20}
                      .build();
    world.activity = {first, second};
    return world;
}

std::optional<double> metric(const World& world, const std::string& name) {
    for (const Metric& found : measure(world, simulate(world))) {
        if (found.full_name() == name) {
            return found.value;
        }
    }
    return std::nullopt;
}

TEST(ActiveTime, IsTheJobsActivityTimesTheirGpuTimeInsideTheWindow) {
    const World world = two_jobs({500'000, false}, {250'000, false});
    const std::vector<ActiveTime> active = add_up_activity(world, simulate(world));
    // 8 GPUs × 40 s × 0.5 = 160 GPU-s; 4 GPUs × 70 s × 0.25 = 70 GPU-s
    EXPECT_EQ(active[0].active_gpu_us(), 160e6);
    EXPECT_EQ(active[1].active_gpu_us(), 70e6);
    // 16 GPUs × 80 s are available; 8 × 80 of them in the first fleet.
    EXPECT_EQ(metric(world, "gpu.active"), 230.0 / 1280.0);
    EXPECT_EQ(metric(world, "gpu.active[fleet=" + world.fleets[0].name + "]"), 160.0 / 640.0);
    EXPECT_EQ(metric(world, "gpu.active_measured"), 1.0);
    EXPECT_EQ(metric(world, "gpu.active_assumed"), 0.0);
}

TEST(ActiveTime, TellsMeasuredFromAssumed) {
    const World world = two_jobs({500'000, false}, {1'000'000, true});
    EXPECT_EQ(metric(world, "gpu.active"), (160.0 + 280.0) / 1280.0);
    EXPECT_EQ(metric(world, "gpu.active_measured"), 320.0 / 600.0);
    EXPECT_EQ(metric(world, "gpu.active_assumed"), 280.0 / 600.0);
}

TEST(ActiveTime, OfAPartOfTheJobsIsNotPassedOffAsTheWhole) {
    const World world = two_jobs({500'000, false}, {});
    EXPECT_EQ(metric(world, "gpu.active"), std::nullopt);
    EXPECT_EQ(metric(world, "gpu.active_measured"), 320.0 / 600.0);
    EXPECT_EQ(metric(world, "gpu.active[fleet=" + world.fleets[0].name + "]"), 160.0 / 640.0);
}

TEST(ActiveTime, IsAbsentWhereNothingIsKnown) {
    World world = two_jobs({}, {});
    world.activity.clear();
    EXPECT_TRUE(add_up_activity(world, simulate(world)).empty());
    EXPECT_EQ(metric(world, "gpu.active"), std::nullopt);
    EXPECT_EQ(metric(world, "gpu.active_measured"), std::nullopt);
}

}  // namespace
}  // namespace headroom::sim
