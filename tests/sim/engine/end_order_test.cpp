#include "sim/engine/end_order.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "tests/support/random_world.hpp"

namespace headroom::sim {
namespace {

using Pair = std::pair<std::int64_t, std::uint32_t>;

std::vector<Pair> read_all(const EndOrder& order) {
    std::vector<Pair> entries;
    for (EndOrder::Cursor at(order); !at.is_done(); at.advance())
        entries.emplace_back(at.end_us(), at.who());
    return entries;
}

void expect_same(const EndOrder& order, std::vector<Pair> plain, std::int64_t otherwise) {
    std::vector<Pair> read = read_all(order);
    // Times ascend; jobs that end together may come in any order.
    ASSERT_TRUE(std::is_sorted(read.begin(), read.end(),
                               [](const Pair& a, const Pair& b) { return a.first < b.first; }));
    std::sort(read.begin(), read.end());
    std::sort(plain.begin(), plain.end());
    ASSERT_EQ(read, plain);
    ASSERT_EQ(order.first_end_us(otherwise), plain.empty() ? otherwise : plain.front().first);
}

TEST(EndOrder, WithNothingRunningNamesTheAlternative) {
    const EndOrder order;
    EXPECT_EQ(order.first_end_us(77), 77);
    EXPECT_TRUE(EndOrder::Cursor(order).is_done());
}

TEST(EndOrder, ForgetsTheRightOneOfJobsThatEndTogether) {
    EndOrder order;
    for (std::uint32_t slot = 0; slot < 500; ++slot)
        order.insert({1000, slot});
    std::vector<Pair> left;
    for (std::uint32_t slot = 0; slot < 500; ++slot) {
        if (slot % 7 == 3)
            left.emplace_back(1000, slot);
        else
            order.erase({1000, slot});
    }
    expect_same(order, left, -1);
}

TEST(EndOrder, IsEmptyAgainWhenAllHaveEnded) {
    EndOrder order;
    for (std::uint32_t slot = 0; slot < 1000; ++slot)
        order.insert({slot / 2, slot});
    for (std::uint32_t slot = 0; slot < 1000; ++slot)
        order.erase({slot / 2, slot});
    expect_same(order, {}, 5);
    order.insert({3, 9});
    expect_same(order, {{3, 9}}, 5);
}

struct Case {
    std::int64_t latest_us = 0;
    std::size_t running = 0;  // about as many at once
};

class EndOrderUnder : public testing::TestWithParam<Case> {};

TEST_P(EndOrderUnder, ReadsLikeASortedList) {
    const Case wanted = GetParam();
    Dice dice(5);
    EndOrder order;
    std::vector<Pair> plain;
    for (std::uint32_t step = 0; step < 5000; ++step) {
        if (dice.chance(plain.size() < wanted.running ? 0.7 : 0.3)) {
            const Pair entry{dice.between(0, wanted.latest_us), step};
            order.insert({entry.first, entry.second});
            plain.push_back(entry);
        } else if (!plain.empty()) {
            const auto at = static_cast<std::size_t>(
                dice.between(0, static_cast<std::int64_t>(plain.size()) - 1));
            order.erase({plain[at].first, plain[at].second});
            plain[at] = plain.back();
            plain.pop_back();
        }
        if (step % 50 == 0 || plain.size() < 5) {
            ASSERT_NO_FATAL_FAILURE(expect_same(order, plain, -1)) << step;
        }
    }
}

INSTANTIATE_TEST_SUITE_P(
    FewTimesAndMany,
    EndOrderUnder,
    testing::Values(Case{3, 300}, Case{1'000'000'000, 1000}, Case{50, 64}, Case{10, 3}));

}  // namespace
}  // namespace headroom::sim
