#include "sim/engine/wait_clock.hpp"

#include <set>
#include <vector>

#include <gtest/gtest.h>

#include "tests/support/random_world.hpp"
#include "tests/support/small_world.hpp"

namespace headroom::sim {
namespace {

std::size_t index_of(WaitCause cause) {
    return static_cast<std::size_t>(cause);
}

// The rule of sim/README.md, "What a job waits for", for one job and one interval.
WaitCause cause_of(const Job& job,
                   const WaitClock::RouteView& view,
                   std::uint32_t head_level,
                   Policy policy) {
    const std::int64_t gpus = job.gpus;
    if (gpus > view.free_gpus)
        return WaitCause::kCapacity;
    if (gpus > view.largest_fit)
        return WaitCause::kFragmentation;
    if (head_level < job.priority_level)
        return WaitCause::kPriority;
    return policy == Policy::kFcfs ? WaitCause::kOrder : WaitCause::kReservation;
}

// A queue in which jobs come and go at random under random views; each job's times are also added
// up one interval at a time.
class WaitClockPlay {
public:
    WaitClockPlay(const World& world, std::uint64_t seed)
        : world_(world),
          clock_(world, QueueId(0)),
          dice_(seed),
          own_times_(world.jobs.size()),
          at_arrival_(world.jobs.size()) {}

    void step() {
        const std::int64_t length_us = dice_.chance(0.2) ? 0 : dice_.between(1, 1000);
        count(length_us);
        now_us_ += length_us;
        clock_.advance(now_us_);
        ASSERT_NO_FATAL_FAILURE(settle_some());
        draw_view();
        if (waiting_.empty())
            clock_.nobody_waits();
        else
            clock_.head_waits(head_level_, views_);
        for (const std::size_t job : arriving_)
            at_arrival_[job] = clock_.read(world_.jobs[job]);
        arriving_.clear();
    }

private:
    void count(std::int64_t length_us) {
        for (const std::size_t job : waiting_) {
            const Job& what = world_.jobs[job];
            const auto cause =
                cause_of(what, views_[what.route], head_level_, world_.queues[0].policy);
            own_times_[job][index_of(cause)] += length_us;
        }
    }

    void settle_some() {
        for (auto at = waiting_.begin(); at != waiting_.end();) {
            if (!dice_.chance(0.1)) {
                ++at;
                continue;
            }
            CauseTimes times = clock_.read(world_.jobs[*at]);
            for (std::size_t cause = 0; cause < kClockedCauses; ++cause)
                times[cause] -= at_arrival_[*at][cause];
            ASSERT_EQ(times, own_times_[*at]) << "job " << *at;
            at = waiting_.erase(at);
        }
        for (int i = 0; i < 2 && next_job_ < world_.jobs.size() && dice_.chance(0.4); ++i) {
            waiting_.insert(next_job_);
            arriving_.push_back(next_job_++);
        }
    }

    void draw_view() {
        views_.clear();
        for (std::size_t route = 0; route < world_.routes.size(); ++route) {
            const std::int64_t free = dice_.between(0, 40);
            views_.push_back({dice_.between(0, free), free});
        }
        head_level_ =
            static_cast<std::uint32_t>(dice_.between(0, std::int64_t{world_.priority_levels} - 1));
    }

    const World& world_;
    WaitClock clock_;
    Dice dice_;
    std::int64_t now_us_ = 0;
    std::size_t next_job_ = 0;
    std::set<std::size_t> waiting_;
    std::vector<std::size_t> arriving_;
    std::vector<WaitClock::RouteView> views_{3};
    std::uint32_t head_level_ = 0;
    std::vector<CauseTimes> own_times_;
    std::vector<CauseTimes> at_arrival_;
};

// Three routes that share one queue; `jobs` jobs of sizes up to `largest` and of `levels`
// priorities.
World queue_of(Policy policy, std::int64_t jobs, std::int64_t largest, std::uint16_t levels) {
    World world =
        SmallWorld{.policy = policy, .fleets = {{}, {}}, .partitions = {{0}, {0, 1}, {1}}}.build();
    Dice dice(8);
    for (std::int64_t i = 0; i < jobs; ++i) {
        Job job;
        job.gpus = static_cast<std::uint32_t>(largest > 1000 ? i * largest / jobs + 1
                                                             : dice.between(1, largest));
        job.route = static_cast<std::uint16_t>(dice.between(0, 2));
        job.priority_level = static_cast<std::uint16_t>(dice.between(0, std::int64_t{levels} - 1));
        add_job(world, job);
    }
    world.priority_levels = levels;
    order_queues(world);
    return world;
}

TEST(WaitClock, CountsForEachJobWhatCountingItAloneWouldUnderEasy) {
    const World world = queue_of(Policy::kEasy, 400, 45, 4);
    WaitClockPlay play(world, 9);
    for (int step = 0; step < 1500; ++step)
        ASSERT_NO_FATAL_FAILURE(play.step()) << step;
}

TEST(WaitClock, CountsForEachJobWhatCountingItAloneWouldUnderFcfs) {
    const World world = queue_of(Policy::kFcfs, 400, 10, 1);
    WaitClockPlay play(world, 10);
    for (int step = 0; step < 1500; ++step)
        ASSERT_NO_FATAL_FAILURE(play.step()) << step;
}

TEST(WaitClock, CountsTheSameWhereSizesAndPrioritiesAreTooManyForATable) {
    const World world = queue_of(Policy::kEasy, 3000, 3000, 2000);
    WaitClockPlay play(world, 11);
    for (int step = 0; step < 300; ++step)
        ASSERT_NO_FATAL_FAILURE(play.step()) << step;
}

TEST(DurationGrid, SumsPrefixesOfSizesAndLevels) {
    Dice dice(12);
    for (const auto& [sizes, levels] : {std::pair<std::size_t, std::size_t>{1, 1},
                                        {5, 3},
                                        {16, 1},
                                        {17, 9},
                                        {3000, 2000}}) {  // too large for a table
        DurationGrid grid(sizes, levels);
        std::vector<std::array<std::int64_t, 3>> added;
        for (int i = 0; i < 200; ++i) {
            const std::int64_t size = dice.between(0, static_cast<std::int64_t>(sizes) - 1);
            const std::int64_t level = dice.between(0, static_cast<std::int64_t>(levels) - 1);
            added.push_back({size, level, dice.between(1, 1000)});
            grid.add(static_cast<std::size_t>(size), static_cast<std::size_t>(level),
                     added.back()[2]);
            const std::int64_t size_end = dice.between(0, static_cast<std::int64_t>(sizes));
            const std::int64_t level_end = dice.between(0, static_cast<std::int64_t>(levels));
            std::int64_t sum = 0;
            for (const auto& [at_size, at_level, duration_us] : added)
                sum += at_size < size_end && at_level < level_end ? duration_us : 0;
            ASSERT_EQ(
                grid.sum(static_cast<std::size_t>(size_end), static_cast<std::size_t>(level_end)),
                sum);
        }
    }
}

TEST(Longest, IsTheFirstCauseOnATie) {
    CauseTimes times{};
    EXPECT_EQ(longest(times), WaitCause::kNone);
    times[index_of(WaitCause::kReservation)] = 5;
    EXPECT_EQ(longest(times), WaitCause::kReservation);
    times[index_of(WaitCause::kOrder)] = 5;
    EXPECT_EQ(longest(times), WaitCause::kOrder);
    times[index_of(WaitCause::kCapacity)] = 5;
    EXPECT_EQ(longest(times), WaitCause::kCapacity);
    times[index_of(WaitCause::kFragmentation)] = 6;
    EXPECT_EQ(longest(times), WaitCause::kFragmentation);
}

}  // namespace
}  // namespace headroom::sim
