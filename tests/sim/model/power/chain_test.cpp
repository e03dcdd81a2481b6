#include "sim/model/power/chain.hpp"

#include <gtest/gtest.h>

namespace headroom::sim {
namespace {

// ExaDigiT/RAPS 6c142bf, config/frontier.
constexpr std::int64_t kChassis = 74 * 8;
constexpr std::int64_t kNodes = kChassis * 16;
constexpr double kPumpsW = 25 * 8473.47;
constexpr double kIdleW = 626.26;
constexpr double kFullW = 2704.26;

PowerChain frontier() {
    PowerChain chain;
    chain.node = {.loss_w = 13, .efficiency = 0.98};
    chain.chassis_w = 4 * 250;
    chain.rectifier = {.per_chassis = 4, .each = {.loss_w = 17, .efficiency = 0.96}};
    return chain;
}

PowerChain everything() {
    PowerChain chain = frontier();
    chain.pdu_efficiency = 0.985;
    chain.ups = {.rating_w = 1.5e6, .units = 20, .redundancy = UpsRedundancy::kNPlus1};
    chain.transformer_efficiency = 0.985;
    return chain;
}

ChainUse all_nodes(double node_w) {
    return {static_cast<double>(kNodes) * node_w, kNodes, kChassis};
}

double sum_w(const ChainLoad& load) {
    return load.it_w + load.chassis_w + load.loss_w();
}

TEST(PowerChain, WithEveryStageOffTheInputIsTheOutput) {
    const ChainLoad load = feed({}, {1234.5, 3, 1});
    EXPECT_EQ(load.input_w, 1234.5);
    EXPECT_EQ(load.loss_w(), 0);
    EXPECT_EQ(feed({}, {-5, -3, -1}).input_w, 0);
}

TEST(PowerChain, OfFrontierAgreesWithItsSimulator) {
    const auto node_input_w = [](double node_w) {
        const ChainLoad load = feed({.node = {.loss_w = 13, .efficiency = 0.98}}, {node_w, 1, 1});
        return load.input_w;
    };
    EXPECT_NEAR(node_input_w(kIdleW), 652.306, 5e-4);
    EXPECT_NEAR(node_input_w(kFullW), 2772.714, 5e-4);
    const ChainLoad idle = feed(frontier(), all_nodes(kIdleW));
    const ChainLoad full = feed(frontier(), all_nodes(kFullW));
    EXPECT_NEAR((idle.input_w + kPumpsW) * 1e-6, 7.306524, 1e-6);
    EXPECT_NEAR((full.input_w + kPumpsW) * 1e-6, 28.227884, 1e-6);
    EXPECT_NEAR(full.loss_w() * 1e-6, 1.809297, 1e-6);
}

// Its peak for gauges adds the switches behind the rectifiers' losses.
TEST(PowerChain, OfFrontierAgreesWithItsPeakForGauges) {
    PowerChain chain = frontier();
    chain.chassis_w = 0;
    const double input_w = feed(chain, all_nodes(kFullW)).input_w;
    EXPECT_NEAR((input_w + kChassis * 1000 + kPumpsW) * 1e-6, 28.203217, 1e-6);
}

TEST(PowerChain, SmartSharingTurnsRectifiersOffAtLowLoad) {
    PowerChain chain = frontier();
    chain.rectifier.shares_smartly = true;
    EXPECT_EQ(rectifiers_on(chain.rectifier, 0), 1);
    EXPECT_EQ(rectifiers_on(chain.rectifier, 13670), 1);
    EXPECT_EQ(rectifiers_on(chain.rectifier, 13671), 2);
    EXPECT_EQ(rectifiers_on(chain.rectifier, 3 * 13670 + 1), 4);
    EXPECT_EQ(rectifiers_on(chain.rectifier, 1e6), 4);
    const double one_w = chassis_input_w(chain, 16 * kIdleW, 16);
    EXPECT_NEAR((kChassis * one_w + kPumpsW) * 1e-6, 7.275074, 1e-6);
    EXPECT_NEAR(feed(chain, all_nodes(kIdleW)).input_w, kChassis * one_w, 1e-3);
    EXPECT_NEAR(feed(chain, all_nodes(kFullW)).input_w, feed(frontier(), all_nodes(kFullW)).input_w,
                1e-3);
}

TEST(PowerChain, TotalsAreExactHoweverTheLoadIsSpread) {
    const PowerChain chain = frontier();
    double it_w = 0;
    double input_w = 0;
    std::int64_t nodes = 0;
    for (std::int64_t i = 0; i < 40; ++i) {
        const std::int64_t up = i % 17;
        const double chassis_it_w = static_cast<double>(up) * (600 + 50 * static_cast<double>(i));
        nodes += up;
        it_w += chassis_it_w;
        input_w += chassis_input_w(chain, chassis_it_w, up);
    }
    EXPECT_NEAR(feed(chain, {it_w, nodes, 40}).input_w, input_w, input_w * 1e-13);
}

TEST(PowerChain, PartsSumToTheInputAndMoreWorkNeverDrawsLess) {
    for (const bool is_smart : {false, true}) {
        for (const bool is_eco : {false, true}) {
            PowerChain chain = everything();
            chain.rectifier.shares_smartly = is_smart;
            chain.ups.is_eco = is_eco;
            double before_w = 0;
            for (int step = 0; step <= 4000; ++step) {
                const ChainLoad load = feed(chain, all_nodes(0.8 * step));
                EXPECT_NEAR(sum_w(load), load.input_w, load.input_w * 1e-13);
                EXPECT_GT(load.input_w, before_w) << step;
                before_w = load.input_w;
            }
        }
    }
}

TEST(Ups, ItsLossIsTheCurveOfItsUnits) {
    const UpsStage stage{.rating_w = 1e5, .units = 2, .a0 = 0.01, .a1 = 0.02, .a2 = 0.03};
    PowerChain chain{.ups = stage};
    EXPECT_NEAR(feed(chain, {1e5, 0, 0}).ups_loss_w, 2e5 * (0.01 + 0.01 + 0.0075), 1e-9);
    chain.ups.redundancy = UpsRedundancy::k2N;
    EXPECT_EQ(ups_units(chain.ups), 4);
    EXPECT_NEAR(feed(chain, {1e5, 0, 0}).ups_loss_w, 4e5 * (0.01 + 0.005 + 0.03 / 16), 1e-9);
    chain.ups.is_eco = true;
    EXPECT_NEAR(feed(chain, {1e5, 0, 0}).ups_loss_w, 1e5 / 0.99 - 1e5, 1e-9);
}

// Efficiencies of a default unit; they round to the planning values 94, 96, 96.5 and 96 %.
TEST(Ups, TheDefaultCurveHasTheUsualEfficiencies) {
    const PowerChain chain{.ups = {.rating_w = 1e6}};
    const double loads[] = {0.25, 0.5, 0.75, 1};
    const double efficiencies[] = {0.94, 0.96, 0.965, 0.96};
    for (int i = 0; i < 4; ++i) {
        const double load_w = loads[i] * 1e6;
        EXPECT_NEAR(load_w / feed(chain, {load_w, 0, 0}).input_w, efficiencies[i], 0.0025);
    }
}

TEST(LostFeed, OfTwoPathsOneCarriesAll) {
    PowerChain chain;
    chain.ups = {.rating_w = 1e6, .units = 2, .redundancy = UpsRedundancy::k2N};
    const ChainUse use{1.8e6, 0, 0};
    const LostFeed lost = feed_lost(chain, use);
    EXPECT_EQ(lost.ups_capacity_w, 2e6);
    EXPECT_DOUBLE_EQ(lost.ups_share, 0.9);
    EXPECT_TRUE(lost.is_within());
    PowerChain single = chain;
    single.ups.redundancy = UpsRedundancy::kN;
    EXPECT_EQ(lost.load.input_w, feed(single, use).input_w);
    EXPECT_FALSE(feed_lost(chain, {2.1e6, 0, 0}).is_within());
}

TEST(LostFeed, OneMoreUnitThanNeededCoversTheLossOfOne) {
    PowerChain chain;
    chain.ups = {.rating_w = 1e6, .units = 3, .redundancy = UpsRedundancy::kNPlus1};
    EXPECT_TRUE(feed_lost(chain, {2.99e6, 0, 0}).is_within());
    chain.ups.redundancy = UpsRedundancy::kN;
    EXPECT_EQ(feed_lost(chain, {2.99e6, 0, 0}).ups_capacity_w, 2e6);
    EXPECT_FALSE(feed_lost(chain, {2.99e6, 0, 0}).is_within());
    chain.ups.units = 1;
    EXPECT_FALSE(feed_lost(chain, {1, 0, 0}).is_within());
    EXPECT_EQ(feed_lost(chain, {1, 0, 0}).ups_share, 0);
}

TEST(LostFeed, ABreakerCarriesFourFifthsOfItsRatingForHours) {
    PowerChain chain{.feed_rating_w = 1e6};
    EXPECT_TRUE(feed_lost(chain, {0.8e6, 0, 0}).is_within());
    EXPECT_FALSE(feed_lost(chain, {0.8e6 + 1, 0, 0}).is_within());
    EXPECT_TRUE(feed_lost({}, {1e12, 0, 0}).is_within());
}

}  // namespace
}  // namespace headroom::sim
