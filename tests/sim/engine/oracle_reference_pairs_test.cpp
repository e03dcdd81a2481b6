// The engine against the oracle on the reference generator at ten further pairs of seed and load,
// from an idle fleet to an overloaded one: rules that hold at one load can fail at another.

#include <gtest/gtest.h>

#include "sim/engine/simulation.hpp"
#include "tests/support/oracle_compare.hpp"
#include "tests/support/reference_world.hpp"

namespace headroom::sim {
namespace {

struct Pair {
    std::int64_t seed;
    double load;
};

class ReferencePairs : public testing::TestWithParam<Pair> {};

TEST_P(ReferencePairs, GiveTheSameRecordJobForJob) {
    const auto trace = tests::make_reference_trace(3000, GetParam().seed, GetParam().load, 64);
    for (const Placement placement : {Placement::kPool, Placement::kPacked}) {
        for (const Policy policy : {Policy::kFcfs, Policy::kEasy}) {
            const World world = reference_world(trace, policy, placement);
            EXPECT_EQ(first_difference(world, simulate(world), run_oracle(world)), "")
                << rule_name(policy, placement) << ", seed " << GetParam().seed;
        }
    }
}

INSTANTIATE_TEST_SUITE_P(Loads,
                         ReferencePairs,
                         testing::Values(Pair{101, 0.60},
                                         Pair{102, 0.65},
                                         Pair{103, 0.70},
                                         Pair{104, 0.75},
                                         Pair{105, 0.80},
                                         Pair{106, 0.90},
                                         Pair{107, 0.95},
                                         Pair{108, 1.00},
                                         Pair{109, 1.05},
                                         Pair{110, 1.10}));

}  // namespace
}  // namespace headroom::sim
