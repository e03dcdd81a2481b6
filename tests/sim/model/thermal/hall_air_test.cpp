// The hall in O(racks) against the same hall as a plain network, and against heat balances.

#include "sim/model/thermal/hall_air.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>

#include <gtest/gtest.h>

namespace headroom::sim {
namespace {

using Values = std::vector<double>;

struct Load {
    Values gpu_w;
    Values air_w;
    [[nodiscard]] HallHeat heat() const { return {.gpu_w = gpu_w, .air_w = air_w, .room_w = 900}; }
    [[nodiscard]] double total_w() const {
        return std::accumulate(gpu_w.begin(), gpu_w.end(), 900.0) +
               std::accumulate(air_w.begin(), air_w.end(), 0.0);
    }
};

Load random_load(const HallThermal& hall, std::uint64_t seed) {
    std::mt19937_64 random(seed);
    std::uniform_real_distribution<double> gpu(2'000, 22'400);
    std::uniform_real_distribution<double> air(1'000, 9'000);
    Load load;
    for (std::size_t rack = 0; rack < hall.racks; ++rack) {
        load.gpu_w.push_back(gpu(random));
        load.air_w.push_back(air(random));
    }
    return load;
}

ThermalInput as_input(const Values& power_w, const Values& boundary_c) {
    return {power_w, boundary_c};
}

const Values kBoundaries{18, 32, 20};  // the defaults of HallHeat

// 23 racks in rows of 5: the last row has 3.
HallThermal uneven_hall(GpuCooling cooling) {
    return {.racks = 23,
            .racks_per_row = 5,
            .gpu_cooling = cooling,
            .room_to_outside_w_per_k_per_rack = 35};
}

class HallAirBothWays : public testing::TestWithParam<GpuCooling> {};

TEST_P(HallAirBothWays, StepsAsTheFullNetworkDoes) {
    const HallThermal hall = uneven_hall(GetParam());
    const ThermalModel network(make_hall_network(hall));
    for (const double seconds : {1.0, 60.0, 3'600.0}) {
        const HallAir air(hall, seconds);
        HallState state = air.all_at(24);
        Values nodes = network_state_c(state);
        for (std::uint64_t step = 0; step < 20; ++step) {
            const Load load = random_load(hall, step);  // another load in each step
            const Values power_w = network_power_w(hall, load.heat());
            air.step(load.heat(), state);
            network.step(seconds, as_input(power_w, kBoundaries), nodes);
            const Values ours = network_state_c(state);
            for (std::size_t node = 0; node < nodes.size(); ++node) {
                EXPECT_NEAR(ours[node], nodes[node], 1e-10) << node << " after " << seconds;
            }
        }
    }
}

TEST_P(HallAirBothWays, HasTheSteadyStateOfTheFullNetworkAndStaysThere) {
    const HallThermal hall = uneven_hall(GetParam());
    const ThermalModel network(make_hall_network(hall));
    const Load load = random_load(hall, 3);
    const HallAir air(hall, 60);
    const std::optional<HallState> steady = air.steady_state(load.heat());
    ASSERT_TRUE(steady.has_value());
    const Values power_w = network_power_w(hall, load.heat());
    const Values nodes = network.steady_state(as_input(power_w, kBoundaries));
    HallState later = *steady;
    air.step(load.heat(), later);
    for (std::size_t node = 0; node < nodes.size(); ++node) {
        EXPECT_NEAR(network_state_c(*steady)[node], nodes[node], 1e-9);
        EXPECT_NEAR(network_state_c(later)[node], nodes[node], 1e-9);
    }
}

INSTANTIATE_TEST_SUITE_P(,
                         HallAirBothWays,
                         testing::Values(GpuCooling::kAir, GpuCooling::kColdPlate),
                         [](const auto& kind) {
                             return kind.param == GpuCooling::kAir ? "Air" : "ColdPlate";
                         });

TEST(HallAir, AtRestTheCoolersTakeWhatThePowersGive) {
    const HallThermal hall{.racks = 17, .racks_per_row = 4};
    const Load load = random_load(hall, 1);
    const std::optional<HallState> steady = HallAir(hall, 60).steady_state(load.heat());
    ASSERT_TRUE(steady.has_value());
    const double out_w = 17 * hall.room_to_supply_w_per_k_per_rack * (steady->room_c - 18);
    EXPECT_NEAR(out_w, load.total_w(), 1e-9 * load.total_w());
    for (std::size_t rack = 0; rack < 17; ++rack) {
        EXPECT_NEAR(steady->gpu_c[rack] - steady->rack_c[rack], load.gpu_w[rack] / 32 * 0.065,
                    1e-10);
    }
}

TEST(HallAir, WithTheDefaultsAFullRackOfGpusAt700WattsIsWarmButNotThrottled) {
    // 32 × 700 W and 15 % more in the air of each rack.
    const HallThermal hall{.racks = 10};
    const Load load{Values(10, 22'400), Values(10, 3'360)};
    const HallState steady = HallAir(hall, 60).steady_state(load.heat()).value();
    // Room 18 + 25,850/5,000, row + 25,760/10,000, rack + 25,760/6,000, GPU + 700 · 0.065.
    EXPECT_NEAR(steady.gpu_c[0], 18 + 5.17 + 2.576 + 4.29333333 + 45.5, 1e-6);
    EXPECT_LT(steady.gpu_c[0], 87);
    const HallThermal liquid{.racks = 10, .gpu_cooling = GpuCooling::kColdPlate};
    EXPECT_NEAR(HallAir(liquid, 60).steady_state(load.heat())->gpu_c[0], 32 + 700 * 0.03, 1e-9);
}

TEST(HallAir, WithTheCoolersLostAllPowerHeatsTheHall) {
    const HallThermal hall{.racks = 12, .racks_per_row = 5, .room_to_supply_w_per_k_per_rack = 0};
    const Load load = random_load(hall, 2);
    const HallAir air(hall, 300);
    EXPECT_FALSE(air.steady_state(load.heat()).has_value());
    HallState state = air.all_at(25);
    const auto stored_j = [&] {
        const Values nodes = network_state_c(state);
        const Values capacity = make_hall_network(hall).capacity_j_per_k;
        return std::inner_product(nodes.begin(), nodes.end(), capacity.begin(), 0.0);
    };
    const double before_j = stored_j();
    air.step(load.heat(), state);
    EXPECT_NEAR(stored_j() - before_j, load.total_w() * 300, 1e-9 * before_j);
}

TEST(HallAir, AHotRackWarmsItsOwnRowMoreThanTheNext) {
    const HallThermal hall{.racks = 10, .racks_per_row = 5};
    Load load{Values(10, 10'000), Values(10, 1'500)};
    const HallAir air(hall, 60);
    HallState even = air.steady_state(load.heat()).value();
    load.gpu_w[2] += 10'000;
    HallState hot = even;
    for (int minute = 0; minute < 10; ++minute) {
        air.step(load.heat(), hot);
    }
    EXPECT_GT(hot.gpu_c[2] - even.gpu_c[2], hot.gpu_c[3] - even.gpu_c[3]);
    EXPECT_GT(hot.gpu_c[3] - even.gpu_c[3], hot.gpu_c[7] - even.gpu_c[7]);
    EXPECT_GT(hot.gpu_c[7], even.gpu_c[7]);
}

}  // namespace
}  // namespace headroom::sim
