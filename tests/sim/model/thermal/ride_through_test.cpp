// Time from the loss of cooling to a limit: closed forms, and the network against them.

#include "sim/model/thermal/ride_through.hpp"

#include <cmath>
#include <limits>

#include <gtest/gtest.h>

#include "sim/base/contract.hpp"
#include "sim/model/thermal/hall_air.hpp"

namespace headroom::sim {
namespace {

TEST(RideThrough, OfAClosedRoomIsCapacityTimesRiseOverPower) {
    // 620 MJ/K, 1 MW, 24 to 35 °C: 620e6 · 11 / 1e6 = 6,820 s.
    EXPECT_DOUBLE_EQ(
        ride_through_s({.capacity_j_per_k = 620e6, .heat_w = 1e6, .start_c = 24, .limit_c = 35}),
        6'820);
}

TEST(RideThrough, OfARoomWithWallsIsWhereItsExponentialMeetsTheLimit) {
    const LostRoom room{.capacity_j_per_k = 5e6,
                        .heat_w = 20'000,
                        .start_c = 22,
                        .limit_c = 40,
                        .leakage_w_per_k = 400,
                        .outside_c = 10};
    const double seconds = ride_through_s(room);
    const double end_c = 10 + 20'000 / 400.0;
    EXPECT_NEAR(end_c + (22 - end_c) * std::exp(-seconds * 400 / 5e6), 40, 1e-11);
}

TEST(RideThrough, IsZeroAtTheLimitAndInfiniteIfTheWallsSuffice) {
    LostRoom room{.capacity_j_per_k = 1e6,
                  .heat_w = 1'000,
                  .start_c = 30,
                  .limit_c = 30,
                  .leakage_w_per_k = 100,
                  .outside_c = 20};
    EXPECT_EQ(ride_through_s(room), 0);
    room.start_c = 25;  // it would end at exactly 30
    EXPECT_EQ(ride_through_s(room), std::numeric_limits<double>::infinity());
    room.heat_w = 1'001;
    EXPECT_LT(ride_through_s(room), 1e6);
}

TEST(RideThrough, TendsToTheClosedRoomAsTheWallsVanish) {
    LostRoom room{.capacity_j_per_k = 1e6, .heat_w = 5'000, .start_c = 25, .limit_c = 35};
    const double closed_s = ride_through_s(room);
    room.leakage_w_per_k = 1e-9;
    room.outside_c = 25;
    EXPECT_NEAR(ride_through_s(room), closed_s, 1e-6);
}

TEST(RideThrough, BisectionOnANetworkOfOneStateMeetsTheClosedForm) {
    RcNetwork network;
    network.boundaries = 1;
    network.tie(network.add_node(5e6), 0, 400);
    const ThermalModel model(network);
    const std::vector<double> power_w{20'000}, boundary_c{10}, start_c{22};
    const ThermalCourse course = model.course(0, {power_w, boundary_c}, start_c);
    const double exact_s = ride_through_s({.capacity_j_per_k = 5e6,
                                           .heat_w = 20'000,
                                           .start_c = 22,
                                           .limit_c = 40,
                                           .leakage_w_per_k = 400,
                                           .outside_c = 10});
    const std::optional<double> found_s = first_reaches_s(course, 40, 86'400);
    ASSERT_TRUE(found_s.has_value());
    EXPECT_LE(*found_s, exact_s + 1e-9);
    EXPECT_GE(*found_s, exact_s - 1e-3);
    EXPECT_FALSE(first_reaches_s(course, 40, exact_s - 1).has_value());
    EXPECT_FALSE(first_reaches_s(course, 60.001, 1e7, 1e4).has_value());  // ends at 60
    EXPECT_EQ(first_reaches_s(course, 21, 10), 0);
}

TEST(RideThrough, LooksOnlySoFarAheadAsItIsTold) {
    const ThermalCourse flat{.start_c = 20, .rate_per_s = {0}, .amount_k_per_s = {0}};
    EXPECT_FALSE(first_reaches_s(flat, 30, 100).has_value());
    EXPECT_THROW((void)first_reaches_s(flat, 30, std::numeric_limits<double>::infinity()),
                 ContractViolation);
}

// From the steady state of the default hall with its coolers lost, until the racks' air is at 45
// °C.
std::optional<double> hall_lasts_s(double rack_w) {
    HallThermal hall{.racks = 20};
    const std::vector<double> gpu_w(20, rack_w), air_w(20, 0.15 * rack_w);
    const HallHeat heat{.gpu_w = gpu_w, .air_w = air_w};
    const HallState steady = HallAir(hall, 60).steady_state(heat).value();
    hall.room_to_supply_w_per_k_per_rack = 0;
    const ThermalModel lost(make_hall_network(hall));
    const std::vector<double> power_w = network_power_w(hall, heat), boundary_c{18, 32, 20};
    return first_reaches_s(lost.course(20, {power_w, boundary_c}, network_state_c(steady)), 45,
                           86'400);
}

TEST(RideThrough, OfTheDefaultHallIsMinutesAndShorterWithMorePower) {
    const double full_s = hall_lasts_s(22'400).value();
    const double half_s = hall_lasts_s(11'200).value();
    // About 15 K for 620 kJ/K a rack at 25.8 kW are 360 s.
    EXPECT_GT(full_s, 240);
    EXPECT_LT(full_s, 600);
    EXPECT_GT(half_s, 2 * full_s);  // half the power, and it starts cooler
}

}  // namespace
}  // namespace headroom::sim
