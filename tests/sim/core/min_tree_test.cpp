#include "sim/core/min_tree.hpp"

#include <algorithm>
#include <vector>

#include <gtest/gtest.h>

#include "tests/support/random_world.hpp"

namespace headroom::sim {
namespace {

class MinTreeOfPlaces : public testing::TestWithParam<std::uint32_t> {
protected:
    MinTreeOfPlaces()
        : words_(MinTree::words_needed(GetParam()) + 1, MinTree::kAbsent),
          tree_(words_.data(), GetParam()),
          sizes_(GetParam(), MinTree::kAbsent) {
        words_.back() = kGuard;
    }
    ~MinTreeOfPlaces() override { EXPECT_EQ(words_.back(), kGuard) << "wrote beyond its words"; }

    std::uint32_t draw_place() {
        return static_cast<std::uint32_t>(dice_.between(0, std::int64_t{GetParam()} - 1));
    }

    void set(std::uint32_t place, std::uint32_t size) {
        tree_.set(place, size);
        sizes_[place] = size;
    }

    std::uint32_t scan(std::uint32_t from, std::uint32_t limit) const {
        for (std::uint32_t place = from; place < sizes_.size(); ++place) {
            if (sizes_[place] <= limit)
                return place;
        }
        return kNowhere;
    }

    static constexpr std::uint32_t kGuard = 7;
    Dice dice_{2};
    std::vector<std::uint32_t> words_;
    MinTree tree_;
    std::vector<std::uint32_t> sizes_;
};

TEST_P(MinTreeOfPlaces, FindsWhatAPlainScanFinds) {
    for (int step = 0; step < 5000; ++step) {
        const bool is_filling = step / 500 % 2 == 0;
        const bool leaves = dice_.chance(is_filling ? 0.2 : 0.8);
        set(draw_place(),
            leaves ? MinTree::kAbsent : static_cast<std::uint32_t>(dice_.between(1, 100)));
        const std::uint32_t from = draw_place();
        // Small limits, so that the answer is often far away or nowhere.
        const auto limit = static_cast<std::uint32_t>(dice_.between(0, dice_.chance(0.5) ? 3 : 99));
        ASSERT_EQ(tree_.next_at_most(from, limit), scan(from, limit)) << from << " " << limit;
    }
}

TEST_P(MinTreeOfPlaces, FindsTheLastPlaceFromTheFirst) {
    set(GetParam() - 1, 5);
    EXPECT_EQ(tree_.next_at_most(0, 5), GetParam() - 1);
    EXPECT_EQ(tree_.next_at_most(0, 4), kNowhere);
    EXPECT_EQ(tree_.next_at_most(GetParam(), 5), kNowhere);
    set(GetParam() - 1, MinTree::kAbsent);
    EXPECT_EQ(tree_.next_at_most(0, MinTree::kAbsent - 1), kNowhere);
}

// A node of both trees may promise what no place below it holds: its least size and its least
// estimate are of different jobs.
TEST_P(MinTreeOfPlaces, FindsWhereTwoTreesTogetherHoldAClaim) {
    std::vector<std::uint32_t> words(MinTree::words_needed(GetParam()), MinTree::kAbsent);
    MinTree estimates(words.data(), GetParam());
    std::vector<std::uint32_t> plain(GetParam(), MinTree::kAbsent);
    for (int step = 0; step < 3000; ++step) {
        const std::uint32_t place = draw_place();
        set(place, static_cast<std::uint32_t>(dice_.between(1, 40)));
        plain[place] = static_cast<std::uint32_t>(dice_.between(1, 1000));
        estimates.set(place, plain[place]);
        const auto size = static_cast<std::uint32_t>(dice_.between(1, 12));
        const auto slack = static_cast<std::uint32_t>(dice_.between(0, 60));
        const std::uint32_t from = draw_place();
        std::uint32_t expected = from;
        while (expected < plain.size() && !(sizes_[expected] <= size && plain[expected] <= slack))
            ++expected;
        const auto claim = [&](int level, std::uint32_t at) {
            return tree_.least(level, at) <= size && estimates.least(level, at) <= slack;
        };
        ASSERT_EQ(tree_.next_where(from, claim), expected == plain.size() ? kNowhere : expected);
    }
}

INSTANTIATE_TEST_SUITE_P(AroundTheBlocksOfEachLevel,
                         MinTreeOfPlaces,
                         testing::Values(1, 15, 16, 17, 255, 256, 257, 4096, 4097, 70'000));

TEST(MinTree, OfNoPlacesFindsNothing) {
    EXPECT_EQ(MinTree::words_needed(0), 0u);
    EXPECT_EQ(MinTree(nullptr, 0).next_at_most(0, 8), kNowhere);
}

}  // namespace
}  // namespace headroom::sim
