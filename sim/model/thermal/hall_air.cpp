#include "sim/model/thermal/hall_air.hpp"

#include <algorithm>
#include <string>

#include "sim/base/contract.hpp"

namespace headroom::sim {
namespace {

enum HallBoundary : std::size_t { kSupply, kCoolant, kOutside, kHallBoundaries };

double as_number(std::size_t count) {
    return static_cast<double>(count);
}

std::size_t rows_of(const HallThermal& hall) {
    return (hall.racks + hall.racks_per_row - 1) / hall.racks_per_row;
}

bool is_air_cooled(const HallThermal& hall) {
    return hall.gpu_cooling == GpuCooling::kAir;
}

// From all GPUs of a rack to what cools them.
double gpu_w_per_k(const HallThermal& hall) {
    return as_number(hall.gpus_per_rack) /
           (is_air_cooled(hall) ? hall.gpu_to_air_k_per_w : hall.gpu_to_coolant_k_per_w);
}

double room_w_per_k_per_rack(const HallThermal& hall) {
    return hall.room_to_supply_w_per_k_per_rack + hall.room_to_outside_w_per_k_per_rack;
}

// A node for the GPUs of a rack and one for its air.
std::array<std::size_t, 2> add_rack(const HallThermal& hall, RcNetwork& network) {
    const std::size_t gpus = network.add_node(as_number(hall.gpus_per_rack) * hall.gpu_j_per_k);
    const std::size_t rack = network.add_node(hall.rack_j_per_k);
    if (is_air_cooled(hall)) {
        network.connect(gpus, rack, gpu_w_per_k(hall));
    } else {
        network.tie(gpus, kCoolant, gpu_w_per_k(hall));
    }
    return {gpus, rack};
}

// One rack with the share of row and room that it has; `levels` of 2 (rack), 3 (row), 4 (room).
// What is above the last level does not move.
std::vector<double> step_of_levels(const HallThermal& hall, int levels, double step_s) {
    RcNetwork network;
    network.boundaries = kHallBoundaries;
    const std::size_t rack = add_rack(hall, network)[1];
    if (levels == 2) {
        network.tie(rack, kSupply, hall.rack_to_row_w_per_k);
        return ThermalModel(network).step_matrix(step_s);
    }
    const std::size_t row = network.add_node(hall.row_j_per_k_per_rack);
    network.connect(rack, row, hall.rack_to_row_w_per_k);
    if (levels == 3) {
        network.tie(row, kSupply, hall.row_to_room_w_per_k_per_rack);
        return ThermalModel(network).step_matrix(step_s);
    }
    const std::size_t room = network.add_node(hall.room_j_per_k_per_rack);
    network.connect(row, room, hall.row_to_room_w_per_k_per_rack);
    network.tie(room, kSupply, hall.room_to_supply_w_per_k_per_rack);
    network.tie(room, kOutside, hall.room_to_outside_w_per_k_per_rack);
    return ThermalModel(network).step_matrix(step_s);
}

// The first `Levels` of matrix · heat.
template <std::size_t Levels>
std::array<double, 4> times(const std::vector<double>& matrix, const std::array<double, 4>& heat) {
    std::array<double, 4> rise{};
    for (std::size_t to = 0; to < Levels; ++to) {
        for (std::size_t from = 0; from < Levels; ++from) {
            rise[to] += matrix[to * Levels + from] * heat[from];
        }
    }
    return rise;
}

using Levels = std::array<double, 4>;

Levels minus(const Levels& a, const Levels& b) {
    return {a[0] - b[0], a[1] - b[1], a[2] - b[2], a[3] - b[3]};
}
Levels plus(const Levels& a, const Levels& b) {
    return {a[0] + b[0], a[1] + b[1], a[2] + b[2], a[3] + b[3]};
}
Levels scaled(const Levels& a, double factor) {
    return {a[0] * factor, a[1] * factor, a[2] * factor, a[3] * factor};
}

}  // namespace

RcNetwork make_hall_network(const HallThermal& hall) {
    RcNetwork network;
    network.boundaries = kHallBoundaries;
    const std::size_t rows = rows_of(hall);
    const double gpus_j_per_k = as_number(hall.gpus_per_rack) * hall.gpu_j_per_k;
    network.capacity_j_per_k.assign(hall.racks, gpus_j_per_k);
    network.capacity_j_per_k.insert(network.capacity_j_per_k.end(), hall.racks, hall.rack_j_per_k);
    std::vector<double> racks_of_row(rows, 0);
    for (std::size_t rack = 0; rack < hall.racks; ++rack) {
        racks_of_row[rack / hall.racks_per_row] += 1;
    }
    for (const double racks : racks_of_row) {
        network.add_node(racks * hall.row_j_per_k_per_rack);
    }
    const std::size_t room = network.add_node(as_number(hall.racks) * hall.room_j_per_k_per_rack);
    for (std::size_t rack = 0; rack < hall.racks; ++rack) {
        const std::size_t air = hall.racks + rack;
        if (is_air_cooled(hall)) {
            network.connect(rack, air, gpu_w_per_k(hall));
        } else {
            network.tie(rack, kCoolant, gpu_w_per_k(hall));
        }
        network.connect(air, 2 * hall.racks + rack / hall.racks_per_row, hall.rack_to_row_w_per_k);
    }
    for (std::size_t row = 0; row < rows; ++row) {
        network.connect(2 * hall.racks + row, room,
                        racks_of_row[row] * hall.row_to_room_w_per_k_per_rack);
    }
    network.tie(room, kSupply, as_number(hall.racks) * hall.room_to_supply_w_per_k_per_rack);
    network.tie(room, kOutside, as_number(hall.racks) * hall.room_to_outside_w_per_k_per_rack);
    return network;
}

std::vector<double> network_power_w(const HallThermal& hall, const HallHeat& heat) {
    std::vector<double> power_w(heat.gpu_w.begin(), heat.gpu_w.end());
    power_w.insert(power_w.end(), heat.air_w.begin(), heat.air_w.end());
    power_w.insert(power_w.end(), rows_of(hall), 0.0);
    power_w.push_back(heat.room_w);
    return power_w;
}

std::vector<double> network_state_c(const HallState& state) {
    std::vector<double> nodes = state.gpu_c;
    nodes.insert(nodes.end(), state.rack_c.begin(), state.rack_c.end());
    nodes.insert(nodes.end(), state.row_c.begin(), state.row_c.end());
    nodes.push_back(state.room_c);
    return nodes;
}

HallAir::HallAir(const HallThermal& hall, double step_s) : hall_(hall), step_s_(step_s) {
    HEADROOM_REQUIRE(hall.racks > 0 && hall.racks_per_row > 0 && hall.gpus_per_rack > 0,
                     std::to_string(hall.racks) + " racks, " + std::to_string(hall.racks_per_row) +
                         " a row, " + std::to_string(hall.gpus_per_rack) + " GPUs each");
    HEADROOM_REQUIRE(hall.rack_to_row_w_per_k > 0 && hall.row_to_room_w_per_k_per_rack > 0,
                     "no way for the air of a rack to the room");
    rack_step_ = step_of_levels(hall, 2, step_s);
    row_step_ = step_of_levels(hall, 3, step_s);
    hall_step_ = step_of_levels(hall, 4, step_s);
}

std::size_t HallAir::rows() const {
    return rows_of(hall_);
}

std::size_t HallAir::racks_of(std::size_t row) const {
    return std::min(hall_.racks_per_row, hall_.racks - row * hall_.racks_per_row);
}

void HallAir::require_sizes(const HallHeat& heat) const {
    HEADROOM_REQUIRE(heat.gpu_w.size() == hall_.racks && heat.air_w.size() == hall_.racks,
                     std::to_string(heat.gpu_w.size()) + " and " +
                         std::to_string(heat.air_w.size()) + " powers");
}

HallState HallAir::all_at(double temperature_c) const {
    return {std::vector<double>(hall_.racks, temperature_c),
            std::vector<double>(hall_.racks, temperature_c),
            std::vector<double>(rows(), temperature_c), temperature_c};
}

std::optional<HallState> HallAir::steady_state(const HallHeat& heat) const {
    require_sizes(heat);
    const double out_w_per_k = as_number(hall_.racks) * room_w_per_k_per_rack(hall_);
    if (!(out_w_per_k > 0))
        return std::nullopt;
    HallState state = all_at(0);
    std::vector<double> row_w(rows(), 0);
    double room_w = heat.room_w;
    for (std::size_t rack = 0; rack < hall_.racks; ++rack) {
        const double into_air_w =
            heat.air_w[rack] + (is_air_cooled(hall_) ? heat.gpu_w[rack] : 0.0);
        row_w[rack / hall_.racks_per_row] += into_air_w;
        room_w += into_air_w;
        state.rack_c[rack] = into_air_w / hall_.rack_to_row_w_per_k;  // above its row
    }
    const double sink_c = (hall_.room_to_supply_w_per_k_per_rack * heat.supply_c +
                           hall_.room_to_outside_w_per_k_per_rack * heat.outside_c) /
                          room_w_per_k_per_rack(hall_);
    state.room_c = sink_c + room_w / out_w_per_k;
    for (std::size_t row = 0; row < rows(); ++row) {
        state.row_c[row] = state.room_c + row_w[row] / (as_number(racks_of(row)) *
                                                        hall_.row_to_room_w_per_k_per_rack);
    }
    for (std::size_t rack = 0; rack < hall_.racks; ++rack) {
        state.rack_c[rack] += state.row_c[rack / hall_.racks_per_row];
        state.gpu_c[rack] = (is_air_cooled(hall_) ? state.rack_c[rack] : heat.coolant_c) +
                            heat.gpu_w[rack] / gpu_w_per_k(hall_);
    }
    return state;
}

HallAir::NetHeat HallAir::net_heat(const HallHeat& heat, const HallState& state) const {
    NetHeat net{std::vector<Heat>(hall_.racks), std::vector<Heat>(rows()), {}};
    const double gpu_conductance = gpu_w_per_k(hall_);
    for (std::size_t row = 0; row < rows(); ++row) {
        const std::size_t first = row * hall_.racks_per_row;
        const double racks = as_number(racks_of(row));
        for (std::size_t rack = first; rack < first + racks_of(row); ++rack) {
            const double sink_c = is_air_cooled(hall_) ? state.rack_c[rack] : heat.coolant_c;
            const double from_gpus_w = gpu_conductance * (state.gpu_c[rack] - sink_c);
            const double to_row_w =
                hall_.rack_to_row_w_per_k * (state.rack_c[rack] - state.row_c[row]);
            net.rack[rack] = {
                heat.gpu_w[rack] - from_gpus_w,
                heat.air_w[rack] + (is_air_cooled(hall_) ? from_gpus_w : 0.0) - to_row_w, 0, 0};
            net.row[row] = plus(net.row[row], {net.rack[rack][0], net.rack[rack][1], to_row_w, 0});
        }
        const double to_room_w =
            racks * hall_.row_to_room_w_per_k_per_rack * (state.row_c[row] - state.room_c);
        net.row[row][2] -= to_room_w;
        net.hall = plus(net.hall, net.row[row]);
        net.hall[3] += to_room_w;
        net.row[row] = scaled(net.row[row], 1 / racks);
    }
    const double racks = as_number(hall_.racks);
    net.hall[3] += heat.room_w +
                   racks * hall_.room_to_supply_w_per_k_per_rack * (heat.supply_c - state.room_c) +
                   racks * hall_.room_to_outside_w_per_k_per_rack * (heat.outside_c - state.room_c);
    net.hall = scaled(net.hall, 1 / racks);
    return net;
}

void HallAir::step(const HallHeat& heat, HallState& state) const {
    require_sizes(heat);
    const NetHeat net = net_heat(heat, state);
    const Heat hall_rise = times<4>(hall_step_, net.hall);
    state.room_c += hall_rise[3];
    for (std::size_t row = 0; row < rows(); ++row) {
        const Heat row_rise = plus(hall_rise, times<3>(row_step_, minus(net.row[row], net.hall)));
        state.row_c[row] += row_rise[2];
        const std::size_t first = row * hall_.racks_per_row;
        for (std::size_t rack = first; rack < first + racks_of(row); ++rack) {
            const Heat rise =
                plus(row_rise, times<2>(rack_step_, minus(net.rack[rack], net.row[row])));
            state.gpu_c[rack] += rise[0];
            state.rack_c[rack] += rise[1];
        }
    }
}

}  // namespace headroom::sim
