// Heat and stores of energy against arithmetic that a reader can repeat.

#include <array>
#include <vector>

#include "sim/model/power/energy_store.hpp"
#include "sim/model/thermal/rc_network.hpp"
#include "sim/model/thermal/ride_through.hpp"
#include "src/study/validate/model_check.hpp"

namespace headroom::study {
namespace {

// A GPU by itself: heat capacity 400 J/K at a resistance, 27 °C around it.
class LoneGpu {
public:
    explicit LoneGpu(double k_per_w) : model_(network(k_per_w)) {}

    [[nodiscard]] double rise_k() const { return model_.steady_state(input())[0] - kAround[0]; }
    [[nodiscard]] double time_constant_s() const { return 1 / model_.rates_per_s()[0]; }
    // From 27 °C, in some equal steps.
    [[nodiscard]] double temperature_after_c(double step_s, int steps) const {
        std::array<double, 1> temperature_c = kAround;
        for (int step = 0; step < steps; ++step) {
            model_.step(step_s, input(), temperature_c);
        }
        return temperature_c[0];
    }

private:
    static constexpr std::array<double, 1> kAround{27};
    static constexpr std::array<double, 1> kPower{700};

    static sim::RcNetwork network(double k_per_w) {
        sim::RcNetwork network;
        network.boundaries = 1;
        network.tie(network.add_node(400), 0, 1 / k_per_w);
        return network;
    }
    static sim::ThermalInput input() { return {kPower, kAround}; }

    sim::ThermalModel model_;
};

// Rounding of a few operations on numbers of this size.
ModelCheck derived(const char* model,
                   const char* subject,
                   const char* unit,
                   double reference,
                   double ours,
                   const char* source) {
    return {.model = model,
            .subject = subject,
            .unit = unit,
            .reference = reference,
            .ours = ours,
            .tolerance = 1e-12,
            .evidence = Evidence::kDerived,
            .source = source,
            .fitted = {}};
}

void add_gpu(std::vector<ModelCheck>& rows) {
    const LoneGpu air(0.065);
    const LoneGpu plate(0.03);
    rows.push_back(derived("thermal network", "steady rise of 700 W at 0.065 K/W", "K", 45.5,
                           air.rise_k(), "P R = 700 * 0.065"));
    rows.push_back(derived("thermal network", "steady rise of 700 W at 0.03 K/W", "K", 21,
                           plate.rise_k(), "P R = 700 * 0.03"));
    rows.push_back(derived("thermal network", "time constant of 400 J/K at 0.065 K/W", "s", 26,
                           air.time_constant_s(), "R C = 0.065 * 400"));
    rows.push_back(derived("thermal network", "time constant of 400 J/K at 0.03 K/W", "s", 12,
                           plate.time_constant_s(), "R C = 0.03 * 400"));
    rows.push_back(derived("thermal network", "one step of one time constant, 26 s, from 27 °C",
                           "°C", 55.7614854266993743674, air.temperature_after_c(26, 1),
                           "72.5 + (27 - 72.5) exp(-1)"));
    rows.push_back(derived("thermal network", "one step of 60 s from 27 °C", "°C",
                           67.9731785874839411223, air.temperature_after_c(60, 1),
                           "72.5 + (27 - 72.5) exp(-60/26)"));
    rows.push_back(derived("thermal network", "ten steps of 6 s from 27 °C", "°C",
                           67.9731785874839411223, air.temperature_after_c(6, 10),
                           "72.5 + (27 - 72.5) exp(-60/26)"));
}

void add_ride_through(std::vector<ModelCheck>& rows) {
    rows.push_back(
        derived("ride-through", "100 MJ/K, 1 MW, from 24 to 34 °C without walls", "s", 1'000,
                sim::ride_through_s(
                    {.capacity_j_per_k = 100e6, .heat_w = 1e6, .start_c = 24, .limit_c = 34}),
                "C dT / P = 100e6 * 10 / 1e6"));
    rows.push_back(derived("ride-through",
                           "5 MJ/K, 20 kW, from 22 to 40 °C, walls of 400 W/K to 10 °C", "s",
                           8023.17357715493469988795,
                           sim::ride_through_s({.capacity_j_per_k = 5e6,
                                                .heat_w = 20'000,
                                                .start_c = 22,
                                                .limit_c = 40,
                                                .leakage_w_per_k = 400,
                                                .outside_c = 10}),
                           "-(C/G) ln(1 - 18 G / (P - 12 G)) = -12500 ln(1 - 7200/15200)"));
}

void add_battery(std::vector<ModelCheck>& rows) {
    const sim::Battery battery{.capacity_j = 3.6e9,
                               .charge_limit_w = 1e6,
                               .discharge_limit_w = 1e6,
                               .charge_efficiency = 0.9,
                               .discharge_efficiency = 0.8,
                               .least_charge = 0.1};
    rows.push_back(derived("battery", "1 MWh, 90 % of it usable, 80 % out, at 240 kW", "s", 10'800,
                           sim::autonomy_s(battery, 240e3, 1), "0.9 * 3.6e9 * 0.8 / 240e3"));
    const sim::PeakShaving use{.import_limit_w = 1e6, .charge_below_w = 1e6};
    const double stored_j = sim::dispatch_store(battery, use, 0.5e6, 0, 900, 1.8e9).stored_j;
    rows.push_back(derived("battery", "half full, 15 min of 500 kW in at 90 %", "J", 2.205e9,
                           stored_j, "1.8e9 + 0.9 * 500e3 * 900"));
}

}  // namespace

std::vector<ModelCheck> thermal_checks() {
    std::vector<ModelCheck> rows;
    add_gpu(rows);
    add_ride_through(rows);
    add_battery(rows);
    return rows;
}

}  // namespace headroom::study
