// What holds for every facility: energies that add up, integrals that do not depend on how they are
// sampled, caps that are kept and never hurry a job, and a facility that limits nothing changes
// nothing.

#include <cmath>
#include <numeric>

#include <gtest/gtest.h>

#include "sim/engine/simulation.hpp"
#include "sim/engine/state.hpp"
#include "tests/support/facility_compare.hpp"
#include "tests/support/hand_facility.hpp"
#include "tests/support/oracle_compare.hpp"
#include "tests/support/random_facility.hpp"
#include "tests/support/random_world.hpp"

namespace headroom::sim {
namespace {

double joules(Wide energy_pj) {
    return static_cast<double>(energy_pj) * 1e-12;
}

// Of means over steps, the last one possibly short.
double joules(const std::vector<double>& means_w, std::int64_t step_us, std::int64_t end_us) {
    double sum = 0;
    for (std::size_t step = 0; step < means_w.size(); ++step) {
        const std::int64_t begin_us = static_cast<std::int64_t>(step) * step_us;
        sum += means_w[step] * 1e-6 * static_cast<double>(std::min(step_us, end_us - begin_us));
    }
    return sum;
}

TEST(FacilityLaws, WhatAHallDrawsIsTheSumOfWhatItIsForAtAnyStepOfTheSeries) {
    for (std::uint64_t seed = 1; seed <= 150; ++seed) {
        World world = random_facility_world(seed);
        world.warmup_us = 0;
        for (const std::int64_t parts : {1, 3, 40}) {
            world.series_step_us = std::max<std::int64_t>(1, world.series_step_us / parts);
            const RunRecord record = simulate(world);
            Wide all_pj = 0;
            for (const HallRecord& hall : record.facility.halls) {
                EXPECT_TRUE(hall.facility.energy_pj ==
                            hall.it_pj + hall.loss_pj + hall.cooling_pj + hall.other_pj)
                    << seed;
                const double total_j = joules(hall.facility.energy_pj);
                EXPECT_NEAR(joules(hall.facility_w, world.series_step_us, record.stopped_at_us),
                            total_j, 1e-9 * total_j)
                    << seed;
                const double feed_j = joules(hall.feed.energy_pj);
                EXPECT_NEAR(joules(hall.quarter_hours_w, 900 * kSecond_us, record.stopped_at_us),
                            feed_j, 1e-9 * feed_j)
                    << seed;
                all_pj += hall.facility.energy_pj;
            }
            EXPECT_TRUE(record.facility.run.energy_pj == all_pj) << seed;
        }
    }
}

// Adds up second by second what the halls draw, a second in which something happened by its parts.
class SecondBySecond : public Observer {
public:
    void on_instant(const State& state) override {
        add_until(state.now_us());
        held_w_ = 0;
        for (std::uint32_t hall = 0; hall < state.world().facility.halls.size(); ++hall)
            held_w_ +=
                static_cast<double>(state.facility().load().hall_power_of(hall).facility_uw()) *
                1e-6;
    }
    void add_until(std::int64_t now_us) {
        while (at_us_ < now_us) {
            const std::int64_t next_us =
                std::min(now_us, at_us_ / kSecond_us * kSecond_us + kSecond_us);
            joules_ += held_w_ * 1e-6 * static_cast<double>(next_us - at_us_);
            at_us_ = next_us;
        }
    }
    [[nodiscard]] double energy_j() const { return joules_; }

private:
    std::int64_t at_us_ = 0;
    double held_w_ = 0;
    double joules_ = 0;
};

TEST(FacilityLaws, TheExactIntegralIsThatOfSamplingEachSecond) {
    int long_runs = 0;
    for (std::uint64_t seed = 1; seed <= 100; ++seed) {
        World world = random_facility_world(seed);
        world.warmup_us = 0;
        for (Fleet& fleet : world.fleets)  // an observer sees the first instant, not what is before
            fleet.in_service_us = std::max<std::int64_t>(fleet.in_service_us, 1);
        for (HallFacility& hall : world.facility.halls) {
            hall.other_uw = 0;
            hall.chain.ups = {};
            hall.cooling.reset();
        }
        SecondBySecond sampled;
        SimulateOptions options;
        options.observer = &sampled;
        const RunRecord record = simulate(world, {}, options);
        sampled.add_until(record.stopped_at_us);
        const double total_j = joules(record.facility.run.energy_pj);
        EXPECT_NEAR(sampled.energy_j(), total_j, 1e-6 * total_j) << seed;
        long_runs += record.stopped_at_us > 3600 * kSecond_us ? 1 : 0;
    }
    EXPECT_GT(long_runs, 50);
}

// One capped hall with room for every job when it comes.
World roomy_world(std::uint64_t seed) {
    Dice dice(seed);
    SmallWorld small = nodes_of_8(40, Policy::kEasy, {});
    for (int job = 0; job < 40; ++job)
        small.jobs.push_back(
            {job * 3, static_cast<std::uint32_t>(dice.between(1, 8)), dice.between(1, 200)});
    World world = with_facility(small);
    world.facility.kinds = {{"a", false}, {"b", true}};
    CapLadder other = even_ladder();
    for (std::size_t level = 0; level < other.size(); ++level)
        other.at(level).speed_q20 -= (kReferenceSpeedQ20 - other.at(level).speed_q20) / 2;
    world.facility.ladders.push_back(other);
    for (int job = 0; job < 40; ++job)
        world.load_kind.push_back(static_cast<std::uint8_t>(dice.between(0, 1)));
    world.facility.halls[0].chain.pdu_efficiency = 0.97;
    return world;
}

TEST(FacilityLaws, ATighterCapIsKeptAndNeverEndsAJobEarlier) {
    int slowed = 0;
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
        World world = roomy_world(seed);
        RunRecord before = simulate(world);
        const std::int64_t most_uw = before.facility.halls[0].feed.peak_uw;
        for (int percent = 95; percent >= 60; percent -= 5) {
            world.facility.halls[0].hall.cap.always_uw = most_uw / 100 * percent;
            const RunRecord record = simulate(world);
            const PowerRecord& hall = record.facility.halls[0].feed;
            if (hall.over_cap_us == 0) {
                EXPECT_LE(hall.peak_uw, world.facility.halls[0].hall.cap.always_uw);
            }
            for (std::size_t job = 0; job < world.jobs.size(); ++job) {
                ASSERT_EQ(record.start_us[job], world.jobs[job].submit_us);
                EXPECT_GE(record.end_us[job], before.end_us[job]) << seed << ' ' << job;
                slowed += record.end_us[job] > before.end_us[job] ? 1 : 0;
            }
            before = record;
        }
    }
    EXPECT_GT(slowed, 1000);
}

TEST(FacilityLaws, EnergyPerWorkFollowsTheLadderAtEveryLevel) {
    const CapLadder ladder = even_ladder();
    for (std::size_t level = 0; level < ladder.size(); ++level) {
        World world = with_facility(nodes_of_8(1, Policy::kEasy, {{0, 8, 3600}}));
        world.facility.halls[0].hall.cap.always_uw = kNodeIdle_uw + 8 * ladder.at(level).gpu_uw;
        const RunRecord record = simulate(world);
        const std::int64_t length_us = slow_time_us(3600, static_cast<int>(level));
        EXPECT_EQ(record.end_us[0], length_us) << level;
        EXPECT_TRUE(record.facility.halls[0].it_pj ==
                    Wide{kNodeIdle_uw + 8 * ladder.at(level).gpu_uw} * length_us)
            << level;
    }
}

void loosen(PowerCap& cap, CapPolicy policy) {
    cap.always_uw = kNoLimit / 2;
    cap.policy = policy;
}

// Caps by admission let every queue look again whenever something ends or an hour begins, and EASY
// decides anew whenever it looks: only one queue whose looks all have a cause of their own must not
// change.
bool looks_no_oftener_with_admission(const World& world) {
    return world.queues.size() == 1 && world.queues[0].fleets.size() == world.fleets.size() &&
           world.facility.sites.empty();
}

TEST(FacilityLaws, CapsThatNeverBindChangeNoJob) {
    int with_admission = 0;
    for (std::uint64_t seed = 1; seed <= 400; ++seed) {
        World world = random_facility_world(seed);
        remove_caps(world);
        auto policy = static_cast<CapPolicy>(seed % 2);
        if (looks_no_oftener_with_admission(world) && ++with_admission > 0)
            policy = CapPolicy::kAdmission;
        for (HallFacility& hall : world.facility.halls) {
            loosen(hall.hall.cap, policy);
            loosen(hall.rack.cap, policy);
            if (hall.racks_per_row > 0)
                loosen(hall.row.cap, policy);
        }
        for (SiteFacility& site : world.facility.sites)
            loosen(site.grid.cap, policy);
        const RunRecord with = simulate(world);
        for (const Wide lost : with.facility.slowed_gpu_q20)
            EXPECT_TRUE(lost == 0) << seed;
        world.facility = {};
        const RunRecord without = simulate(world);
        EXPECT_EQ(with.start_us, without.start_us) << seed;
        EXPECT_EQ(with.end_us, without.end_us) << seed;
        EXPECT_EQ(with.state, without.state) << seed;
        EXPECT_EQ(with.reason, without.reason) << seed;
        EXPECT_EQ(with.fleet, without.fleet) << seed;
        EXPECT_EQ(nodes_of_jobs(with, world.jobs.size()), nodes_of_jobs(without, world.jobs.size()))
            << seed;
        EXPECT_EQ(with.failures.lost_us, without.failures.lost_us) << seed;
        EXPECT_TRUE(with.wait_us_by_cause == without.wait_us_by_cause) << seed;
    }
    EXPECT_GT(with_admission, 30);
}

TEST(FacilityLaws, TheSameWorldGivesTheSameRecordTwice) {
    for (std::uint64_t seed = 1; seed <= 100; ++seed) {
        const World world = random_facility_world(seed);
        const RunRecord first = simulate(world);
        const RunRecord second = simulate(world);
        EXPECT_EQ(first.start_us, second.start_us) << seed;
        EXPECT_EQ(first.end_us, second.end_us) << seed;
        EXPECT_EQ(first.reason, second.reason) << seed;
        EXPECT_EQ(first.events, second.events) << seed;
        EXPECT_EQ(first_difference(first.facility, second.facility), "") << seed;
        for (std::size_t hall = 0; hall < first.facility.halls.size(); ++hall) {
            EXPECT_EQ(first.facility.halls[hall].facility_w,
                      second.facility.halls[hall].facility_w);
            EXPECT_EQ(first.facility.halls[hall].water_kg, second.facility.halls[hall].water_kg);
        }
    }
}

}  // namespace
}  // namespace headroom::sim
