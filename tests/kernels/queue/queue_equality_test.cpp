// queue_trial against the engine, job for job, on small random worlds.

#include <gtest/gtest.h>

#include "sim/base/statistics.hpp"
#include "sim/engine/simulation.hpp"
#include "sim/model/queue_trend.hpp"
#include "tests/kernels/queue/random_trials.hpp"
#include "tests/kernels/queue/trial_run.hpp"
#include "tests/support/oracle.hpp"
#include "tests/support/random_world.hpp"

namespace headroom::mc {
namespace {

TrialJobState state_of(sim::JobState state) {
    switch (state) {
        case sim::JobState::kPending:
            return TrialJobState::kPending;
        case sim::JobState::kRejected:
            return TrialJobState::kRejected;
        case sim::JobState::kCompleted:
            return TrialJobState::kCompleted;
        case sim::JobState::kKilled:
            return TrialJobState::kKilled;
        case sim::JobState::kWaiting:
        case sim::JobState::kRunning:
            break;
    }
    return TrialJobState::kUnfinished;
}

void expect_equal(const sim::World& world, const sim::RunRecord& record, const TrialRun& run) {
    ASSERT_EQ(run.totals.status, TrialStatus::kDone);
    for (std::size_t job = 0; job < world.jobs.size(); ++job) {
        ASSERT_EQ(run.start_us[job], record.start_us[job]) << "start of job " << job;
        ASSERT_EQ(run.end_us[job], record.end_us[job]) << "end of job " << job;
        ASSERT_EQ(run.state[job], state_of(record.state[job])) << "state of job " << job;
    }
    EXPECT_EQ(run.totals.events, record.events);
    EXPECT_EQ(run.totals.stopped_at_us, record.stopped_at_us);
    Int128 stranded = 0;
    std::uint32_t growing = 0;
    for (std::size_t q = 0; q < world.queues.size(); ++q) {
        stranded += record.stranded_gpu_us[q];
        growing |= static_cast<std::uint32_t>(sim::is_growing(world, record, QueueId(q))) << q;
    }
    EXPECT_TRUE(run.totals.stranded_gpu_us == stranded);
    EXPECT_EQ(run.totals.growing_queues, growing);
    for (std::size_t f = 0; f < world.fleets.size(); ++f) {
        EXPECT_TRUE(run.totals.fleets[f].installed == record.gpu_time[f].installed) << f;
        EXPECT_TRUE(run.totals.fleets[f].allocated == record.gpu_time[f].allocated) << f;
        EXPECT_TRUE(run.totals.fleets[f].held == record.gpu_time[f].held) << f;
        EXPECT_TRUE(run.totals.fleets[f].down == record.gpu_time[f].down) << f;
        if (record.failures.totals.empty())
            continue;
        EXPECT_EQ(run.totals.fleets[f].failures, record.failures.totals[f].failures) << f;
        EXPECT_EQ(run.totals.fleets[f].interruptions, record.failures.totals[f].interruptions) << f;
        EXPECT_TRUE(run.totals.fleets[f].lost == record.failures.totals[f].lost_gpu_us) << f;
    }
}

using MakeWorld = sim::World (*)(std::uint64_t seed);
using RunTrial = TrialRun (*)(const TrialInput& input, std::uint32_t trial);

void expect_equal_worlds(MakeWorld make, RunTrial run, std::uint64_t seeds) {
    for (std::uint64_t seed = 1; seed <= seeds && !testing::Test::HasFailure(); ++seed) {
        SCOPED_TRACE(seed);
        const sim::World world = make(seed);
        const auto input = study::compile_trial_input(world);
        ASSERT_TRUE(input) << input.error();
        const TrialRun found = run(*input, world.trial);
        expect_equal(world, sim::simulate(world), found);
        // Sums, ranks and peaks, which no schedule shows.
        EXPECT_EQ(hash_of({found.totals}), hash_of({run_alone(*input, world.trial).totals}));
    }
}

TEST(QueueTrial, OfOneLaneEqualsTheEngineJobForJob) {
    expect_equal_worlds(sim::random_world, run_alone, 400);
}

TEST(QueueTrial, OfOneLaneEqualsTheEngineWhereNodesFail) {
    expect_equal_worlds(sim::random_failing_world, run_alone, 400);
}

// A second way to the same schedule that shares no code with either.
void expect_oracle(const sim::World& world) {
    const sim::RunRecord slow = sim::run_oracle(world).record;
    const auto input = study::compile_trial_input(world);
    ASSERT_TRUE(input) << input.error();
    const TrialRun run = run_alone(*input, world.trial);
    ASSERT_EQ(run.totals.status, TrialStatus::kDone);
    EXPECT_EQ(run.start_us, slow.start_us);
    EXPECT_EQ(run.end_us, slow.end_us);
    for (std::size_t f = 0; f < world.fleets.size(); ++f)
        EXPECT_TRUE(run.totals.fleets[f].down == slow.gpu_time[f].down) << f;
}

TEST(QueueTrial, EqualsTheOracleJobForJob) {
    for (std::uint64_t seed = 1001; seed <= 1060 && !testing::Test::HasFailure(); ++seed) {
        SCOPED_TRACE(seed);
        expect_oracle(sim::random_world(seed));
        expect_oracle(sim::random_failing_world(seed));
    }
}

TEST(QueueTrial, OfAWarpEqualsTheEngine) {
    expect_equal_worlds(sim::random_world, run_on_lanes<32>, 30);
    expect_equal_worlds(sim::random_failing_world, run_on_lanes<32>, 30);
}

TEST(QueueTrial, OfABlockEqualsTheEngine) {
    expect_equal_worlds(sim::random_world, run_on_lanes<128>, 15);
    expect_equal_worlds(sim::random_failing_world, run_on_lanes<128>, 15);
}

}  // namespace
}  // namespace headroom::mc
