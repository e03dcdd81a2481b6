// The engine against the oracle where nodes fail: the same attempts, losses, outages and energy.

#include <gtest/gtest.h>

#include "sim/engine/simulation.hpp"
#include "tests/support/oracle_compare.hpp"
#include "tests/support/random_world.hpp"

namespace headroom::sim {
namespace {

TEST(OracleFailures, RandomWorldsWhoseNodesFailGiveTheSameRecordJobForJob) {
    std::size_t failures = 0;
    std::size_t interruptions = 0;
    std::size_t saved = 0;
    int worlds_that_differ = 0;
    for (std::uint64_t seed = 1; seed <= 1500 && worlds_that_differ < 5; ++seed) {
        const World world = random_failing_world(seed);
        const RunRecord record = simulate(world);
        const std::string difference = first_difference(world, record, run_oracle(world));
        EXPECT_EQ(difference, "") << "random_failing_world(" << seed << ")";
        worlds_that_differ += difference.empty() ? 0 : 1;
        failures += record.failures.outages.size();
        interruptions += record.failures.interruptions.size();
        for (const InterruptionRow& row : record.failures.interruptions)
            saved += row.saved_us > 0 ? 1 : 0;
    }
    EXPECT_GT(failures, 20'000u) << "nodes must have failed";
    EXPECT_GT(interruptions, 5'000u);
    EXPECT_GT(saved, 1'000u);
}

}  // namespace
}  // namespace headroom::sim
