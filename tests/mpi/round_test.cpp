#include "src/mpi/round.hpp"

#include <algorithm>

#include <gtest/gtest.h>

#include "src/study/montecarlo/trial_records.hpp"
#include "tests/study/montecarlo/made_up_source.hpp"

namespace headroom::mpi {
namespace {

using study::TrialTable;

std::size_t trials_of(const Blocks& piece) {
    std::size_t trials = 0;
    for (const auto& range : piece)
        trials += range.count;
    return trials;
}

std::vector<TrialTable> play(const Blocks& blocks) {
    return *study::MadeUpSource().run(blocks, {});
}

std::string bytes(const TrialTable& table) {
    return study::encode_trials("", table);
}

TEST(CutRound, GivesEachTrialToOnePieceInOrder) {
    for (const int ranks : {1, 2, 7}) {
        for (const std::size_t load : {std::size_t{1}, std::size_t{64}, std::size_t{300}}) {
            const Round round{{{10, 64}, {74, 64}, {138, 5}}, load};
            std::size_t next = 10;
            for (const Blocks& piece : cut_round(round, ranks)) {
                EXPECT_LE(trials_of(piece), std::max<std::size_t>(load, 1));
                for (const auto& range : piece) {
                    EXPECT_EQ(range.first, next);
                    EXPECT_GT(range.count, 0U);
                    next += range.count;
                }
            }
            EXPECT_EQ(next, 143U);
        }
    }
}

TEST(CutRound, EndsInSmallPiecesSoThatNoRankIsWaitedForLong) {
    const Round round{{{0, 64}, {64, 64}, {128, 64}, {192, 64}, {256, 64}, {320, 64}}, 64};
    const auto pieces = cut_round(round, 3);
    EXPECT_EQ(trials_of(pieces.front()), 64U);
    EXPECT_LE(trials_of(pieces.back()), 4U);
    EXPECT_LT(pieces.size(), 60U);
}

TEST(CutRound, CutsWhereABlockEnds) {
    const auto pieces = cut_round({{{0, 4}, {4, 4}}, 6}, 1);
    for (const Blocks& piece : pieces)
        for (const auto& range : piece)
            EXPECT_EQ(range.first / 4, (range.first + range.count - 1) / 4);
}

TEST(JoinPieces, MakesTheSameBlocksHoweverTheyWereCut) {
    const Blocks blocks{{0, 64}, {64, 64}, {128, 7}};
    const auto whole = play(blocks);
    for (const int ranks : {1, 3}) {
        std::vector<TrialTable> tables;
        for (const Blocks& piece : cut_round({blocks, 64}, ranks))
            for (TrialTable& table : play(piece))
                tables.push_back(std::move(table));
        std::reverse(tables.begin(), tables.end());
        const auto joined = join_pieces(blocks, std::move(tables));
        ASSERT_EQ(joined.size(), whole.size());
        for (std::size_t i = 0; i < whole.size(); ++i)
            EXPECT_EQ(bytes(joined[i]), bytes(whole[i]));
    }
}

TEST(JoinPieces, EndBeforeTheFirstTrialThatIsMissing) {
    const Blocks blocks{{0, 64}, {64, 64}, {128, 64}};
    const auto joined = join_pieces(blocks, play({{0, 64}, {64, 10}, {80, 48}, {128, 64}}));
    ASSERT_EQ(joined.size(), 2U);
    EXPECT_EQ(joined[0].trials, 64U);
    EXPECT_EQ(joined[1].trials, 10U);
    const auto none = join_pieces(blocks, {});
    ASSERT_EQ(none.size(), 1U);
    EXPECT_EQ(none[0].trials, 0U);
}

TEST(Round, ComesAcrossAsItWas) {
    const Round round = decode_round(encode_round({{{7, 64}, {4'000'000'000U, 3}}, 128}));
    EXPECT_EQ(round.load, 128U);
    ASSERT_EQ(round.blocks.size(), 2U);
    EXPECT_EQ(round.blocks[1].first, 4'000'000'000U);
    EXPECT_EQ(round.blocks[1].count, 3U);
}

}  // namespace
}  // namespace headroom::mpi
