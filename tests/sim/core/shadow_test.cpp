#include "sim/core/shadow.hpp"

#include <vector>

#include <gtest/gtest.h>

#include "tests/sim/core/plain_nodes.hpp"
#include "tests/support/random_world.hpp"

namespace headroom::sim {
namespace {

// A fleet, its shadow, and both a second time as plain lists.
class ShadowedFleet {
public:
    ShadowedFleet(Placement placement, std::uint32_t nodes, std::uint32_t gpus_per_node)
        : owned_(placement, nodes, gpus_per_node),
          now_(PlainNodes::idle(placement, nodes, gpus_per_node)),
          words_(Shadow<Solo>::words_needed(placement, nodes), 0),
          shadow_(Solo{}, placement, nodes, words_.data()) {}

    [[nodiscard]] bool fits(std::uint32_t gpus) const { return now_.fits(gpus); }
    [[nodiscard]] bool is_idle() const { return running_.empty(); }
    [[nodiscard]] std::size_t running() const { return running_.size(); }

    void start(std::uint32_t gpus) {
        const auto nodes = now_.nodes_for(gpus);
        now_.take(nodes, gpus);
        running_.push_back({gpus, owned_.table.place(gpus), nodes});
    }

    void end(std::size_t which) {
        const PlacedJob ended = running_[which];
        running_.erase(running_.begin() + static_cast<std::ptrdiff_t>(which));
        owned_.table.release(ended.seat, ended.gpus);
        now_.give_back(ended.nodes, ended.gpus);
    }

    void reserve(std::uint32_t head_gpus) {
        head_gpus_ = head_gpus;
        shadow_.reset(owned_.table, head_gpus);
        at_s_ = now_;
    }

    void release_at_s(std::size_t which) {
        const PlacedJob& ending = running_[which];
        shadow_.release(owned_.table, ending.seat, ending.gpus);
        at_s_.give_back(ending.nodes, ending.gpus);
    }

    // A job that fits now starts; it ends by S or keeps its GPUs.
    void backfill(std::uint32_t gpus, bool ends_by_s) {
        const auto nodes = now_.nodes_for(gpus);
        if (!ends_by_s)
            at_s_.take(nodes, gpus);
        start(gpus);
        shadow_.placed(owned_.table, running_.back().seat, gpus, ends_by_s);
    }

    void expect_same_answers(std::uint32_t gpus) const {
        ASSERT_EQ(shadow_.head_fits(), at_s_.fits(head_gpus_)) << "head of " << head_gpus_;
        if (!fits(gpus))
            return;
        PlainNodes beside = at_s_;
        beside.take(now_.nodes_for(gpus), gpus);
        ASSERT_EQ(shadow_.head_fits_beside(owned_.table, gpus), beside.fits(head_gpus_))
            << "head of " << head_gpus_ << " beside " << gpus;
        expect_tight_bound(gpus);
    }

    // largest_beside() refuses no job that could stay, and one of its size can.
    void expect_tight_bound(std::uint32_t gpus) const {
        const auto largest_fit = static_cast<std::uint32_t>(owned_.table.largest_fit());
        const std::uint32_t bound = shadow_.largest_beside(owned_.table, largest_fit);
        ASSERT_LE(bound, largest_fit);
        ASSERT_TRUE(gpus <= bound || !shadow_.head_fits_beside(owned_.table, gpus));
        ASSERT_TRUE(bound == 0 || shadow_.head_fits_beside(owned_.table, bound)) << bound;
    }

private:
    OwnedTable<Solo> owned_;
    PlainNodes now_;
    std::vector<std::uint64_t> words_;
    Shadow<Solo> shadow_;
    PlainNodes at_s_;
    std::vector<PlacedJob> running_;
    std::uint32_t head_gpus_ = 0;
};

TEST(Shadow, AHeadOfTwoNodesFitsWhenBothAreWhollyFree) {
    ShadowedFleet fleet(Placement::kPacked, 2, 8);
    fleet.start(4);  // node 0
    fleet.start(6);  // node 1
    fleet.reserve(16);
    fleet.expect_same_answers(2);
    fleet.release_at_s(0);
    fleet.expect_same_answers(2);
    fleet.release_at_s(1);
    fleet.expect_same_answers(2);  // beside 2 on node 1 the head no longer fits
}

TEST(Shadow, ABackfilledJobThatStaysCountsAndOneThatEndsDoesNot) {
    ShadowedFleet fleet(Placement::kPacked, 3, 8);
    fleet.start(8);
    fleet.start(8);
    fleet.reserve(16);
    fleet.release_at_s(0);
    fleet.expect_same_answers(1);
    fleet.backfill(3, true);  // ends by S on node 2
    fleet.expect_same_answers(1);
    fleet.release_at_s(1);
    fleet.backfill(2, false);  // stays on node 2: nodes 0 and 1 are left
    fleet.expect_same_answers(1);
    fleet.backfill(3, false);
    fleet.expect_same_answers(1);
}

class ShadowOfShape : public testing::TestWithParam<Shape> {};

class ShadowPlay {
public:
    ShadowPlay(Shape shape, std::uint64_t seed)
        : shape_(shape),
          fleet_(shape.placement, shape.nodes, shape.gpus_per_node),
          dice_(seed),
          all_(shape.nodes * shape.gpus_per_node) {}

    void fill() {
        for (int step = 0; step < 30; ++step) {
            const std::uint32_t gpus = draw_gpus();
            if (fleet_.fits(gpus))
                fleet_.start(gpus);
            else if (!fleet_.is_idle() && dice_.chance(0.3))
                fleet_.end(draw_running());
        }
    }

    // Reserves for a head that does not fit now, releases some running jobs in random order, then
    // backfills.
    void reserve_and_backfill() {
        std::uint32_t head = draw_gpus();
        while (fleet_.fits(head) && head < all_)
            ++head;
        if (fleet_.fits(head))
            return;
        fleet_.reserve(head);
        std::vector<std::size_t> order(fleet_.running());
        for (std::size_t i = 0; i < order.size(); ++i)
            order[i] = i;
        for (std::size_t i = order.size(); i > 1; --i)
            std::swap(order[i - 1], order[static_cast<std::size_t>(
                                        dice_.between(0, static_cast<std::int64_t>(i) - 1))]);
        order.resize(
            static_cast<std::size_t>(dice_.between(0, static_cast<std::int64_t>(order.size()))));
        for (const std::size_t which : order) {
            fleet_.release_at_s(which);
            ASSERT_NO_FATAL_FAILURE(fleet_.expect_same_answers(draw_gpus()));
        }
        for (int tries = 0; tries < 10; ++tries) {
            const std::uint32_t gpus = draw_gpus();
            ASSERT_NO_FATAL_FAILURE(fleet_.expect_same_answers(gpus));
            if (fleet_.fits(gpus))
                fleet_.backfill(gpus, dice_.chance(0.5));
            ASSERT_NO_FATAL_FAILURE(fleet_.expect_same_answers(gpus));
        }
    }

private:
    std::uint32_t draw_gpus() {
        const std::int64_t most = dice_.chance(0.6) ? shape_.gpus_per_node : all_;
        return static_cast<std::uint32_t>(dice_.between(1, most));
    }
    std::size_t draw_running() {
        return static_cast<std::size_t>(
            dice_.between(0, static_cast<std::int64_t>(fleet_.running()) - 1));
    }

    Shape shape_;
    ShadowedFleet fleet_;
    Dice dice_;
    std::uint32_t all_;
};

TEST_P(ShadowOfShape, AnswersLikeACopyOfTheNodes) {
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
        ShadowPlay play(GetParam(), seed);
        for (int round = 0; round < 20; ++round) {  // later rounds meet what earlier ones wrote
            play.fill();
            ASSERT_NO_FATAL_FAILURE(play.reserve_and_backfill()) << seed << " " << round;
        }
    }
}

INSTANTIATE_TEST_SUITE_P(NodesAndPools,
                         ShadowOfShape,
                         testing::Values(Shape{Placement::kPacked, 1, 8},
                                         Shape{Placement::kPacked, 5, 8},
                                         Shape{Placement::kPacked, 20, 4},
                                         Shape{Placement::kPacked, 9, 7},
                                         Shape{Placement::kPacked, 12, 1},
                                         Shape{Placement::kPacked, 3, 72},
                                         Shape{Placement::kPool, 5, 8}),
                         name_of_shape);

}  // namespace
}  // namespace headroom::sim
