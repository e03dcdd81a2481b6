// A warp on the host: 32 lanes in step run the rules on one fleet, as those of a GPU would.
// Whatever one lane writes is in the same words as with one thread, and every lane gets the same
// answers.

#include "sim/core/team.hpp"

#include <array>
#include <vector>

#include <gtest/gtest.h>

#include "sim/core/node_table.hpp"
#include "sim/core/shadow.hpp"
#include "tests/sim/core/plain_nodes.hpp"
#include "tests/support/lane_team.hpp"
#include "tests/support/random_world.hpp"

namespace headroom::sim {
namespace {

constexpr int kLanes = 32;
using Warp = LaneTeam<kLanes>;

struct Memory {
    explicit Memory(Shape shape)
        : table(NodeTable<Solo>::words_needed(shape.placement, shape.nodes, shape.gpus_per_node)),
          shadow(Shadow<Solo>::words_needed(shape.placement, shape.nodes)) {}
    bool operator==(const Memory&) const = default;

    std::vector<std::uint64_t> table;
    std::vector<std::uint64_t> shadow;
};

using Answers = std::vector<std::int64_t>;

// The same random starts, ends and reservations in every lane: the dice are each lane's own.
template <class Team>
class Play {
public:
    Play(Team team, Shape shape, Memory& memory)
        : shape_(shape),
          table_(team, shape.placement, shape.nodes, shape.gpus_per_node, memory.table.data()),
          shadow_(team, shape.placement, shape.nodes, memory.shadow.data()) {
        table_.install();
    }

    Answers run(int steps) {
        for (int step = 0; step < steps; ++step) {
            const std::uint32_t gpus = draw_gpus();
            answer(table_.largest_fit());
            if (table_.fits(gpus))
                start(gpus);
            else if (dice_.chance(0.5))
                reserve(gpus);
            else
                end();
            if (shape_.placement == Placement::kPacked && dice_.chance(0.3))
                fail_or_repair();
            answer(table_.free_gpus());
            answer(table_.whole_nodes());
        }
        return answers_;
    }

private:
    struct Running {
        std::uint32_t gpus = 0;
        Seat seat;
    };

    void answer(std::int64_t value) { answers_.push_back(value); }

    std::uint32_t draw_gpus() {
        const std::uint32_t all = shape_.nodes * shape_.gpus_per_node;
        return static_cast<std::uint32_t>(
            dice_.between(1, dice_.chance(0.6) ? shape_.gpus_per_node : all));
    }

    void start(std::uint32_t gpus) {
        const Seat seat = table_.place(gpus);
        answer(seat.first_node);
        answer(seat.nodes);
        running_.push_back({gpus, seat});
    }

    void end() {
        if (running_.empty())
            return;
        const auto at = dice_.between(0, static_cast<std::int64_t>(running_.size()) - 1);
        const Running ended = running_[static_cast<std::size_t>(at)];
        running_.erase(running_.begin() + at);
        table_.release(ended.seat, ended.gpus);
    }

    void fail_or_repair() {
        const auto node = static_cast<std::uint32_t>(dice_.between(0, shape_.nodes - 1));
        if (table_.is_down(node))
            table_.repair(node);
        else if (table_.free_on(node) == shape_.gpus_per_node)
            table_.fail(node);
        answer(table_.down_gpus());
    }

    void reserve(std::uint32_t head) {
        shadow_.reset(table_, head);
        for (const Running& ending : running_) {
            if (dice_.chance(0.5))
                shadow_.release(table_, ending.seat, ending.gpus);
            answer(shadow_.head_fits());
        }
        const std::uint32_t gpus = draw_gpus();
        if (!table_.fits(gpus))
            return;
        answer(shadow_.head_fits_beside(table_, gpus));
        start(gpus);
        shadow_.placed(table_, running_.back().seat, gpus, dice_.chance(0.5));
        answer(shadow_.head_fits());
    }

    Shape shape_;
    NodeTable<Team> table_;
    Shadow<Team> shadow_;
    Dice dice_{4};
    std::vector<Running> running_;
    Answers answers_;
};

class TeamOnShape : public testing::TestWithParam<Shape> {};

TEST_P(TeamOnShape, OfThirtyTwoLanesLeavesTheSameWordsAndAnswersAsOneThread) {
    constexpr int kSteps = 150;
    Memory alone(GetParam());
    const Answers expected = Play<Solo>(Solo{}, GetParam(), alone).run(kSteps);

    Memory shared(GetParam());
    std::array<Answers, kLanes> answers;
    LaneFibers lanes(kLanes);
    lanes.run([&](int lane) {
        answers[static_cast<std::size_t>(lane)] =
            Play<Warp>({lane, lanes}, GetParam(), shared).run(kSteps);
    });
    EXPECT_EQ(shared, alone);
    for (int lane = 0; lane < kLanes; ++lane)
        EXPECT_EQ(answers[static_cast<std::size_t>(lane)], expected) << "lane " << lane;
}

INSTANTIATE_TEST_SUITE_P(NodesAndPools,
                         TeamOnShape,
                         testing::Values(Shape{Placement::kPacked, 7, 8},
                                         Shape{Placement::kPacked, 70, 3},
                                         Shape{Placement::kPool, 7, 8}),
                         name_of_shape);

TEST(Solo, IsATeamOfOneLane) {
    EXPECT_EQ(Solo::lane(), 0);
    EXPECT_EQ(Solo::first_lane(true), 0);
    EXPECT_EQ(Solo::first_lane(false), Solo::kWidth);
    EXPECT_EQ(Solo::count(true), 1u);
    EXPECT_EQ(Solo::rank(true), 0u);
    EXPECT_EQ(Solo::sum(7), 7u);
    EXPECT_EQ(Solo::least(-7), -7);
}

TEST(LaneTeam, VotesAndSumsOverItsLanes) {
    LaneFibers lanes(kLanes);
    int lanes_run = 0;
    lanes.run([&](int lane) {
        const Warp team(lane, lanes);
        EXPECT_EQ(team.first_lane(lane >= 5 && lane % 2 == 1), 5);
        EXPECT_EQ(team.first_lane(false), kLanes);
        EXPECT_EQ(team.count(lane % 2 == 1), 16u);
        EXPECT_EQ(team.rank(lane % 2 == 1), static_cast<std::uint32_t>(lane / 2));
        EXPECT_EQ(team.sum(static_cast<std::uint64_t>(lane)), 496u);
        EXPECT_EQ(team.least(3 - lane), -28);
        ++lanes_run;
    });
    EXPECT_EQ(lanes_run, kLanes);
}

}  // namespace
}  // namespace headroom::sim
