#include "sim/base/philox.hpp"

#include <cmath>
#include <set>
#include <vector>

#include <gtest/gtest.h>

#include "sim/base/entity.hpp"

#if __has_include(<Random123/philox.h>)
#include <Random123/philox.h>
#define HEADROOM_HAS_RANDOM123
#endif

namespace headroom {
namespace {

void expect_words(const PhiloxWords& got, const PhiloxWords& wanted) {
    for (int i = 0; i < 4; ++i) {
        EXPECT_EQ(got.word[i], wanted.word[i]) << i;
    }
}

TEST(Philox, GivesTheKnownAnswers) {
    // Random123's tests/kat_vectors, philox4x32 with 10 rounds.
    expect_words(philox4x32_10({{0, 0, 0, 0}}, 0, 0),
                 {{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}});
    constexpr std::uint32_t kOnes = 0xffffffff;
    expect_words(philox4x32_10({{kOnes, kOnes, kOnes, kOnes}}, kOnes, kOnes),
                 {{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}});
    expect_words(
        philox4x32_10({{0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}}, 0xa4093822, 0x299f31d0),
        {{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}});
}

TEST(Philox, IsKnownToTheCompiler) {
    static_assert(philox4x32_10({{0, 0, 0, 0}}, 0, 0).word[0] == 0x6627e8d5);
    static_assert(uniform_from(0, 0) == 0x1p-53);
    static_assert(uniform_from(0xffffffff, 0xffffffff) == 1 - 0x1p-53);
}

TEST(Philox, EqualsRandom123) {
#ifdef HEADROOM_HAS_RANDOM123
    for (std::uint32_t i = 0; i < 100'000; ++i) {
        const r123::Philox4x32 random123;
        const PhiloxWords c = philox4x32_10({{i, 1, 2, 3}}, i, 7);  // any counter and key
        const auto wanted =
            random123({{c.word[0], c.word[1], c.word[2], c.word[3]}}, {{i * 2654435761u, ~i}});
        const PhiloxWords got = philox4x32_10(c, i * 2654435761u, ~i);
        for (std::size_t word = 0; word < 4; ++word) {
            ASSERT_EQ(got.word[word], wanted[word]) << i;
        }
    }
#else
    GTEST_SKIP() << "the headers of Random123 are not installed (librandom123-dev)";
#endif
}

TEST(Philox, EveryPartOfThePlaceChangesTheDraw) {
    const DrawPlace place{
        .seed = 1, .stream = Stream::kRuntime, .entity = 5, .index = 9, .trial = 2};
    std::vector<DrawPlace> places(7, place);
    places[1].seed = 2;
    places[2].seed += std::uint64_t{1} << 32;
    places[3].stream = Stream::kGpus;
    places[4].entity = 6;
    places[5].index = 10;
    places[6].trial = 3;
    std::set<double> draws;
    for (const DrawPlace& at : places) {
        draws.insert(draw_uniform(at));
    }
    EXPECT_EQ(draws.size(), places.size());
    EXPECT_EQ(draw_uniform(place), draw_uniform(places[0]));
}

TEST(Philox, UniformsFillTheUnitIntervalEvenly) {
    constexpr int kBins = 64;
    constexpr std::uint32_t kDraws = 1'000'000;
    std::vector<double> bins(kBins, 0);
    for (std::uint32_t i = 0; i < kDraws; ++i) {
        const double u = draw_uniform({.seed = 3, .index = i});
        ASSERT_GT(u, 0);
        ASSERT_LT(u, 1);
        ++bins[static_cast<std::size_t>(u * kBins)];
    }
    double chi_square = 0;
    const double expected = static_cast<double>(kDraws) / kBins;
    for (const double count : bins) {
        chi_square += (count - expected) * (count - expected) / expected;
    }
    // 63 degrees of freedom: 99.9 % lie below 103.4, and the draws are fixed.
    EXPECT_LT(chi_square, 103.4);
}

TEST(Entity, HashIsFixedForever) {
    // FNV-1a in 64 bits of "fleet.h100" 00 00 00 00 and so on, folded by xor; from a separate
    // program.
    EXPECT_EQ(entity_of("", 0), 0xd0eb658au);
    EXPECT_EQ(entity_of("fleet.h100", 0), 0xd8edb8d0u);
    EXPECT_EQ(entity_of("fleet.h100", 70'000), 0x6f54d214u);
}

TEST(Entity, IsItsPrefixContinuedByTheIndex) {
    static_assert(entity_at(entity_prefix("fleet.h100"), 70'000) == 0x6f54d214u);
    EXPECT_EQ(entity_at(entity_prefix(""), 0), 0xd0eb658au);
}

TEST(Entity, GrowingOneTableLeavesTheOthersAlone) {
    std::set<std::uint32_t> seen;
    for (const char* table : {"fleet.h100", "fleet.b200", "hall.a", "workload.slurm"}) {
        for (std::uint32_t i = 0; i < 2000; ++i) {
            seen.insert(entity_of(table, i));
        }
    }
    // 8,000 of 2^32 values: 0.007 collisions expected, and the hash is fixed.
    EXPECT_EQ(seen.size(), 8000u);
}

}  // namespace
}  // namespace headroom
