// Watching a run and stopping it.

#include <algorithm>
#include <stop_token>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/engine/simulation.hpp"
#include "sim/engine/state.hpp"
#include "tests/support/random_world.hpp"
#include "tests/support/small_world.hpp"

namespace headroom::sim {
namespace {

using testing::ElementsAre;

// Jobs one a second that end and begin at different instants, so that each makes two.
World long_world(std::int64_t jobs) {
    World world = single_fleet_world(4, 8, Policy::kEasy, Placement::kPacked);
    Dice dice(13);
    for (std::int64_t i = 0; i < jobs; ++i) {
        Job job;
        job.submit_us = i * kSecond_us;
        job.gpus = static_cast<std::uint32_t>(dice.between(1, 9));
        job.work_us = dice.between(1, 6 * kSecond_us);
        job.estimate_us = dice.between(1, 9 * kSecond_us);
        add_job(world, job);
    }
    order_queues(world);
    return world;
}

class StopAtInstant : public Observer {
public:
    explicit StopAtInstant(int instant) : left_(instant) {}
    void on_instant(const State&) override {
        if (--left_ == 0)
            source.request_stop();
    }
    std::stop_source source;

private:
    int left_;
};

bool is_plausible(const World& world, const RunRecord& record, std::size_t job) {
    const std::int64_t start_us = record.start_us[job];
    const std::int64_t end_us = record.end_us[job];
    switch (record.state[job]) {
        case JobState::kPending:
            return start_us < 0 && world.jobs[job].submit_us > record.stopped_at_us;
        case JobState::kWaiting:
            return start_us < 0 && world.jobs[job].submit_us <= record.stopped_at_us;
        case JobState::kRunning:
            return start_us >= 0 && start_us <= record.stopped_at_us && end_us < 0 &&
                   start_us + world.jobs[job].work_us >= record.stopped_at_us;
        case JobState::kCompleted:
            return end_us == start_us + world.jobs[job].work_us && end_us <= record.stopped_at_us;
        case JobState::kRejected:
            return start_us < 0 && end_us < 0;
        case JobState::kKilled:
            return false;
    }
    return false;
}

TEST(StopRequest, EndsTheRunAtAnInstantWithAValidPartialRecord) {
    const World world = long_world(20'000);
    StopAtInstant watch(1000);
    SimulateOptions options;
    options.observer = &watch;
    const RunRecord record = simulate(world, watch.source.get_token(), options);
    EXPECT_EQ(record.stop, StopReason::kCancelled);
    EXPECT_GT(record.stopped_at_us, 0);
    std::array<std::int64_t, kJobStateNames.size()> count{};
    Int128 allocated = 0;
    for (std::size_t job = 0; job < world.jobs.size(); ++job) {
        ASSERT_TRUE(is_plausible(world, record, job)) << job;
        ++count.at(static_cast<std::size_t>(record.state[job]));
        if (record.start_us[job] < 0)
            continue;
        const std::int64_t until_us =
            record.end_us[job] < 0 ? record.stopped_at_us : record.end_us[job];
        allocated += Int128{world.jobs[job].gpus} * (until_us - record.start_us[job]);
    }
    EXPECT_TRUE(record.gpu_time[0].allocated == allocated);
    EXPECT_TRUE(record.gpu_time[0].installed == Int128{32} * record.stopped_at_us);
    EXPECT_GT(count.at(static_cast<std::size_t>(JobState::kPending)), 0);
    EXPECT_GT(count.at(static_cast<std::size_t>(JobState::kCompleted)), 0);
}

TEST(StopRequest, AgreesWithTheWholeRunUpToWhereItStopped) {
    const World world = long_world(20'000);
    StopAtInstant watch(1);
    SimulateOptions options;
    options.observer = &watch;
    const RunRecord part = simulate(world, watch.source.get_token(), options);
    const RunRecord whole = simulate(world);
    for (std::size_t job = 0; job < world.jobs.size(); ++job) {
        if (part.start_us[job] >= 0)
            ASSERT_EQ(part.start_us[job], whole.start_us[job]) << job;
        else
            ASSERT_TRUE(whole.start_us[job] < 0 || whole.start_us[job] >= part.stopped_at_us);
    }
}

TEST(StopRequest, ThatNobodyMakesChangesNothing) {
    const World world = long_world(5000);
    const std::stop_source source;
    EXPECT_EQ(simulate(world, source.get_token()).end_us, simulate(world).end_us);
}

TEST(Progress, GrowsAndKnowsTheTotal) {
    const World world = long_world(70'000);
    std::vector<Progress> seen;
    SimulateOptions options;
    options.on_progress = [&](const Progress& progress) {
        seen.push_back(progress);
    };
    const RunRecord record = simulate(world, {}, options);
    ASSERT_FALSE(seen.empty());
    for (std::size_t i = 0; i < seen.size(); ++i) {
        EXPECT_EQ(seen[i].jobs_total, world.jobs.size());
        EXPECT_LE(seen[i].jobs_ended, seen[i].jobs_submitted);
        EXPECT_LE(seen[i].now_us, record.stopped_at_us);
        if (i > 0) {
            EXPECT_GT(seen[i].now_us, seen[i - 1].now_us);
            EXPECT_GE(seen[i].jobs_ended, seen[i - 1].jobs_ended);
        }
    }
}

// Writes down each call: "2 submit 1".
class Diary : public Observer {
public:
    void on_submit(std::int64_t now_us, JobId job) override { note(now_us, "submit", job); }
    void on_reject(std::int64_t now_us, JobId job) override { note(now_us, "reject", job); }
    void on_start(std::int64_t now_us, JobId job, FleetId) override { note(now_us, "start", job); }
    void on_end(std::int64_t now_us, JobId job, FleetId) override { note(now_us, "end", job); }
    void on_instant(const State& state) override {
        const FleetUse use = state.use(FleetId(0));
        EXPECT_EQ(use.installed - use.allocated - use.held - use.down,
                  state.table(FleetId(0)).free_gpus());
        lines.push_back(std::to_string(state.now_us() / kSecond_us) + " use " +
                        std::to_string(use.allocated) + "+" + std::to_string(use.held));
    }

    std::vector<std::string> lines;

private:
    void note(std::int64_t now_us, const char* what, JobId job) {
        lines.push_back(std::to_string(now_us / kSecond_us) + " " + what + " " +
                        std::to_string(job.value));
    }
};

TEST(Observer, SeesEndsThenArrivalsThenStartsOfEachInstant) {
    const World world =
        nodes_of_8(2, Policy::kFcfs, {{0, 8, 5}, {0, 8, 5}, {5, 9, 0}, {5, 99, 1}, {5, 1, 1}})
            .build();
    Diary diary;
    SimulateOptions options;
    options.observer = &diary;
    (void)simulate(world, {}, options);
    EXPECT_THAT(
        diary.lines,
        ElementsAre("0 submit 0", "0 submit 1", "0 start 0", "0 start 1", "0 use 16+0", "5 end 0",
                    "5 end 1", "5 submit 2", "5 submit 3", "5 reject 3", "5 submit 4", "5 start 2",
                    "5 use 9+7", "5 end 2", "5 start 4", "5 use 1+0", "6 end 4", "6 use 0+0"));
}

TEST(Observer, SeesJobsThatEndTogetherInTheOrderOfTheirStart) {
    // Started at 0, 1 and 2; all end at 10.
    const World world = pool_of(3, Policy::kFcfs, {{0, 1, 10}, {1, 1, 9}, {2, 1, 8}}).build();
    Diary diary;
    SimulateOptions options;
    options.observer = &diary;
    (void)simulate(world, {}, options);
    const std::vector<std::string> last(diary.lines.end() - 4, diary.lines.end());
    EXPECT_THAT(last, ElementsAre("10 end 0", "10 end 1", "10 end 2", "10 use 0+0"));
}

TEST(Simulation, GivesTheSameRecordTwiceWatchedOrNot) {
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        const World world = random_world(seed);
        const RunRecord first = simulate(world);
        Observer silent;
        SimulateOptions options;
        options.observer = &silent;
        const RunRecord second = simulate(world, {}, options);
        EXPECT_EQ(first.start_us, second.start_us) << seed;
        EXPECT_EQ(first.end_us, second.end_us) << seed;
        EXPECT_EQ(first.state, second.state) << seed;
        EXPECT_EQ(first.reason, second.reason) << seed;
        EXPECT_EQ(first.fleet, second.fleet) << seed;
        EXPECT_EQ(first.events, second.events) << seed;
        EXPECT_EQ(first.wait_us_by_cause == second.wait_us_by_cause, true) << seed;
        for (std::size_t queue = 0; queue < world.queues.size(); ++queue) {
            EXPECT_EQ(first.queue_series[queue].stranded_gpus,
                      second.queue_series[queue].stranded_gpus)
                << seed;
        }
    }
}

}  // namespace
}  // namespace headroom::sim
