#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

#include <gtest/gtest.h>

#include "sim/model/cooling/cooling_load.hpp"

// What must hold of every plant and weather, to the last bit: no tolerance in this file.

namespace headroom::sim {
namespace {

constexpr int kPlants = 3000;

class Draw {
public:
    explicit Draw(std::uint64_t seed) : state_(seed * 0x9E3779B97F4A7C15ull + 1) {}

    // splitmix64, so that the plants are the same on every machine.
    double between(double low, double high) {
        std::uint64_t z = (state_ += 0x9E3779B97F4A7C15ull);
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ull;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBull;
        z ^= z >> 31;
        return low + (high - low) * (static_cast<double>(z >> 11) * 0x1p-53);
    }
    bool coin() { return between(0, 1) < 0.5; }

private:
    std::uint64_t state_;
};

CoolingPlant random_plant(Draw& draw) {
    CoolingPlant plant;
    plant.kind = static_cast<CoolingKind>(static_cast<int>(draw.between(0, 3)));
    plant.liquid_sink = draw.coin() ? HeatSink::kTower : HeatSink::kDryCooler;
    plant.design_heat_w = draw.between(1e4, 5e7);
    plant.air_supply_c = draw.between(14, 35);
    plant.liquid_supply_c = draw.between(15, 50);
    plant.liquid_share = draw.coin() ? draw.between(0, 1) : static_cast<double>(draw.coin());
    plant.has_economiser = draw.coin();
    plant.air = {draw.between(5, 25),  draw.between(0, .6), draw.between(100, 1000),
                 draw.between(.3, .9), draw.between(0, 1),  draw.between(2, 12)};
    plant.water_loops = {draw.between(3, 15), draw.between(3, 20), draw.between(5e4, 5e5),
                         draw.between(.4, .95), draw.between(0, 1)};
    plant.cdu = {draw.coin() ? 25 : 0, draw.between(0, 2e4), draw.between(.5, 3),
                 draw.between(.5, 8)};
    plant.chiller = {draw.between(.3, .7), draw.between(5, 25), draw.between(0, 8),
                     draw.between(1, 4),   draw.between(1, 5),  draw.between(5, 20)};
    plant.sink = {draw.between(2, 8),      draw.between(3, 10),    draw.between(3, 15),
                  draw.between(.005, .03), draw.between(.01, .05), draw.between(1, 1.6),
                  draw.between(0, .6)};
    plant.water = {draw.between(1.5, 10), draw.between(0, 1e-3)};
    return plant;
}

Weather random_weather(Draw& draw) {
    const double dry_bulb_c = draw.between(-30, 48);
    return {dry_bulb_c, dry_bulb_c - draw.between(0, 20)};
}

CoolingLoad load_at(const CoolingPlant& plant, const Weather& weather, double heat_w) {
    return cooling_load(prepare_cooling(plant, weather), heat_w);
}

// Facility power over IT power with losses of a tenth that also become heat.
double pue(const CoolingPlant& plant, const Weather& weather, double it_w) {
    return (1.1 * it_w + load_at(plant, weather, 1.1 * it_w).total_w()) / it_w;
}

// A quantity of a state of which one input is moved from `low` to `high` in small steps and, to
// meet kinks and jumps, by single bits at random points.
template <class At>
std::vector<double> walk(Draw& draw, double low, double high, const At& at) {
    std::vector<double> values;
    constexpr int kSteps = 60;
    for (int step = 0; step <= kSteps; ++step) {
        const double x = low + (high - low) * step / kSteps;
        values.push_back(at(x));
        values.push_back(at(std::nextafter(x, std::numeric_limits<double>::infinity())));
        if (step < kSteps)
            values.push_back(at(x + (high - low) / kSteps * draw.between(.01, .99)));
    }
    return values;
}

void expect_never_falls(const std::vector<double>& values, int plant) {
    for (std::size_t i = 1; i < values.size(); ++i)
        ASSERT_LE(values[i - 1], values[i]) << "plant " << plant << ", step " << i;
}

void expect_never_rises(std::vector<double> values, int plant) {
    for (double& value : values)
        value = -value;
    expect_never_falls(values, plant);
}

// Runs the claim on plants, weather and a heat up to 1.5 of the design.
template <class Claim>
void for_random_plants(const Claim& claim) {
    for (int i = 0; i < kPlants; ++i) {
        Draw draw(static_cast<std::uint64_t>(i));
        const CoolingPlant plant = random_plant(draw);
        const Weather weather = random_weather(draw);
        const double heat_w = plant.design_heat_w * draw.between(0, 1.5);
        claim(i, draw, plant, weather, heat_w);
        if (testing::Test::HasFatalFailure())
            return;
    }
}

TEST(CoolingLaws, PowerNeverFallsWithTheWetBulb) {
    for_random_plants(
        [](int i, Draw& draw, const CoolingPlant& plant, Weather weather, double heat) {
            expect_never_falls(walk(draw, weather.dry_bulb_c - 40, weather.dry_bulb_c,
                                    [&](double wet_bulb_c) {
                                        weather.wet_bulb_c = wet_bulb_c;
                                        return load_at(plant, weather, heat).total_w();
                                    }),
                               i);
        });
}

TEST(CoolingLaws, PowerNeverFallsWithTheDryBulb) {
    for_random_plants(
        [](int i, Draw& draw, const CoolingPlant& plant, Weather weather, double heat) {
            expect_never_falls(walk(draw, -40, 55,
                                    [&](double dry_bulb_c) {
                                        weather.dry_bulb_c = dry_bulb_c;
                                        return load_at(plant, weather, heat).total_w();
                                    }),
                               i);
        });
}

TEST(CoolingLaws, PowerAndWaterNeverFallWithTheHeat) {
    for_random_plants([](int i, Draw& draw, const CoolingPlant& plant, Weather weather, double) {
        const PreparedCooling prepared = prepare_cooling(plant, weather);
        const auto power = [&](double heat_w) {
            return cooling_load(prepared, heat_w).total_w();
        };
        const auto water = [&](double heat_w) {
            return cooling_load(prepared, heat_w).water_kg_per_s;
        };
        expect_never_falls(walk(draw, 0, 2 * plant.design_heat_w, power), i);
        expect_never_falls(walk(draw, 0, 2 * plant.design_heat_w, water), i);
    });
}

TEST(CoolingLaws, WaterNeverFallsWithTheWetBulb) {
    for_random_plants(
        [](int i, Draw& draw, const CoolingPlant& plant, Weather weather, double heat) {
            expect_never_falls(walk(draw, -30, 35,
                                    [&](double wet_bulb_c) {
                                        weather.wet_bulb_c = wet_bulb_c;
                                        return load_at(plant, weather, heat).water_kg_per_s;
                                    }),
                               i);
        });
}

TEST(CoolingLaws, PowerNeverRisesWithAWarmerSupply) {
    for_random_plants([](int i, Draw& draw, CoolingPlant plant, Weather weather, double heat) {
        expect_never_rises(walk(draw, 5, 60,
                                [&](double supply_c) {
                                    plant.air_supply_c = supply_c;
                                    return load_at(plant, weather, heat).total_w();
                                }),
                           i);
        expect_never_rises(walk(draw, 5, 60,
                                [&](double supply_c) {
                                    plant.liquid_supply_c = supply_c;
                                    return load_at(plant, weather, heat).total_w();
                                }),
                           i);
    });
}

TEST(CoolingLaws, PueNeverRisesWithAWarmerSupplyNorFallsWithTheWetBulb) {
    for_random_plants([](int i, Draw& draw, CoolingPlant plant, Weather weather, double heat) {
        const double it_w = heat / 1.1;
        expect_never_falls(walk(draw, -30, 35,
                                [&](double wet_bulb_c) {
                                    weather.wet_bulb_c = wet_bulb_c;
                                    return pue(plant, weather, it_w);
                                }),
                           i);
        expect_never_rises(walk(draw, 5, 60,
                                [&](double supply_c) {
                                    plant.air_supply_c = supply_c;
                                    plant.liquid_supply_c = supply_c;
                                    return pue(plant, weather, it_w);
                                }),
                           i);
    });
}

// The laws above would also hold of a plant that draws the same in any weather.
TEST(CoolingLaws, WeatherAndSupplyDoMatter) {
    for (const CoolingKind kind :
         {CoolingKind::kAirChilled, CoolingKind::kAirDirect, CoolingKind::kLiquid}) {
        CoolingPlant plant;
        plant.kind = kind;
        plant.design_heat_w = 1e6;
        const double hot = load_at(plant, {38, 27}, 1e6).total_w();
        const double cold = load_at(plant, {2, 1}, 1e6).total_w();
        EXPECT_GT(hot, 2 * cold);
        plant.air_supply_c += 3;
        plant.liquid_supply_c += 3;
        EXPECT_LT(load_at(plant, {38, 27}, 1e6).total_w(), hot);
    }
}

TEST(CoolingLaws, NothingIsNegativeOrEndless) {
    for_random_plants([](int i, Draw&, const CoolingPlant& plant, Weather weather, double heat) {
        const CoolingLoad load = load_at(plant, weather, heat);
        for (const double value : {load.fans_w, load.pumps_w, load.compressor_w, load.tower_w,
                                   load.water_kg_per_s, load.rejected_w - heat * (1 - 1e-12)}) {
            ASSERT_GE(value, 0) << "plant " << i;
            ASSERT_LT(value, 1e12) << "plant " << i;
        }
    });
}

}  // namespace
}  // namespace headroom::sim
