#include "sim/model/cooling/chiller.hpp"

#include <gtest/gtest.h>

#include "sim/model/cooling/economiser.hpp"

namespace headroom::sim {
namespace {

double tower_work(double supply_c, double wet_bulb_c) {
    const CoolingPlant plant;
    return work_per_heat(plant.chiller, supply_c,
                         tower_condensing_c(plant.chiller, plant.sink, wet_bulb_c));
}

TEST(Chiller, HasTheCopOfHalfCarnot) {
    const double at_7_c[] = {11.59, 8.18, 6.32, 5.15, 4.35};
    for (int row = 0; row < 5; ++row)
        EXPECT_NEAR(1 / tower_work(7, 5 + 5 * row), at_7_c[row], 5e-3);
    EXPECT_NEAR(1 / tower_work(18, 20), 9.04, 5e-3);
    EXPECT_NEAR(1 / tower_work(18, 25), 6.88, 5e-3);
}

TEST(Chiller, IsCappedAndThenFree) {
    EXPECT_EQ(tower_work(18, 15), 1 / 12.0);  // 13.14 before the cap
    EXPECT_EQ(tower_work(18, 8), 1 / 12.0);   // lift 4 K
    EXPECT_EQ(tower_work(18, 7.9), 0);
    ChillerLaw never_free;
    never_free.free_lift_k = 0;
    EXPECT_EQ(work_per_heat(never_free, 18, 16), 0) << "no lift, no work, and no division by it";
}

TEST(Chiller, NeverWorksLessInTheHeatNorMoreForWarmerWater) {
    const ChillerLaw chiller;
    for (double supply_c = 5; supply_c <= 40; supply_c += 0.37) {
        for (double condensing_c = -10; condensing_c <= 60; condensing_c += 0.41) {
            const double work = work_per_heat(chiller, supply_c, condensing_c);
            EXPECT_LE(work, work_per_heat(chiller, supply_c, condensing_c + 0.41));
            EXPECT_GE(work, work_per_heat(chiller, supply_c + 0.37, condensing_c));
        }
    }
}

TEST(PartLoad, IsTheQuadraticAndCyclesBelowItsLeastLoad) {
    EXPECT_NEAR(part_load_work(1), 1.00003, 1e-15);
    EXPECT_NEAR(part_load_work(.5), .03303 + .6852 * .5 + .2818 * .25, 1e-15);
    EXPECT_EQ(part_load_work(0), 0);
    EXPECT_NEAR(part_load_work(.05), part_load_work(.1) / 2, 1e-15);
    EXPECT_NEAR(part_load_work(kLeastLoad - 1e-12), part_load_work(kLeastLoad), 1e-11);
    for (int step = 0; step < 3000; ++step)
        EXPECT_LT(part_load_work(step * 1e-3), part_load_work((step + 1) * 1e-3));
}

TEST(Economiser, TakesAllOneKelvinBelowTheSupplyAndNothingFromTheReturnOn) {
    EXPECT_EQ(chiller_share(16.9, 18, 6), 0);
    EXPECT_EQ(chiller_share(17, 18, 6), 0);
    EXPECT_NEAR(chiller_share(18.5, 18, 6), 0.25, 1e-15);
    EXPECT_EQ(chiller_share(23, 18, 6), 1);
    EXPECT_EQ(chiller_share(40, 18, 6), 1);
}

TEST(Economiser, LetsTheFansTurnSlowerInTheColdOnlyWhileItTakesAll) {
    EXPECT_EQ(free_cooling_air_share(13, 4, 18, 6), 1);  // just all
    EXPECT_EQ(free_cooling_air_share(30, 4, 18, 6), 1);
    EXPECT_NEAR(free_cooling_air_share(3, 4, 18, 6), 0.5, 1e-15);  // twice the difference
}

}  // namespace
}  // namespace headroom::sim
