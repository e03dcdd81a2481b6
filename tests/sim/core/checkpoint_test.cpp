#include "sim/core/checkpoint.hpp"

#include <gtest/gtest.h>

namespace headroom::sim {
namespace {

void expect(const InterruptedAttempt& attempt, std::int64_t saved_us, std::int64_t lost_us) {
    EXPECT_EQ(attempt.saved_us, saved_us);
    EXPECT_EQ(attempt.lost_us, lost_us);
}

TEST(Checkpoint, WithoutOneAllIsLost) {
    expect(interrupt({}, 1000, false), 0, 1000);
    expect(interrupt({.restart_us = 300}, 1000, true), 0, 1000);
}

TEST(Checkpoint, KeepsWholeIntervalsOfProgress) {
    expect(interrupt({.every_us = 100}, 99, false), 0, 99);
    expect(interrupt({.every_us = 100}, 100, false), 100, 0);
    expect(interrupt({.every_us = 100}, 399, false), 300, 99);
}

TEST(Checkpoint, ARestartMakesNoProgressUntilItsOverheadIsOver) {
    constexpr Checkpointing kRule{.every_us = 100, .restart_us = 50};
    expect(interrupt(kRule, 149, true), 0, 149);
    expect(interrupt(kRule, 150, true), 100, 50);
    expect(interrupt(kRule, 150, false), 100, 50);
    expect(interrupt(kRule, 30, true), 0, 30);  // cut short before it got anywhere
}

}  // namespace
}  // namespace headroom::sim
