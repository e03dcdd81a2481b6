#include "sim/core/node_table.hpp"

#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/sim/core/plain_nodes.hpp"
#include "tests/support/random_world.hpp"

namespace headroom::sim {
namespace {

using testing::ElementsAre;
using Table = NodeTable<Solo>;

std::vector<std::uint32_t> place(Table& table, std::uint32_t gpus) {
    return nodes_of(table, table.place(gpus));
}

TEST(NodeTable, TakesTheFullestNodeThatSufficesThenTheLowestIndex) {
    OwnedTable<Solo> owned(Placement::kPacked, 4, 8);
    Table& table = owned.table;
    const Seat first = table.place(8);
    const Seat second = table.place(8);
    EXPECT_THAT(place(table, 5), ElementsAre(2));
    table.release(first, 8);
    table.release(second, 8);                      // free: 8 8 3 8
    EXPECT_THAT(place(table, 3), ElementsAre(2));  // exactly filled
    EXPECT_THAT(place(table, 3), ElementsAre(0));  // all whole: the lowest index
    EXPECT_THAT(place(table, 6), ElementsAre(1));  // free: 5 8 0 8
    EXPECT_THAT(place(table, 2), ElementsAre(1));  // 2 free is a better fit than 5
    EXPECT_THAT(place(table, 6), ElementsAre(3));  // 5 do not suffice
}

TEST(NodeTable, AJobLargerThanANodeTakesTheLowestWhollyFreeNodesAndHoldsTheRest) {
    OwnedTable<Solo> owned(Placement::kPacked, 5, 8);
    Table& table = owned.table;
    EXPECT_THAT(place(table, 8), ElementsAre(0));
    const Seat part = table.place(1);
    EXPECT_THAT(place(table, 17), ElementsAre(2, 3, 4));
    EXPECT_EQ(table.held_by(17), 7u);
    EXPECT_EQ(table.free_gpus(), 7);  // of node 1; what is held is not free
    EXPECT_EQ(table.whole_nodes(), 0u);
    EXPECT_FALSE(table.fits(8));
    EXPECT_TRUE(table.fits(7));
    table.release(part, 1);
    EXPECT_TRUE(table.fits(8));
    EXPECT_FALSE(table.fits(9));
}

TEST(NodeTable, AChainSkipsNodesInUseAndGivesAllBack) {
    OwnedTable<Solo> owned(Placement::kPacked, 5, 4);
    Table& table = owned.table;
    const Seat a = table.place(4);
    const Seat b = table.place(4);
    const Seat c = table.place(4);
    table.release(a, 4);
    table.release(c, 4);
    const Seat gang = table.place(10);
    EXPECT_THAT(nodes_of(table, gang), ElementsAre(0, 2, 3));
    table.release(b, 4);
    table.release(gang, 10);
    EXPECT_EQ(table.whole_nodes(), 5u);
    EXPECT_EQ(table.free_gpus(), 20);
    EXPECT_EQ(table.largest_fit(), 20);
}

TEST(NodeTable, HoldsNothingBeforeItIsInstalled) {
    std::vector<std::uint64_t> words(Table::words_needed(Placement::kPacked, 3, 8), 0);
    Table table(Solo{}, Placement::kPacked, 3, 8, words.data());
    EXPECT_EQ(table.installed_gpus(), 0);
    EXPECT_EQ(table.largest_fit(), 0);
    EXPECT_FALSE(table.can_hold(1));
    table.install();
    EXPECT_EQ(table.installed_gpus(), 24);
    EXPECT_TRUE(table.can_hold(24));
    EXPECT_FALSE(table.can_hold(25));
}

TEST(NodeTable, APoolCountsGpusOnly) {
    Table pool(Solo{}, Placement::kPool, 3, 8, nullptr);
    EXPECT_EQ(Table::words_needed(Placement::kPool, 3, 8), 0u);
    EXPECT_FALSE(pool.can_hold(1));
    pool.install();
    const Seat seat = pool.place(13);
    EXPECT_EQ(seat.nodes, 0u);
    EXPECT_EQ(pool.largest_fit(), 11);
    EXPECT_EQ(pool.held_by(13), 0u);
    EXPECT_TRUE(pool.fits(11));
    EXPECT_FALSE(pool.fits(12));
    pool.release(seat, 13);
    EXPECT_TRUE(pool.fits(24));
    EXPECT_TRUE(pool.can_hold(24));
    EXPECT_FALSE(pool.can_hold(25));
}

TEST(NodeTable, ARackOf72GpusIsOneNode) {
    OwnedTable<Solo> owned(Placement::kPacked, 2, 72);
    EXPECT_THAT(place(owned.table, 65), ElementsAre(0));
    EXPECT_THAT(place(owned.table, 64), ElementsAre(1));
    EXPECT_THAT(place(owned.table, 8), ElementsAre(1));
    EXPECT_EQ(owned.table.largest_fit(), 7);
}

TEST(NodeTable, ANodeOfOneGpuIsFullOrWhole) {
    OwnedTable<Solo> owned(Placement::kPacked, 70, 1);
    EXPECT_THAT(place(owned.table, 1), ElementsAre(0));
    const Seat gang = owned.table.place(69);
    EXPECT_EQ(gang.nodes, 69u);
    EXPECT_EQ(owned.table.held_by(69), 0u);
    EXPECT_EQ(owned.table.largest_fit(), 0);
}

TEST(NodeTable, ANodeThatIsDownIsInstalledAndNeitherFreeNorWhole) {
    OwnedTable<Solo> owned(Placement::kPacked, 3, 8);
    Table& table = owned.table;
    table.fail(0);
    EXPECT_TRUE(table.is_down(0));
    EXPECT_FALSE(table.is_down(1));
    EXPECT_EQ(table.down_gpus(), 8);
    EXPECT_EQ(table.free_gpus(), 16);
    EXPECT_EQ(table.whole_nodes(), 2u);
    EXPECT_EQ(table.installed_gpus(), 24);
    EXPECT_TRUE(table.can_hold(24));
    EXPECT_FALSE(table.fits(17));
    const Seat seat = table.place(16);
    EXPECT_THAT(nodes_of(table, seat), ElementsAre(1, 2));
    EXPECT_EQ(table.largest_fit(), 0);
    table.repair(0);
    EXPECT_FALSE(table.is_down(0));
    EXPECT_EQ(table.down_gpus(), 0);
    EXPECT_THAT(place(table, 3), ElementsAre(0));
    table.release(seat, 16);
    EXPECT_EQ(table.free_gpus(), 21);
}

class NodeTableOfShape : public testing::TestWithParam<Shape> {};

void expect_same(const Table& table, const PlainNodes& plain) {
    ASSERT_EQ(table.free_gpus(), plain.free_gpus());
    if (table.is_pool())
        return;
    ASSERT_EQ(table.whole_nodes(), plain.whole_nodes());
    for (std::uint32_t node = 0; node < plain.free.size(); ++node)
        ASSERT_EQ(table.free_on(node), plain.free[node]) << "node " << node;
}

TEST_P(NodeTableOfShape, PlacesLikeAPlainScan) {
    const auto [placement, nodes, gpus_per_node] = GetParam();
    OwnedTable<Solo> owned(placement, nodes, gpus_per_node);
    Table& table = owned.table;
    PlainNodes plain = PlainNodes::idle(placement, nodes, gpus_per_node);
    std::vector<PlacedJob> running;
    Dice dice(3);
    const std::int64_t all = std::int64_t{nodes} * gpus_per_node;
    for (int step = 0; step < 3000; ++step) {
        const std::int64_t most =
            dice.chance(0.7) ? std::int64_t{gpus_per_node} : std::min(all + 1, all / 3 + 2);
        const auto gpus = static_cast<std::uint32_t>(dice.between(1, most));
        const auto expected = plain.nodes_for(gpus);
        ASSERT_EQ(table.fits(gpus), !expected.empty()) << gpus;
        if (!expected.empty() && dice.chance(step / 300 % 2 == 0 ? 0.8 : 0.3)) {
            const Seat seat = table.place(gpus);
            if (!table.is_pool()) {
                ASSERT_EQ(nodes_of(table, seat), expected);
            }
            plain.take(expected, gpus);
            running.push_back({gpus, seat, expected});
        } else if (!running.empty()) {
            const auto at = dice.between(0, static_cast<std::int64_t>(running.size()) - 1);
            const PlacedJob ended = running[static_cast<std::size_t>(at)];
            running.erase(running.begin() + at);
            table.release(ended.seat, ended.gpus);
            plain.give_back(ended.nodes, ended.gpus);
        }
        ASSERT_NO_FATAL_FAILURE(expect_same(table, plain));
    }
}

// Of a plain scan a node that is down has no free GPUs.
TEST_P(NodeTableOfShape, PlacesAroundNodesThatAreDownLikeAPlainScan) {
    const auto [placement, nodes, gpus_per_node] = GetParam();
    if (placement == Placement::kPool)
        GTEST_SKIP() << "a pool has no nodes";
    OwnedTable<Solo> owned(placement, nodes, gpus_per_node);
    Table& table = owned.table;
    PlainNodes plain = PlainNodes::idle(placement, nodes, gpus_per_node);
    std::vector<bool> is_down(nodes, false);
    std::vector<PlacedJob> running;
    Dice dice(5);
    std::int64_t down = 0;
    for (int step = 0; step < 3000; ++step) {
        const auto node = static_cast<std::uint32_t>(dice.between(0, nodes - 1));
        const auto gpus = static_cast<std::uint32_t>(dice.between(1, 2 * gpus_per_node));
        if (is_down[node] && dice.chance(0.5)) {
            table.repair(node);
            is_down[node] = false;
            plain.free[node] = gpus_per_node;
            --down;
        } else if (plain.free[node] == gpus_per_node && dice.chance(0.3)) {
            table.fail(node);
            is_down[node] = true;
            plain.free[node] = 0;
            ++down;
        } else if (const auto expected = plain.nodes_for(gpus); !expected.empty()) {
            const Seat seat = table.place(gpus);
            ASSERT_EQ(nodes_of(table, seat), expected);
            plain.take(expected, gpus);
            running.push_back({gpus, seat, expected});
        } else if (!running.empty()) {
            table.release(running.back().seat, running.back().gpus);
            plain.give_back(running.back().nodes, running.back().gpus);
            running.pop_back();
        }
        ASSERT_NO_FATAL_FAILURE(expect_same(table, plain));
        ASSERT_EQ(table.down_gpus(), down * gpus_per_node);
        for (std::uint32_t each = 0; each < nodes; ++each)
            ASSERT_EQ(table.is_down(each), is_down[each]) << "node " << each;
    }
}

INSTANTIATE_TEST_SUITE_P(NodesAndPools,
                         NodeTableOfShape,
                         testing::Values(Shape{Placement::kPacked, 1, 8},
                                         Shape{Placement::kPacked, 6, 8},
                                         Shape{Placement::kPacked, 65, 8},
                                         Shape{Placement::kPacked, 9, 7},
                                         Shape{Placement::kPacked, 130, 1},
                                         Shape{Placement::kPacked, 5, 72},
                                         Shape{Placement::kPacked, 4, 63},
                                         Shape{Placement::kPacked, 3, 64},
                                         Shape{Placement::kPool, 6, 8},
                                         Shape{Placement::kPool, 65, 3}),
                         name_of_shape);

}  // namespace
}  // namespace headroom::sim
