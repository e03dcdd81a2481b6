#include "sim/model/cooling/cooling_load.hpp"

#include <cmath>

#include <gtest/gtest.h>

namespace headroom::sim {
namespace {

CoolingPlant plant_of(CoolingKind kind) {
    CoolingPlant plant;
    plant.kind = kind;
    plant.design_heat_w = 1e6;
    return plant;
}

CoolingLoad load_at(const CoolingPlant& plant, Weather weather, double heat_w) {
    return cooling_load(prepare_cooling(plant, weather), heat_w);
}

double cube(double x) {
    return std::pow(x, 3);
}

// The whole chain again for one plant and hour, with the defaults as numbers.
TEST(AirChilled, IsTheChainOfItsFormulas) {
    const CoolingLoad load = load_at(plant_of(CoolingKind::kAirChilled), {30, 18}, 6e5);

    const double fan_w = 400 * (1e6 / (1.225 * 1006 * 12 * 0.9)) / 0.6;
    const double pump_w = 300e3 * (1e6 / (4186e3 * 6)) / 0.87;
    const double rated_w = 1e6 + fan_w + pump_w;
    const double carried_w = 6e5 + (fan_w + pump_w) * cube(0.6);
    // Tower water at 22 °C, chilled water 18 to 24 °C: 5/6 of the heat; lift 30 - 16 = 14 K.
    const double x = 5.0 / 6 * carried_w / rated_w;
    const double cop = 0.5 * 289.15 / 14;
    const double compressor_w = rated_w / cop * (.03303 + .6852 * x + .2818 * x * x);
    const double sink = (carried_w + compressor_w) / (1.25 * rated_w);
    const double tower_pump_w = 300e3 * (1.25 * rated_w / (4186e3 * 5)) / 0.87 * cube(sink);
    const double rejected_w = carried_w + compressor_w + tower_pump_w;

    EXPECT_NEAR(load.fans_w, fan_w * cube(0.6), 1e-8);
    EXPECT_NEAR(load.compressor_w, compressor_w, 1e-8);
    EXPECT_NEAR(load.pumps_w, pump_w * cube(0.6) + tower_pump_w, 1e-8);
    EXPECT_NEAR(load.tower_w, .0125 * 1.25 * rated_w * cube(sink), 1e-8);
    EXPECT_NEAR(load.water_kg_per_s, rejected_w / 2.43e6 * 5 / 4, 1e-12);
    EXPECT_FALSE(load.is_overloaded);
}

TEST(AirDirect, FollowsTheDryBulbAndTakesNoWater) {
    const CoolingPlant plant = plant_of(CoolingKind::kAirDirect);
    const CoolingLoad warm = load_at(plant, {34, 20}, 1e6);
    // Evaporation at 16 °C, condensation at 46 °C; the rated heat includes fans and pump.
    const double rated_w = 1e6 + warm.fans_w + warm.pumps_w;
    EXPECT_NEAR(warm.compressor_w, rated_w / (0.5 * 289.15 / 30) * 1.00003, 1e-6);
    EXPECT_EQ(warm.water_kg_per_s, 0);
    EXPECT_EQ(warm.total_w(), load_at(plant, {34, 5}, 1e6).total_w());
    EXPECT_EQ(load_at(plant, {9, 8}, 1e6).compressor_w, 0) << "cooler water at 17 °C";
}

TEST(Liquid, NeedsItsChillerOnlyWhenTheWeatherIsTooWarmForTheSupply) {
    CoolingPlant plant = plant_of(CoolingKind::kLiquid);
    plant.liquid_share = 1;
    EXPECT_EQ(load_at(plant, {23, 20}, 1e6).compressor_w, 0);  // dry cooler: 31 °C for 32 °C
    EXPECT_GT(load_at(plant, {24, 20}, 1e6).compressor_w, 0);
    EXPECT_EQ(load_at(plant, {23, 20}, 1e6).water_kg_per_s, 0);
    EXPECT_EQ(load_at(plant, {23, 20}, 1e6).fans_w, 0) << "no heat goes by air";

    plant.liquid_sink = HeatSink::kTower;
    EXPECT_EQ(load_at(plant, {40, 27}, 1e6).compressor_w, 0);  // tower: 31 °C
    EXPECT_GT(load_at(plant, {40, 27}, 1e6).water_kg_per_s, 0);
}

TEST(Liquid, SplitsTheHeatLikeTwoPlants) {
    CoolingPlant both = plant_of(CoolingKind::kLiquid);
    CoolingPlant liquid = both;
    liquid.liquid_share = 1;
    liquid.design_heat_w = .945e6;
    CoolingPlant air = plant_of(CoolingKind::kAirDirect);
    air.design_heat_w = .055e6;
    const Weather weather{28, 18};
    EXPECT_NEAR(load_at(both, weather, 7e5).total_w(),
                load_at(liquid, weather, .945 * 7e5).total_w() +
                    load_at(air, weather, .055 * 7e5).total_w(),
                1e-7);
}

TEST(Liquid, SuppliesTheColdPlatesWarmerTheMoreHeatTheCdusMove) {
    const CoolingPlant plant = plant_of(CoolingKind::kLiquid);
    EXPECT_EQ(load_at(plant, {}, 0).coolant_supply_c, 32);
    EXPECT_NEAR(load_at(plant, {}, 1e6).coolant_supply_c, 35.56, 0.01);
    EXPECT_NEAR(load_at(plant, {}, 5e5).coolant_supply_c, 33.78, 0.01);
}

TEST(Liquid, IsCooledFreelyAlsoWhereTheAirIsNot) {
    CoolingPlant plant = plant_of(CoolingKind::kLiquid);
    plant.liquid_share = 1;
    plant.has_economiser = false;
    plant.chiller.free_lift_k = 0;
    EXPECT_EQ(load_at(plant, {23, 20}, 1e6).compressor_w, 0);
}

TEST(Cdu, PumpsAreCountedOrSizedByTheFlow) {
    CoolingPlant plant = plant_of(CoolingKind::kLiquid);
    EXPECT_NEAR(cdu_pumps_w(plant), 300e3 * (1.5 * 945 / 60e3) / 0.87, 1e-9);
    plant.cdu.count = 25;
    EXPECT_NEAR(cdu_pumps_w(plant), 211836.75, 1e-9);
    EXPECT_GE(load_at(plant, {}, 0).pumps_w, 211836.75) << "at one speed, heat or not";
}

TEST(CoolingLoad, RejectsTheHeatAndAllPowerButItsFans) {
    for (const CoolingKind kind :
         {CoolingKind::kAirChilled, CoolingKind::kAirDirect, CoolingKind::kLiquid}) {
        for (const HeatSink sink : {HeatSink::kTower, HeatSink::kDryCooler}) {
            for (double outdoor_c = -20; outdoor_c <= 40; outdoor_c += 7) {
                CoolingPlant plant = plant_of(kind);
                plant.liquid_sink = sink;
                for (double heat_w = 0; heat_w <= 1.5e6; heat_w += 1e5) {
                    const CoolingLoad load = load_at(plant, {outdoor_c, outdoor_c - 4}, heat_w);
                    const double in_w = heat_w + load.total_w() - load.tower_w;
                    EXPECT_NEAR(load.rejected_w, in_w, 1e-12 * in_w);
                }
            }
        }
    }
}

TEST(CoolingLoad, StaysOnWithoutHeatAtItsLeastFlow) {
    const CoolingPlant plant = plant_of(CoolingKind::kAirChilled);
    const CoolingLoad idle = load_at(plant, {20, 5}, 0);
    EXPECT_NEAR(idle.fans_w, load_at(plant, {20, 5}, 1e6).fans_w * cube(0.3), 1e-8);
    EXPECT_GT(idle.pumps_w, 0);
    EXPECT_EQ(idle.compressor_w, 0) << "free cooling takes what the fans warm";
    EXPECT_GT(load_at(plant, {30, 25}, 0).compressor_w, 0);
}

TEST(CoolingLoad, OfNoPlantIsNothing) {
    CoolingPlant plant;
    for (const CoolingKind kind :
         {CoolingKind::kAirChilled, CoolingKind::kAirDirect, CoolingKind::kLiquid}) {
        plant.kind = kind;
        EXPECT_EQ(load_at(plant, {}, 0).total_w(), 0);
        EXPECT_FALSE(load_at(plant, {}, 0).is_overloaded);
        EXPECT_EQ(load_at(plant, {}, 1e6).total_w(), 0);
        EXPECT_TRUE(load_at(plant, {}, 1e6).is_overloaded);
    }
}

TEST(CoolingLoad, SaysThatTheHeatIsBeyondTheDesign) {
    const CoolingPlant plant = plant_of(CoolingKind::kAirChilled);
    EXPECT_FALSE(load_at(plant, {}, 1e6).is_overloaded);
    EXPECT_TRUE(load_at(plant, {}, 1.001e6).is_overloaded);
    EXPECT_NEAR(load_at(plant, {}, 2e6).fans_w, 8 * load_at(plant, {}, 1e6).fans_w, 1e-6);
}

TEST(CoolingLoad, HasNoJumpInTheHeat) {
    for (const CoolingKind kind :
         {CoolingKind::kAirChilled, CoolingKind::kAirDirect, CoolingKind::kLiquid}) {
        const PreparedCooling prepared = prepare_cooling(plant_of(kind), {33, 25});
        for (double heat_w = 0; heat_w < 1.5e6; heat_w += 1e3) {
            EXPECT_NEAR(cooling_load(prepared, heat_w).total_w(),
                        cooling_load(prepared, heat_w + 1e-3).total_w(), 2e-3);
        }
    }
}

// 10 K of range and approach at design, 20 K between outdoors and return: half the air.
TEST(Sink, FansTurnSlowerInTheColdDownToTheirLeastFlow) {
    CoolingPlant plant = plant_of(CoolingKind::kAirChilled);
    const double full_w = load_at(plant, {14, 13}, 1e6).tower_w;
    EXPECT_NEAR(load_at(plant, {5, 3}, 1e6).tower_w, full_w * cube(0.5), 1e-8);

    const double at_rest_w = load_at(plant, {5, 3}, 0).tower_w;
    EXPECT_GT(at_rest_w, 0);
    EXPECT_NEAR(at_rest_w, .0125 * cube(0.2) * 1.25e6, .1 * at_rest_w);
    plant.sink.min_flow_share = 0.1;
    EXPECT_NEAR(load_at(plant, {5, 3}, 0).tower_w, at_rest_w / 8, 1e-8);
}

// With many cycles hardly any blowdown carries the drift: 1 % of the tower's flow at design.
TEST(TowerWaterOfAPlant, IncludesTheDriftOfItsFlow) {
    CoolingPlant plant = plant_of(CoolingKind::kAirChilled);
    plant.water = {1e9, 0.01};
    const CoolingLoad load = load_at(plant, {30, 20}, 1e6);
    const double drift_kg_per_s = load.water_kg_per_s - load.rejected_w / 2.43e6;
    // The pump of the tower adds its heat, 2 %, without a flow of its own.
    EXPECT_NEAR(drift_kg_per_s, 0.01 * load.rejected_w / (4186 * 5), 0.02 * drift_kg_per_s);
}

TEST(Containment, SavesFanPower) {
    CoolingPlant open = plant_of(CoolingKind::kAirChilled);
    open.air.bypass_share = .4;
    const CoolingPlant contained = plant_of(CoolingKind::kAirChilled);
    EXPECT_NEAR(load_at(open, {}, 1e6).fans_w, 1.5 * load_at(contained, {}, 1e6).fans_w, 1e-6);
}

TEST(Economiser, SavesPowerInTheColdAndNothingInTheHeat) {
    CoolingPlant with = plant_of(CoolingKind::kAirChilled);
    CoolingPlant without = with;
    without.has_economiser = false;
    EXPECT_LT(load_at(with, {12, 10}, 1e6).total_w(), load_at(without, {12, 10}, 1e6).total_w());
    EXPECT_EQ(load_at(with, {30, 25}, 1e6).total_w(), load_at(without, {30, 25}, 1e6).total_w());
}

}  // namespace
}  // namespace headroom::sim
