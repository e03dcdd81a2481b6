// Mean waits of the engine against closed forms of queueing theory: 1-GPU jobs, FCFS, one pool of c
// GPUs. Each case is 20 independent replications of 200,000 jobs or more and passes if the closed
// form lies in the replications' own 99 % t-interval. Seeds were fixed before the first run: for
// another set of seeds all four cases of a correct engine hold with a probability of 96 %.

#include <cmath>

#include <gtest/gtest.h>

#include "sim/base/philox.hpp"
#include "sim/engine/simulation.hpp"
#include "tests/support/random_world.hpp"

namespace headroom::sim {
namespace {

constexpr std::uint32_t kReplications = 20;
// The first jobs are left out. An empty start is forgotten as exp(-(sqrt(c mu) - sqrt(lambda))^2 t)
// (M/M/c near saturation; Gamarnik and Goldberg 2013), here a factor of e in 1,500 jobs or fewer.
constexpr std::uint32_t kWarmupJobs = 20'000;
constexpr double kStudentT99 = 2.8609;  // two-sided 99 %, 19 degrees of freedom
constexpr double kMeanRunTimeUs = 1e9;  // long, so that whole microseconds do not matter

struct Case {
    std::uint64_t seed = 0;
    std::uint32_t gpus = 1;
    double load = 0;
    bool is_exponential = true;  // run times; else constant
    std::uint32_t jobs = 200'000;
};

double exponential(const Case& c, Stream stream, std::uint32_t job, std::uint32_t replication) {
    return -std::log(draw_uniform({c.seed, stream, 0, job, replication}));
}

World draw_world(const Case& c, std::uint32_t replication) {
    World world = single_fleet_world(1, c.gpus, Policy::kFcfs, Placement::kPool);
    const double interarrival_us = kMeanRunTimeUs / (c.load * c.gpus);
    double submit_us = 0;
    for (std::uint32_t job = 0; job < c.jobs; ++job) {
        submit_us += interarrival_us * exponential(c, Stream::kInterarrival, job, replication);
        const double length =
            c.is_exponential ? exponential(c, Stream::kRuntime, job, replication) : 1;
        const std::int64_t work_us = std::llround(kMeanRunTimeUs * length);
        add_job(world, {.submit_us = std::llround(submit_us),
                        .work_us = work_us,
                        .estimate_us = work_us,
                        .gpus = 1});
    }
    world.series_step_us = world.jobs.back().submit_us;
    order_queues(world);
    return world;
}

// In mean run times.
double mean_wait(const World& world) {
    const RunRecord record = simulate(world);
    double sum_us = 0;
    for (std::size_t job = kWarmupJobs; job < world.jobs.size(); ++job)
        sum_us += static_cast<double>(record.start_us[job] - world.jobs[job].submit_us);
    return sum_us / static_cast<double>(world.jobs.size() - kWarmupJobs) / kMeanRunTimeUs;
}

void expect_mean_wait(const Case& c, double closed_form) {
    std::vector<double> waits;
    double mean = 0;
    for (std::uint32_t replication = 0; replication < kReplications; ++replication) {
        waits.push_back(mean_wait(draw_world(c, replication)));
        mean += waits.back() / kReplications;
    }
    double variance = 0;
    for (const double wait : waits)
        variance += (wait - mean) * (wait - mean) / (kReplications - 1);
    const double half_width = kStudentT99 * std::sqrt(variance / kReplications);
    testing::Test::RecordProperty("mean", std::to_string(mean));
    testing::Test::RecordProperty("half_width", std::to_string(half_width));
    EXPECT_NEAR(mean, closed_form, half_width);
    EXPECT_LT(half_width, 0.06 * closed_form) << "too wide to say anything";
}

// P(wait > 0) of M/M/c: Erlang C from Erlang B's recursion (Cooper, Introduction to Queueing
// Theory, 2nd ed., eqs. 3.3-3.5).
double erlang_c(std::uint32_t servers, double load) {
    const double offered = load * servers;
    double blocked = 1;
    for (std::uint32_t n = 1; n <= servers; ++n)
        blocked = offered * blocked / (n + offered * blocked);
    return blocked / (1 - load * (1 - blocked));
}

double mean_wait_mmc(std::uint32_t servers, double load) {
    return erlang_c(servers, load) / (servers * (1 - load));
}

// Pollaczek and Khinchine, run time constant at 1.
double mean_wait_md1(double load) {
    return load / (2 * (1 - load));
}

TEST(QueueingTheory, TheClosedFormsGiveThePublishedValues) {
    EXPECT_NEAR(erlang_c(8, 0.9), 0.7015329901, 1e-10);  // REFERENCE values to their last digit
    EXPECT_NEAR(mean_wait_mmc(1, 0.8), 4.0, 1e-10);
    EXPECT_NEAR(mean_wait_mmc(8, 0.9), 0.8769162377, 1e-10);
    EXPECT_NEAR(mean_wait_mmc(64, 0.95), 0.1837534162, 1e-10);
    EXPECT_NEAR(mean_wait_md1(0.9), 4.5, 1e-10);
}

TEST(QueueingTheory, OneServerAtEightyPercentWaitsAsMM1) {
    expect_mean_wait({.seed = 1, .gpus = 1, .load = 0.8}, mean_wait_mmc(1, 0.8));
}

TEST(QueueingTheory, EightServersAtNinetyPercentWaitAsMM8) {
    expect_mean_wait({.seed = 2, .gpus = 8, .load = 0.9}, mean_wait_mmc(8, 0.9));
}

TEST(QueueingTheory, SixtyFourServersAtNinetyFivePercentWaitAsMM64) {
    // Its queue is empty most of the time and then long: that takes more jobs for the same width.
    expect_mean_wait({.seed = 3, .gpus = 64, .load = 0.95, .jobs = 1'000'000},
                     mean_wait_mmc(64, 0.95));
}

TEST(QueueingTheory, ConstantRunTimesWaitAsMD1) {
    expect_mean_wait({.seed = 4, .gpus = 1, .load = 0.9, .is_exponential = false},
                     mean_wait_md1(0.9));
}

}  // namespace
}  // namespace headroom::sim
