#include "sim/engine/completion_heap.hpp"

#include <set>
#include <tuple>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/random_world.hpp"

namespace headroom::sim {
namespace {

using testing::ElementsAre;

std::vector<std::uint32_t> slots_in_order(CompletionHeap& heap) {
    std::vector<std::uint32_t> slots;
    for (; !heap.is_empty(); heap.pop())
        slots.push_back(heap.first_slot());
    return slots;
}

TEST(CompletionHeap, GivesTheEarliestFirst) {
    CompletionHeap heap;
    heap.push({.time_us = 30, .slot = 3, .sequence = 0});
    heap.push({.time_us = 10, .slot = 1, .sequence = 1});
    heap.push({.time_us = 20, .slot = 2, .sequence = 2});
    EXPECT_THAT(slots_in_order(heap), ElementsAre(1, 2, 3));
}

TEST(CompletionHeap, GivesEqualTimesInTheOrderOfTheirStart) {
    CompletionHeap heap;
    for (const std::uint32_t sequence : {7u, 2u, 9u, 0u, 5u, 1u})
        heap.push({.time_us = 10, .slot = 100 - sequence, .sequence = sequence});
    EXPECT_THAT(slots_in_order(heap), ElementsAre(100, 99, 98, 95, 93, 91));
}

TEST(CompletionHeap, PopsLikeASortedSet) {
    Dice dice(6);
    CompletionHeap heap;
    std::set<std::tuple<std::int64_t, std::uint32_t, std::uint32_t>> plain;
    for (std::uint32_t step = 0; step < 50'000; ++step) {
        if (dice.chance(step / 5000 % 2 == 0 ? 0.7 : 0.3)) {
            const Completion next{
                .time_us = dice.between(0, 200), .slot = step * 3, .sequence = step};
            heap.push(next);
            plain.insert({next.time_us, next.sequence, next.slot});
        } else if (!plain.empty()) {
            heap.pop();
            plain.erase(plain.begin());
        }
        ASSERT_EQ(heap.is_empty(), plain.empty());
        if (!plain.empty()) {
            const auto& [time_us, sequence, slot] = *plain.begin();
            ASSERT_EQ(heap.first_time_us(), time_us);
            ASSERT_EQ(heap.first_slot(), slot);
        }
    }
}

}  // namespace
}  // namespace headroom::sim
