// Laws that hold whatever the world: conservation at every instant, capacity never exceeded, the
// head's first reservation kept. Each is checked on random worlds, from the record or by an
// observer.

#include <algorithm>
#include <map>
#include <tuple>

#include <gtest/gtest.h>

#include "sim/engine/observer.hpp"
#include "sim/engine/simulation.hpp"
#include "sim/engine/state.hpp"
#include "sim/model/attempts.hpp"
#include "tests/support/oracle_compare.hpp"
#include "tests/support/random_world.hpp"

namespace headroom::sim {
namespace {

constexpr std::uint64_t kWorlds = 400;

// Keeps its own books from starts and ends, and at each instant asks the state for its.
class Bookkeeper : public Observer {
public:
    explicit Bookkeeper(const World& world)
        : world_(world),
          allocated_(world.fleets.size(), 0),
          held_(world.fleets.size(), 0),
          down_(world.fleets.size(), 0) {}

    void on_submit(std::int64_t now_us, JobId job) override {
        EXPECT_EQ(world_.jobs[job.index()].submit_us, now_us);
    }
    void on_start(std::int64_t /*now_us*/, JobId job, FleetId fleet) override {
        add(job, fleet, 1);
        EXPECT_LE(allocated_[fleet.index()] + held_[fleet.index()],
                  world_.fleets[fleet.index()].gpus());
    }
    void on_end(std::int64_t /*now_us*/, JobId job, FleetId fleet) override { add(job, fleet, -1); }
    void on_interrupt(std::int64_t /*now_us*/, JobId job, FleetId fleet) override {
        add(job, fleet, -1);
    }
    void on_fail(std::int64_t /*now_us*/, FleetId fleet, std::uint32_t /*node*/) override {
        down_[fleet.index()] += world_.fleets[fleet.index()].gpus_per_node;
    }
    void on_repair(std::int64_t /*now_us*/, FleetId fleet, std::uint32_t /*node*/) override {
        down_[fleet.index()] -= world_.fleets[fleet.index()].gpus_per_node;
    }

    void on_instant(const State& state) override {
        ++instants_;
        for (std::size_t index = 0; index < world_.fleets.size(); ++index) {
            const FleetUse use = state.use(FleetId(index));
            const Fleet& fleet = world_.fleets[index];
            const bool is_installed = fleet.in_service_us <= state.now_us();
            EXPECT_EQ(use.installed, is_installed ? fleet.gpus() : 0);
            EXPECT_EQ(use.allocated, allocated_[index]);
            EXPECT_EQ(use.held, held_[index]);
            EXPECT_EQ(use.down, down_[index]);
            EXPECT_EQ(use.allocated + use.held + use.down + state.table(FleetId(index)).free_gpus(),
                      use.installed);
        }
    }
    [[nodiscard]] std::int64_t instants() const { return instants_; }

private:
    void add(JobId job, FleetId fleet, std::int64_t sign) {
        const std::int64_t gpus = world_.jobs[job.index()].gpus;
        const std::int64_t node = world_.fleets[fleet.index()].gpus_per_node;
        const Route& route = world_.routes[world_.jobs[job.index()].route];
        const bool is_pool = world_.queues[route.queue.index()].placement == Placement::kPool;
        allocated_[fleet.index()] += sign * gpus;
        if (!is_pool && gpus > node)
            held_[fleet.index()] += sign * ((gpus + node - 1) / node * node - gpus);
    }

    const World& world_;
    std::vector<std::int64_t> allocated_;
    std::vector<std::int64_t> held_;
    std::vector<std::int64_t> down_;
    std::int64_t instants_ = 0;
};

TEST(Laws, EveryGpuIsAllocatedHeldFreeOrDownAtEveryInstant) {
    std::int64_t instants = 0;
    for (std::uint64_t seed = 1; seed <= kWorlds; ++seed) {
        SCOPED_TRACE(seed);
        const World world = seed % 2 == 0 ? random_failing_world(seed) : random_world(seed);
        Bookkeeper bookkeeper(world);
        SimulateOptions options;
        options.observer = &bookkeeper;
        static_cast<void>(simulate(world, {}, options));
        instants += bookkeeper.instants();
        ASSERT_FALSE(HasFailure());
    }
    EXPECT_GT(instants, 20'000) << "the law must have been looked at";
}

// What happens to one node: at a time, GPUs come back (first) or are taken.
using NodeEvents = std::vector<std::tuple<std::int64_t, std::int64_t>>;  // time, GPUs (< 0: back)

TEST(Laws, NoNodeEverRunsMoreThanItHasAndNoneThatIsDownRunsAnything) {
    for (std::uint64_t seed = 1; seed <= kWorlds; ++seed) {
        SCOPED_TRACE(seed);
        const World world = seed % 2 == 0 ? random_failing_world(seed) : random_world(seed);
        const RunRecord record = simulate(world);
        std::map<std::pair<std::int16_t, std::uint32_t>, NodeEvents> events;
        PlacedAttempts attempts(world, record);
        for (const PlacementRow& row : record.placements) {
            const Attempt attempt = attempts.next(row).attempt;
            for (std::uint32_t node = row.first_node; node < row.first_node + row.nodes; ++node) {
                auto& of_node = events[{attempt.fleet, node}];
                if (attempt.end_us == attempt.start_us)
                    continue;  // of zero length: it has left before the instant is over
                of_node.emplace_back(attempt.start_us, row.gpus_on_each);
                if (attempt.end_us >= 0)
                    of_node.emplace_back(attempt.end_us, -std::int64_t{row.gpus_on_each});
            }
        }
        for (const OutageRow& outage : record.failures.outages) {
            const Fleet& fleet = world.fleets[static_cast<std::size_t>(outage.fleet)];
            auto& of_node = events[{outage.fleet, outage.node}];
            of_node.emplace_back(outage.start_us, fleet.gpus_per_node);
            of_node.emplace_back(outage.end_us, -std::int64_t{fleet.gpus_per_node});
        }
        for (auto& [place, of_node] : events) {
            const Fleet& fleet = world.fleets[static_cast<std::size_t>(place.first)];
            EXPECT_LT(place.second, fleet.nodes);
            std::sort(of_node.begin(), of_node.end());
            std::int64_t used = 0;
            for (const auto& [time, gpus] : of_node) {
                used += gpus;
                ASSERT_LE(used, fleet.gpus_per_node) << "node " << place.second << " at " << time;
            }
        }
    }
}

// GPU-time of the jobs of a fleet from `from_us` to the end of the run.
Int128 gpu_time_of_jobs(const World& world,
                        const RunRecord& record,
                        std::int64_t from_us,
                        std::size_t fleet) {
    Int128 sum = 0;
    for_each_attempt(record, [&](std::size_t job, const Attempt& attempt) {
        if (static_cast<std::size_t>(attempt.fleet) != fleet)
            return;
        const std::int64_t end = attempt.end_us >= 0 ? attempt.end_us : record.stopped_at_us;
        const std::int64_t length = end - std::max(from_us, attempt.start_us);
        sum += Int128{world.jobs[job].gpus} * std::max<std::int64_t>(0, length);
    });
    return sum;
}

TEST(Laws, TheJobsGpuTimeIsTheIntegralOfWhatIsAllocated) {
    for (std::uint64_t seed = 1; seed <= kWorlds; ++seed) {
        SCOPED_TRACE(seed);
        const World world = seed % 2 == 0 ? random_failing_world(seed) : random_world(seed);
        const RunRecord record = simulate(world);
        for (std::size_t fleet = 0; fleet < world.fleets.size(); ++fleet) {
            Int128 series = 0;
            for (const std::int64_t step : record.fleet_series[fleet].allocated)
                series += step;
            ASSERT_TRUE(series == gpu_time_of_jobs(world, record, 0, fleet));
            ASSERT_TRUE(record.gpu_time[fleet].allocated ==
                        gpu_time_of_jobs(world, record, world.warmup_us, fleet));
            ASSERT_TRUE(record.gpu_time[fleet].free() >= 0);
        }
    }
}

// The causes of a single job are not in the record, but those of all jobs from a submit time on
// are: the warm-up decides which count and changes nothing else. Equal sums for every warm-up are
// equal jobs (or groups of jobs with one submit time).
TEST(Laws, TheWaitOfEachJobIsTheSumOfItsCauses) {
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
        SCOPED_TRACE(seed);
        World world = seed % 2 == 0 ? random_failing_world(seed) : random_world(seed);
        for (const Job& from : std::vector<Job>(world.jobs)) {
            world.warmup_us = from.submit_us;
            const RunRecord record = simulate(world);
            Int128 waits = 0;
            for (std::size_t job = 0; job < world.jobs.size(); ++job) {
                const bool has_waited = record.state[job] != JobState::kPending &&
                                        record.state[job] != JobState::kRejected;
                if (!has_waited || world.jobs[job].submit_us < world.warmup_us)
                    continue;
                waits += (record.start_us[job] >= 0 ? record.start_us[job] : record.stopped_at_us) -
                         world.jobs[job].submit_us;
            }
            Int128 causes = 0;
            for (const Int128 cause : record.wait_us_by_cause)
                causes += cause;
            ASSERT_TRUE(causes == waits) << "jobs from " << world.warmup_us;
        }
    }
}

auto all_columns(const RunRecord& record) {
    return std::tie(record.start_us, record.end_us, record.state, record.reason, record.fleet,
                    record.stranded_gpu_us, record.wait_us_by_cause, record.stop,
                    record.stopped_at_us, record.events);
}

TEST(Laws, TheSameWorldGivesTheSameRecord) {
    for (std::uint64_t seed = 1; seed <= kWorlds; ++seed) {
        const World world = random_world(seed);
        const RunRecord first = simulate(world);
        const RunRecord second = simulate(random_world(seed));
        ASSERT_TRUE(all_columns(first) == all_columns(second)) << seed;
        ASSERT_EQ(nodes_of_jobs(first, world.jobs.size()),
                  nodes_of_jobs(second, world.jobs.size()));
    }
}

// One fleet, 1–200 jobs of `largest_job` GPUs at most, estimates exact, no zero length.
World plain_world(std::uint64_t seed,
                  Policy policy,
                  Placement placement,
                  std::int64_t largest_job) {
    Dice dice(seed);
    const auto nodes = static_cast<std::uint32_t>(dice.between(1, 8));
    const auto node_size = static_cast<std::uint32_t>(dice.between(1, 8));
    World world = single_fleet_world(nodes, node_size, policy, placement);
    const std::int64_t gpus = world.fleets.front().gpus();
    const std::int64_t between = 60 * std::min(gpus, largest_job) / (2 * gpus) + 1;
    std::int64_t submit = 0;
    for (std::int64_t left = dice.between(1, 200); left > 0; --left) {
        const std::int64_t work = dice.between(1, 60);
        submit += dice.between(0, between);
        const auto size = static_cast<std::uint32_t>(dice.between(1, std::min(gpus, largest_job)));
        add_job(world, {.submit_us = submit, .work_us = work, .estimate_us = work, .gpus = size});
    }
    if (dice.chance(0.3))
        world.queues.front().backfill_depth = static_cast<std::uint32_t>(dice.between(0, 5));
    order_queues(world);
    return world;
}

// Only there: with gangs of several sizes an earlier start of one job can make another later (the
// anomalies of Graham 1969), as it can with best fit or backfill. One queue of 1-GPU jobs is G/G/c,
// where each job's start falls with c (Kiefer and Wolfowitz 1955).
TEST(Laws, MoreGpusNeverDelayAOneGpuJobInAFcfsPool) {
    for (std::uint64_t seed = 1; seed <= kWorlds; ++seed) {
        World world = plain_world(seed, Policy::kFcfs, Placement::kPool, 1);
        const RunRecord before = simulate(world);
        ++world.fleets.front().nodes;
        const RunRecord after = simulate(world);
        for (std::size_t job = 0; job < world.jobs.size(); ++job)
            ASSERT_LE(after.start_us[job], before.start_us[job]) << "seed " << seed;
    }
}

// The earliest time from `now_us` on at which the job fits if the `running` jobs end as they did
// and nothing else starts: each node's GPUs counted anew at each of those ends.
std::int64_t earliest_fit(const World& world,
                          const RunRecord& record,
                          const std::vector<std::vector<std::uint32_t>>& nodes,
                          const std::vector<std::size_t>& running,
                          std::size_t job) {
    const Fleet& fleet = world.fleets.front();
    const bool is_pool = world.queues.front().placement == Placement::kPool;
    const std::int64_t node_size = is_pool ? fleet.gpus() : fleet.gpus_per_node;
    const std::int64_t gpus = world.jobs[job].gpus;
    std::vector<std::int64_t> ends;
    for (const std::size_t other : running)
        ends.push_back(record.end_us[other]);
    std::sort(ends.begin(), ends.end());
    for (const std::int64_t end : ends) {
        std::vector<std::int64_t> free(is_pool ? 1 : fleet.nodes, node_size);
        for (const std::size_t other : running) {
            if (record.end_us[other] <= end)
                continue;
            const std::int64_t taken = std::min<std::int64_t>(world.jobs[other].gpus, node_size);
            for (const std::uint32_t node : is_pool ? std::vector<std::uint32_t>{0} : nodes[other])
                free[node] -= taken;
        }
        const std::int64_t idle = std::count(free.begin(), free.end(), node_size);
        const bool fits = gpus <= node_size ? *std::max_element(free.begin(), free.end()) >= gpus
                                            : idle * node_size >= gpus;
        if (fits)
            return end;
    }
    return -1;
}

// A job is the head from its submit, or from the start of the last job before it. What runs then,
// less the jobs behind it that started at that very instant (they are the backfill), gives its
// first reservation.
void expect_first_reservations_kept(const World& world) {
    const RunRecord record = simulate(world);
    const auto nodes = nodes_of_jobs(record, world.jobs.size());
    std::int64_t last_start_before = 0;
    for (std::size_t head = 0; head < world.jobs.size(); ++head) {
        const std::int64_t now = std::max(last_start_before, world.jobs[head].submit_us);
        last_start_before = std::max(last_start_before, record.start_us[head]);
        if (record.start_us[head] == now)
            continue;
        std::vector<std::size_t> running;
        for (std::size_t other = 0; other < world.jobs.size(); ++other) {
            const std::int64_t start = record.start_us[other];
            const bool was_there = start < now || (start == now && other < head);
            if (start >= 0 && was_there && record.end_us[other] > now)
                running.push_back(other);
        }
        ASSERT_LE(record.start_us[head], earliest_fit(world, record, nodes, running, head))
            << "job " << head;
    }
}

TEST(Laws, WithExactEstimatesBackfillNeverDelaysTheHeadsFirstReservation) {
    for (std::uint64_t seed = 1; seed <= kWorlds; ++seed) {
        SCOPED_TRACE(seed);
        for (const Placement placement : {Placement::kPool, Placement::kPacked})
            expect_first_reservations_kept(plain_world(seed, Policy::kEasy, placement, 20));
        if (HasFatalFailure())
            break;
    }
}

}  // namespace
}  // namespace headroom::sim
