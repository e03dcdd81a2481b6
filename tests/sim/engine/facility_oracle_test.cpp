// The engine's facility against the oracle: levels, speeds, waits for power and every energy.

#include <gtest/gtest.h>

#include "sim/engine/simulation.hpp"
#include "tests/support/facility_compare.hpp"
#include "tests/support/oracle_compare.hpp"
#include "tests/support/random_facility.hpp"

namespace headroom::sim {
namespace {

// What must have happened in the worlds for the comparison to mean something.
struct Coverage {
    int slowed = 0;
    int waited_for_power = 0;
    int held_for_carbon = 0;
    int above_cap = 0;
    int above_limit = 0;
    int interrupted = 0;
    int killed = 0;
    int with_water = 0;

    void count(const RunRecord& record) {
        const auto waits = [&](WaitCause cause) {
            return record.wait_us_by_cause.at(static_cast<std::size_t>(cause)) > 0 ? 1 : 0;
        };
        waited_for_power += waits(WaitCause::kPower);
        held_for_carbon += waits(WaitCause::kCarbon);
        interrupted += record.failures.interruptions.empty() ? 0 : 1;
        for (const Wide lost : record.facility.slowed_gpu_q20)
            slowed += lost > 0 ? 1 : 0;
        for (const HallRecord& hall : record.facility.halls) {
            above_cap += hall.feed.over_cap_us > 0 ? 1 : 0;
            above_limit += hall.feed.over_limit_us > 0 ? 1 : 0;
            with_water += hall.water_kg > 0 ? 1 : 0;
        }
        for (const JobState state : record.state)
            killed += state == JobState::kKilled ? 1 : 0;
    }
};

TEST(FacilityOracle, RandomFacilitiesGiveTheSameRecordJobForJobAndPicojouleForPicojoule) {
    Coverage coverage;
    int worlds_that_differ = 0;
    for (std::uint64_t seed = 1; seed <= 1200 && worlds_that_differ < 5; ++seed) {
        const World world = random_facility_world(seed);
        const RunRecord record = simulate(world);
        const OracleRun oracle = run_oracle(world);
        std::string difference = first_difference(world, record, oracle);
        if (difference.empty())
            difference = first_difference(record.facility, oracle.record.facility);
        EXPECT_EQ(difference, "") << "random_facility_world(" << seed << ")";
        worlds_that_differ += difference.empty() ? 0 : 1;
        coverage.count(record);
    }
    EXPECT_GT(coverage.slowed, 500);
    EXPECT_GT(coverage.waited_for_power, 80);
    EXPECT_GT(coverage.held_for_carbon, 200);
    EXPECT_GT(coverage.above_cap, 200);
    EXPECT_GT(coverage.above_limit, 200);
    EXPECT_GT(coverage.interrupted, 200);
    EXPECT_GT(coverage.killed, 200);
    EXPECT_GT(coverage.with_water, 200);
}

}  // namespace
}  // namespace headroom::sim
