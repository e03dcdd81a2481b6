// Thermal networks against closed forms, a Runge-Kutta integration of many small steps, and laws.

#include "sim/model/thermal/rc_network.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>

#include <gtest/gtest.h>

#include "sim/base/contract.hpp"

namespace headroom::sim {
namespace {

using Values = std::vector<double>;

// What a network is driven by, with memory of its own.
struct Drive {
    Values power_w;
    Values boundary_c;
    [[nodiscard]] ThermalInput input() const { return {power_w, boundary_c}; }
};

RcNetwork one_state(double capacity, double resistance) {
    RcNetwork network;
    network.boundaries = 1;
    network.tie(network.add_node(capacity), 0, 1 / resistance);
    return network;
}

// A random tree with some further links, tied at one to three nodes.
RcNetwork random_network(std::mt19937_64& random, std::size_t nodes) {
    std::uniform_real_distribution<double> capacity(50, 5'000);
    std::uniform_real_distribution<double> conductance(0.5, 50);
    RcNetwork network;
    network.boundaries = 2;
    for (std::size_t node = 0; node < nodes; ++node) {
        network.add_node(capacity(random));
        if (node > 0)
            network.connect(node, random() % node, conductance(random));
    }
    for (std::size_t extra = 0; extra < nodes / 3; ++extra) {
        const std::size_t a = random() % nodes;
        const std::size_t b = random() % nodes;
        if (a != b)
            network.connect(a, b, conductance(random));
    }
    network.tie(random() % nodes, 0, conductance(random));
    network.tie(random() % nodes, 1, conductance(random));
    return network;
}

Drive random_drive(std::mt19937_64& random, const RcNetwork& network) {
    std::uniform_real_distribution<double> power(0, 800);
    Drive drive{Values(network.capacity_j_per_k.size()), {18, 31}};
    for (double& power_w : drive.power_w) {
        power_w = power(random);
    }
    return drive;
}

Values random_state(std::mt19937_64& random, std::size_t nodes) {
    std::uniform_real_distribution<double> temperature(15, 90);
    Values state(nodes);
    for (double& value : state) {
        value = temperature(random);
    }
    return state;
}

double largest_gap(const Values& a, const Values& b) {
    double gap = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        gap = std::max(gap, std::abs(a[i] - b[i]));
    }
    return gap;
}

Values slope(const RcNetwork& network, const Drive& drive, const Values& state) {
    Values heat(state.size());
    network.net_heat_w(state, drive.power_w, drive.boundary_c, heat);
    for (std::size_t i = 0; i < heat.size(); ++i) {
        heat[i] /= network.capacity_j_per_k[i];
    }
    return heat;
}

Values moved(const Values& state, const Values& by, double factor) {
    Values result = state;
    for (std::size_t i = 0; i < result.size(); ++i) {
        result[i] += factor * by[i];
    }
    return result;
}

Values runge_kutta(const RcNetwork& network, const Drive& drive, Values state, double seconds) {
    constexpr int kSteps = 20'000;
    const double h = seconds / kSteps;
    for (int step = 0; step < kSteps; ++step) {
        const Values k1 = slope(network, drive, state);
        const Values k2 = slope(network, drive, moved(state, k1, h / 2));
        const Values k3 = slope(network, drive, moved(state, k2, h / 2));
        const Values k4 = slope(network, drive, moved(state, k3, h));
        state = moved(moved(state, k1, h / 6), moved(k2, k3, 1), h / 3);
        state = moved(state, k4, h / 6);
    }
    return state;
}

TEST(RcNetwork, OneStateFollowsTheExponentialForAnyLengthOfStep) {
    // A GPU at 0.065 K/W and 400 J/K: τ = 26 s; 700 W over 27 °C air end at 72.5 °C.
    const ThermalModel gpu(one_state(400, 0.065));
    const Drive drive{{700}, {27}};
    EXPECT_NEAR(gpu.steady_state(drive.input())[0], 27 + 700 * 0.065, 1e-12);
    EXPECT_NEAR(gpu.rates_per_s()[0], 1 / 26.0, 1e-16);
    for (const double seconds : {1e-9, 1e-3, 0.1, 1.0, 26.0, 60.0, 3'600.0, 1e9}) {
        Values state{40};
        gpu.step(seconds, drive.input(), state);
        EXPECT_NEAR(state[0], 72.5 + (40 - 72.5) * std::exp(-seconds / 26), 1e-12) << seconds;
    }
}

TEST(RcNetwork, TwoStatesFollowTheClosedFormOfATwoByTwoMatrix) {
    const double c1 = 400, c2 = 9'000, g = 15, h = 40, power_w = 700, boundary_c = 20;
    RcNetwork network;
    network.boundaries = 1;
    network.add_node(c1);
    network.add_node(c2);
    network.connect(0, 1, g);
    network.tie(1, 0, h);
    const ThermalModel model(network);
    const Drive drive{{power_w, 0}, {boundary_c}};
    // x' = M x for x = T - T∞; e^(Mt) = (e^(at) (M - b) - e^(bt) (M - a)) / (a - b).
    const double m11 = -g / c1, m12 = g / c1, m21 = g / c2, m22 = -(g + h) / c2;
    const double middle = (m11 + m22) / 2;
    const double half = std::sqrt(middle * middle - (m11 * m22 - m12 * m21));
    const double a = middle + half, b = middle - half;
    const double end2 = boundary_c + power_w / h, end1 = end2 + power_w / g;
    for (const double seconds : {0.5, 6.0, 60.0, 600.0, 86'400.0}) {
        Values state{25, 22};
        const double x1 = 25 - end1, x2 = 22 - end2;
        const double ea = std::exp(a * seconds), eb = std::exp(b * seconds);
        const double p = (ea - eb) / (a - b), q = (a * eb - b * ea) / (a - b);
        model.step(seconds, drive.input(), state);
        EXPECT_NEAR(state[0], end1 + (p * m11 + q) * x1 + p * m12 * x2, 1e-11) << seconds;
        EXPECT_NEAR(state[1], end2 + p * m21 * x1 + (p * m22 + q) * x2, 1e-11) << seconds;
    }
}

TEST(RcNetwork, InASteadyStateHeatInIsHeatOutAtEveryNodeAndNothingMoves) {
    std::mt19937_64 random(11);
    for (int trial = 0; trial < 30; ++trial) {
        const RcNetwork network = random_network(random, 2 + trial);
        const Drive drive = random_drive(random, network);
        const ThermalModel model(network);
        const Values steady = model.steady_state(drive.input());
        const double total_w = std::accumulate(drive.power_w.begin(), drive.power_w.end(), 0.0);
        for (const double slope_k_per_s : slope(network, drive, steady)) {
            EXPECT_NEAR(slope_k_per_s, 0, 1e-10);
        }
        double out_w = 0;
        for (const RcNetwork::Tie& tie : network.ties) {
            out_w += tie.conductance_w_per_k * (steady[tie.node] - drive.boundary_c[tie.boundary]);
        }
        EXPECT_NEAR(out_w, total_w, 1e-9 * total_w);
        Values later = steady;
        model.step(86'400, drive.input(), later);
        EXPECT_LT(largest_gap(later, steady), 1e-9);
    }
}

TEST(RcNetwork, TenStepsOfSixSecondsAreOneOfSixty) {
    std::mt19937_64 random(5);
    for (int trial = 0; trial < 20; ++trial) {
        const RcNetwork network = random_network(random, 3 + trial);
        const ThermalModel model(network);
        const Drive drive = random_drive(random, network);
        Values once = random_state(random, model.nodes());
        Values often = once;
        model.step(60, drive.input(), once);
        for (int step = 0; step < 10; ++step) {
            model.step(6, drive.input(), often);
        }
        for (std::size_t node = 0; node < once.size(); ++node) {
            EXPECT_NEAR(often[node], once[node], 1e-12 * std::abs(once[node]));
        }
    }
}

TEST(RcNetwork, EqualsManySmallStepsOfRungeKuttaOnRandomNetworks) {
    std::mt19937_64 random(7);
    for (int trial = 0; trial < 8; ++trial) {
        const RcNetwork network = random_network(random, 2 + 2 * trial);
        const ThermalModel model(network);
        const Drive drive = random_drive(random, network);
        const Values start = random_state(random, model.nodes());
        for (const double seconds : {1.0, 60.0}) {
            Values state = start;
            model.step(seconds, drive.input(), state);
            // Largest rate about 10/s: h·λ <= 0.03, and the error of the fourth order is far below.
            EXPECT_LT(largest_gap(state, runge_kutta(network, drive, start, seconds)), 1e-7);
        }
    }
}

TEST(RcNetwork, AMatrixForOneStepAndACourseGiveWhatTheStepGives) {
    std::mt19937_64 random(13);
    const RcNetwork network = random_network(random, 40);
    const ThermalModel model(network);
    const Drive drive = random_drive(random, network);
    const Values start = random_state(random, model.nodes());
    Values by_step = start;
    Values by_matrix = start;
    const Values matrix = model.step_matrix(60);
    model.step(60, drive.input(), by_step);
    model.step_by(matrix, drive.input(), by_matrix);
    EXPECT_LT(largest_gap(by_step, by_matrix), 1e-11);
    for (std::size_t node = 0; node < start.size(); ++node) {
        EXPECT_NEAR(model.course(node, drive.input(), start).at(60), by_step[node], 1e-11);
    }
}

TEST(RcNetwork, StiffNetworksStayBetweenTheirExtremesAtAnyStep) {
    // Time constants from 1 µs to 10^6 s.
    RcNetwork network;
    network.boundaries = 1;
    for (const double capacity : {1e-3, 1.0, 1e6, 1e7}) {
        network.add_node(capacity);
    }
    network.connect(0, 1, 1e3);
    network.connect(1, 2, 1e2);
    network.connect(2, 3, 10);
    network.tie(3, 0, 10);
    const ThermalModel model(network);
    const Drive still{Values(4, 0.0), {20}};
    for (const double seconds : {1e-6, 1e-3, 1.0, 60.0, 1e5, 1e9}) {
        Values state{90, 20, 55, 31};
        for (int step = 0; step < 200; ++step) {
            model.step(seconds, still.input(), state);
            for (const double value : state) {
                EXPECT_GT(value, 20 - 1e-6) << seconds;
                EXPECT_LT(value, 90 + 1e-6) << seconds;
            }
        }
    }
    const Drive heated{{100, 0, 0, 0}, {20}};
    // 100 W over 10, 10, 100 and 1,000 W/K; a few units in the last place, however stiff.
    EXPECT_NEAR(model.steady_state(heated.input())[0], 41.1, 4e-14);
    Values state(4, 20.0);
    for (int step = 0; step < 100; ++step) {
        model.step(1e6, heated.input(), state);
    }
    EXPECT_NEAR(state[3], 30, 1e-6);
    EXPECT_NEAR(state[0], 30 + 10 + 1 + 0.1, 1e-6);
}

TEST(RcNetwork, MorePowerAnywhereNeverCoolsAnything) {
    std::mt19937_64 random(17);
    for (int trial = 0; trial < 20; ++trial) {
        const RcNetwork network = random_network(random, 12);
        const ThermalModel model(network);
        const Drive less = random_drive(random, network);
        Drive more = less;
        more.power_w[random() % 12] += 100;
        Values cooler = random_state(random, 12);
        Values warmer = cooler;
        for (const double seconds : {0.1, 10.0, 1'000.0}) {
            model.step(seconds, less.input(), cooler);
            model.step(seconds, more.input(), warmer);
            for (std::size_t node = 0; node < 12; ++node) {
                EXPECT_GE(warmer[node], cooler[node] - 1e-10);
            }
        }
    }
}

TEST(RcNetwork, WithoutABoundaryAllPowerStaysAsHeat) {
    RcNetwork network;
    network.add_node(500);
    network.add_node(20'000);
    network.connect(0, 1, 25);
    EXPECT_FALSE(network.is_cooled());
    const ThermalModel model(network);
    const Drive drive{{900, 100}, {}};
    Values state{30, 20};
    model.step(3'600, drive.input(), state);
    EXPECT_NEAR(500 * (state[0] - 30) + 20'000 * (state[1] - 20), 1'000.0 * 3'600, 1e-5);
    EXPECT_THROW((void)model.steady_state(drive.input()), ContractViolation);
}

TEST(RcNetwork, IsCooledOnlyWhenEachNodeHasAWayToABoundary) {
    RcNetwork network;
    network.boundaries = 1;
    network.add_node(1);
    network.add_node(1);
    network.add_node(1);
    network.tie(0, 0, 1);
    network.connect(0, 1, 1);
    EXPECT_FALSE(network.is_cooled());
    network.connect(1, 2, 0);  // closed: adds nothing
    EXPECT_FALSE(network.is_cooled());
    network.connect(2, 1, 1e-3);
    EXPECT_TRUE(network.is_cooled());
}

}  // namespace
}  // namespace headroom::sim
