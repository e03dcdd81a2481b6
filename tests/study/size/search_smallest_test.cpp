#include "src/study/size/search_smallest.hpp"

#include <random>
#include <set>

#include <gtest/gtest.h>

namespace headroom::study {
namespace {

Smallest search(const std::vector<bool>& truth, std::size_t most_probes = 1000) {
    return find_smallest({static_cast<std::int64_t>(truth.size()), false, most_probes},
                         [&](const auto& places) {
                             std::vector<bool> holds;
                             for (const std::int64_t place : places)
                                 holds.push_back(truth.at(static_cast<std::size_t>(place)));
                             return std::optional(holds);
                         });
}

std::optional<std::int64_t> first_true(const std::vector<bool>& truth) {
    const auto found = std::find(truth.begin(), truth.end(), true);
    return found == truth.end() ? std::nullopt : std::optional<std::int64_t>(found - truth.begin());
}

TEST(SearchSmallest, FindsEveryThresholdOfEveryGrid) {
    for (std::size_t count = 1; count <= 200; ++count) {
        for (std::size_t threshold = 0; threshold <= count; ++threshold) {
            std::vector<bool> truth(count, false);
            std::fill(truth.begin() + static_cast<std::ptrdiff_t>(threshold), truth.end(), true);
            const Smallest found = search(truth);
            ASSERT_EQ(found.place, first_true(truth)) << threshold << " of " << count;
            EXPECT_TRUE(found.is_monotone);
            EXPECT_FALSE(found.is_cut);
            EXPECT_LE(found.tried.size(), 24U);
        }
    }
}

TEST(SearchSmallest, TriesTheNeighboursOfItsAnswer) {
    std::vector<bool> truth(200, false);
    std::fill(truth.begin() + 111, truth.end(), true);
    const Smallest found = search(truth);
    EXPECT_EQ(found.place, 111);
    EXPECT_EQ(found.tried.at(110), false);
    EXPECT_EQ(found.tried.at(112), true);
}

TEST(SearchSmallest, IsRightWhereverItSeesThatTheAnswersAreNotMonotone) {
    std::mt19937 random(20261121);
    std::size_t seen = 0;
    for (int round = 0; round < 4000; ++round) {
        const std::size_t count = 17 + random() % 184;
        const std::size_t middle = random() % count;
        std::vector<bool> truth;
        for (std::size_t place = 0; place < count; ++place) {
            const std::size_t distance = place > middle ? place - middle : middle - place;
            const bool is_flipped = random() % (4 + distance) == 0;
            truth.push_back((place >= middle) != is_flipped);
        }
        const Smallest found = search(truth);
        bool has_holding = false;
        bool is_monotone = true;
        for (const auto& [place, holds] : found.tried) {
            ASSERT_EQ(holds, truth[static_cast<std::size_t>(place)]);
            is_monotone = is_monotone && (holds || !has_holding);
            has_holding = has_holding || holds;
        }
        ASSERT_EQ(found.is_monotone, is_monotone);
        seen += is_monotone ? 0 : 1;
        if (!is_monotone) {
            ASSERT_EQ(found.place, first_true(truth)) << "round " << round;
        }
    }
    EXPECT_GT(seen, 2000U);
}

TEST(SearchSmallest, TriesAllOfAFewAndAllWhereAsked) {
    const std::vector<bool> few{false, true, false, false, true, true};
    EXPECT_EQ(search(few).tried.size(), few.size());
    EXPECT_FALSE(search(few).is_monotone);
    const Smallest all = find_smallest({90, true, 1000}, [](const auto& places) {
        return std::optional(std::vector<bool>(places.size(), false));
    });
    EXPECT_EQ(all.tried.size(), 90U);
    EXPECT_EQ(all.place, std::nullopt);
}

TEST(SearchSmallest, SaysThatTheLimitOfProbesCutItOff) {
    std::vector<bool> truth(2000, true);
    std::fill(truth.begin(), truth.begin() + 999, false);
    truth[1249] = false;
    const Smallest found = search(truth, 30);
    EXPECT_TRUE(found.is_cut);
    EXPECT_FALSE(found.is_monotone);
    EXPECT_EQ(found.tried.size(), 30U);
    EXPECT_FALSE(search(truth, 2000).is_cut);
}

TEST(SearchSmallest, AStoppedSearchKeepsWhatItKnows) {
    int rounds = 0;
    const Smallest found = find_smallest({200, false, 1000}, [&](const auto& places) {
        std::optional<std::vector<bool>> holds;
        if (++rounds < 3) {
            holds.emplace();
            for (const std::int64_t place : places)
                holds->push_back(place >= 100);
        }
        return holds;
    });
    EXPECT_FALSE(found.is_complete);
    EXPECT_GE(found.tried.size(), 19U);
    ASSERT_TRUE(found.place);
    EXPECT_GE(*found.place, 100);
}

}  // namespace
}  // namespace headroom::study
