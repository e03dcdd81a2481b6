#include "sim/core/bit_tree.hpp"

#include <set>
#include <vector>

#include <gtest/gtest.h>

#include "tests/support/random_world.hpp"

namespace headroom::sim {
namespace {

class BitTreeOfSize : public testing::TestWithParam<std::uint32_t> {
protected:
    BitTreeOfSize()
        : words_(BitTree::words_needed(GetParam()) + 1, 0), tree_(words_.data(), GetParam()) {
        words_.back() = kGuard;
    }
    ~BitTreeOfSize() override { EXPECT_EQ(words_.back(), kGuard) << "wrote beyond its words"; }

    std::uint32_t draw_member() {
        return static_cast<std::uint32_t>(dice_.between(0, std::int64_t{GetParam()} - 1));
    }

    void expect_same_as_the_set() {
        ASSERT_EQ(tree_.is_empty(), members_.empty());
        if (!members_.empty()) {
            ASSERT_EQ(tree_.first(), *members_.begin());
            ASSERT_EQ(tree_.last(), *members_.rbegin());
        }
        const std::uint32_t from = draw_member();
        const auto next = members_.lower_bound(from);
        ASSERT_EQ(tree_.next(from), next == members_.end() ? kNowhere : *next) << from;
        ASSERT_EQ(tree_.contains(from), members_.count(from) == 1) << from;
    }

    static constexpr std::uint64_t kGuard = 0x5A5A'5A5A'5A5A'5A5A;
    Dice dice_{1};
    std::vector<std::uint64_t> words_;
    BitTree tree_;
    std::set<std::uint32_t> members_;
};

TEST_P(BitTreeOfSize, AnswersLikeASortedSet) {
    for (int step = 0; step < 20'000; ++step) {
        // Mostly filling, then mostly emptying, so that both ends are reached again and again.
        const bool is_filling = step / 1000 % 2 == 0;
        const std::uint32_t member = draw_member();
        if (dice_.chance(is_filling ? 0.8 : 0.2)) {
            tree_.insert(member);
            members_.insert(member);
        } else if (!members_.empty()) {
            const auto near = members_.lower_bound(member);
            const std::uint32_t gone = near == members_.end() ? *members_.begin() : *near;
            tree_.erase(gone);
            members_.erase(gone);
        }
        expect_same_as_the_set();
    }
}

TEST_P(BitTreeOfSize, ErasingAStrangerChangesNothing) {
    const std::uint32_t member = GetParam() - 1;
    tree_.insert(member);
    if (member > 0)
        tree_.erase(0);
    EXPECT_EQ(tree_.first(), member);
    tree_.erase(member);
    tree_.erase(member);
    EXPECT_TRUE(tree_.is_empty());
    EXPECT_EQ(tree_.next(0), kNowhere);
}

TEST_P(BitTreeOfSize, FindsNothingBeyondItsLastMember) {
    tree_.insert(GetParam() - 1);
    EXPECT_EQ(tree_.next(GetParam() - 1), GetParam() - 1);
    EXPECT_EQ(tree_.next(GetParam()), kNowhere);
    EXPECT_EQ(tree_.next(GetParam() + 64), kNowhere);
}

TEST_P(BitTreeOfSize, WalksAFullSetInOrder) {
    for (std::uint32_t member = 0; member < GetParam(); ++member)
        tree_.insert(member);
    std::uint32_t expected = 0;
    for (std::uint32_t at = tree_.next(0); at != kNowhere; at = tree_.next(at + 1))
        ASSERT_EQ(at, expected++);
    EXPECT_EQ(expected, GetParam());
}

INSTANTIATE_TEST_SUITE_P(AroundTheWordsOfEachLevel,
                         BitTreeOfSize,
                         testing::Values(1, 63, 64, 65, 4095, 4096, 4097, 300'000));

TEST(BitTree, OfNoMembersFindsNothing) {
    EXPECT_EQ(BitTree::words_needed(0), 0u);
    EXPECT_EQ(BitTree(nullptr, 0).next(0), kNowhere);
}

}  // namespace
}  // namespace headroom::sim
