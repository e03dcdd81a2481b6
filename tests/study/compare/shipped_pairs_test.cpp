// What shared random numbers gain on the shipped examples: how many times narrower the interval of
// the mean wait's difference is than without them.
//
// They gain much where an alternative is a small change of the same work: both then wait in the
// same weeks for the same reasons. They gain next to nothing where the change is the larger part of
// the spread (a hall that opens months late, another scheduler for jobs of half the fleet: the
// waits of one alternative are several times those of the other, and so is their spread) or where
// it draws other jobs (another rhythm of arrivals): those are listed and only held to lose nothing.

#include <iostream>

#include <gtest/gtest.h>

#include "src/study/compare/paired.hpp"
#include "src/study/evaluate/replicate.hpp"

namespace headroom::study {
namespace {

constexpr std::size_t kTrials = 10;
constexpr double kPromised = 4;

struct Pair {
    std::string scenario, variant;
    bool gains = true;
};

std::vector<Pair> pairs() {
    return {{"two-halls", "larger"},    {"quickstart", "spares"},  {"mmc", "overhead"},
            {"philly-like", "spare"},   {"diurnal", "spares"},     {"two-halls", "late", false},
            {"diurnal", "even", false}, {"llm-lab", "fcfs", false}};
}

void PrintTo(const Pair& pair, std::ostream* out) {
    *out << pair.scenario << " " << pair.variant;
}

class ShippedPairs : public testing::TestWithParam<Pair> {};

TEST_P(ShippedPairs, AreComparedMoreNarrowlyInPairs) {
    const Pair& pair = GetParam();
    const auto base =
        WhatIf::open("base", HEADROOM_SOURCE_DIR "/scenarios/" + pair.scenario + ".toml", {});
    ASSERT_TRUE(base.has_value());
    const auto trials =
        replicate({*base, base->with_variant(pair.variant, pair.variant)}, {0, kTrials}, {});
    ASSERT_TRUE(trials.has_value());
    const PairedDifference paired =
        compare_pairs(*(*trials)[0].find("wait.mean_s"), *(*trials)[1].find("wait.mean_s"),
                      sim::Better::kLower, 0.95);
    const double narrowing = paired.narrowing().value();
    std::cout << pair.scenario << " " << pair.variant << ": " << paired.difference.mean << " s ± "
              << paired.difference.half_width << " s, unpaired ± " << paired.unpaired_half_width
              << " s: " << narrowing << " times narrower\n";
    EXPECT_GE(narrowing, pair.gains ? kPromised : 1);
}

INSTANTIATE_TEST_SUITE_P(Scenarios, ShippedPairs, testing::ValuesIn(pairs()), [](const auto& pair) {
    std::string name = pair.param.scenario + "_" + pair.param.variant;
    for (char& c : name)
        c = c == '-' ? '_' : c;
    return name;
});

}  // namespace
}  // namespace headroom::study
