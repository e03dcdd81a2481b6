#pragma once

// The temperatures of a hall's GPUs, racks, rows and room. As racks are alike, the star falls into
// one system of the whole hall, one of the rows against it and one of the racks against their row:
// an exact step costs O(racks), with the answers of the full network.

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "sim/model/thermal/rc_network.hpp"
#include "sim/world/hall_thermal.hpp"

namespace headroom::sim {

// What heats and cools a hall while a step lasts.
struct HallHeat {
    std::span<const double> gpu_w;  // [rack] all GPUs of the rack together
    std::span<const double> air_w;  // [rack] all else in the rack
    double room_w = 0;              // not in racks
    double supply_c = 18;           // air of the coolers
    double coolant_c = 32;          // of cold plates
    double outside_c = 20;          // beyond the walls
};

struct HallState {
    std::vector<double> gpu_c;   // [rack] junctions
    std::vector<double> rack_c;  // [rack] air
    std::vector<double> row_c;   // [row]
    double room_c = 0;
};

// The same hall as a plain network; nodes: GPUs of each rack, racks, rows, the room (in the order
// of HallState); boundaries: supply, coolant, outside.
[[nodiscard]] RcNetwork make_hall_network(const HallThermal& hall);

// Its input and state as that network wants them.
[[nodiscard]] std::vector<double> network_power_w(const HallThermal& hall, const HallHeat& heat);
[[nodiscard]] std::vector<double> network_state_c(const HallState& state);

class HallAir {
public:
    // A step of `step_s` >= 0 seconds, fixed. Requires racks, racks a row and GPUs a rack > 0.
    HallAir(const HallThermal& hall, double step_s);

    [[nodiscard]] const HallThermal& hall() const { return hall_; }
    [[nodiscard]] double step_s() const { return step_s_; }
    [[nodiscard]] std::size_t rows() const;

    [[nodiscard]] HallState all_at(double temperature_c) const;

    // None where neither coolers nor walls take heat from the room. O(racks).
    [[nodiscard]] std::optional<HallState> steady_state(const HallHeat& heat) const;

    // The state after a step of step_s(). O(racks), some 10 ns each.
    void step(const HallHeat& heat, HallState& state) const;

private:
    // Net heat of a rack and what is above it, per rack: GPUs, rack air, row, room.
    using Heat = std::array<double, 4>;
    struct NetHeat {
        std::vector<Heat> rack;  // GPUs and air alone
        std::vector<Heat> row;   // mean of its racks, and the row
        Heat hall{};             // mean of all racks and rows, and the room
    };
    [[nodiscard]] std::size_t racks_of(std::size_t row) const;
    [[nodiscard]] NetHeat net_heat(const HallHeat& heat, const HallState& state) const;
    void require_sizes(const HallHeat& heat) const;

    HallThermal hall_;
    double step_s_;
    std::vector<double> rack_step_;  // 2 × 2: K per W of net heat, against the mean of the row
    std::vector<double> row_step_;   // 3 × 3: against the mean of the hall
    std::vector<double> hall_step_;  // 4 × 4
};

}  // namespace headroom::sim
