// The engine against the oracle of tests/support: two programs written from the same page,
// sim/README.md.

#include <gtest/gtest.h>

#include "sim/engine/simulation.hpp"
#include "tests/support/oracle_compare.hpp"
#include "tests/support/random_world.hpp"

namespace headroom::sim {
namespace {

std::string difference_of(const World& world) {
    return first_difference(world, simulate(world), run_oracle(world));
}

TEST(OracleEquality, RandomWorldsGiveTheSameRecordJobForJob) {
    int worlds_that_differ = 0;
    for (std::uint64_t seed = 1; seed <= 5000 && worlds_that_differ < 5; ++seed) {
        const std::string difference = difference_of(random_world(seed));
        EXPECT_EQ(difference, "") << "random_world(" << seed << ")";
        worlds_that_differ += difference.empty() ? 0 : 1;
    }
}

// Two nodes of 4. A holds 3 GPUs of the first until 10, B holds 2 of the second until 100; the head
// needs a whole node and has the first reserved at 10. C asks for 1 GPU until after 10 and best fit
// would put it on the first node, so it must wait. Then short N takes that place: now best fit is
// the second node, where C is in nobody's way.
World world_where_a_newcomer_moves_the_best_fit(std::uint16_t priority_of_c) {
    World world = single_fleet_world(2, 4, Policy::kEasy, Placement::kPacked);
    world.priority_levels = 2;
    add_job(world, {.work_us = 10, .estimate_us = 10, .gpus = 3});                // A
    add_job(world, {.work_us = 100, .estimate_us = 100, .gpus = 2});              // B
    add_job(world, {.submit_us = 1, .work_us = 5, .estimate_us = 5, .gpus = 4});  // the head
    add_job(world, {.submit_us = 1,
                    .work_us = 50,
                    .estimate_us = 50,
                    .gpus = 1,  // C
                    .priority_level = priority_of_c});
    add_job(world, {.submit_us = 3, .work_us = 6, .estimate_us = 6, .gpus = 1});  // N
    add_job(world, {.submit_us = 4, .work_us = 90, .estimate_us = 90, .gpus = 4});
    order_queues(world);
    return world;
}

TEST(OracleEquality, AJobBehindTheNewcomerThatMovesItsBestFitStartsAtOnce) {
    const World world = world_where_a_newcomer_moves_the_best_fit(1);
    EXPECT_EQ(simulate(world).start_us.at(3), 3);
    EXPECT_EQ(difference_of(world), "");
}

TEST(OracleEquality, AJobBeforeTheNewcomerThatMovesItsBestFitStartsAtTheNextPass) {
    const World world = world_where_a_newcomer_moves_the_best_fit(0);
    EXPECT_EQ(simulate(world).start_us.at(3), 4);
    EXPECT_EQ(difference_of(world), "");
}

// A fleet outside every partition goes into service at 5: nothing happened in the queue, in which C
// would start at 5 if there were a pass (as above).
TEST(OracleEquality, AFleetThatNoQueueUsesCausesNoPass) {
    World world = world_where_a_newcomer_moves_the_best_fit(0);
    world.jobs.pop_back();
    order_queues(world);
    world.fleets.push_back(world.fleets.front());
    world.fleets.back().in_service_us = 5;
    EXPECT_EQ(simulate(world).start_us.at(3), 10);
    EXPECT_EQ(difference_of(world), "");
}

}  // namespace
}  // namespace headroom::sim
