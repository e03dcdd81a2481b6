#pragma once

// The heat of a hall as a star: the GPUs of a rack, the air of the rack, the air of the row, the
// room. All defaults are planning defaults, not references: a hall's own step response replaces
// them. Flow of air is one conductance a level; what differs within a rack is not modelled.

#include <cstddef>

namespace headroom::sim {

enum class GpuCooling : char {
    kAir,        // the GPUs give their heat to the air of their rack
    kColdPlate,  // to the coolant; the rest of the rack still heats the air
};

// Levels above the rack are given per rack, so that a larger hall has proportionally more of each.
struct HallThermal {
    std::size_t racks = 1;
    std::size_t racks_per_row = 10;  // the last row may be shorter
    std::size_t gpus_per_rack = 32;

    GpuCooling gpu_cooling = GpuCooling::kAir;
    double gpu_j_per_k = 400;               // of one GPU with its heat sink or cold plate
    double gpu_to_air_k_per_w = 0.065;      // junction of one GPU to the air of its rack
    double gpu_to_coolant_k_per_w = 0.030;  // junction of one GPU to the coolant

    double rack_j_per_k = 400'000;           // about 900 kg of steel, copper and aluminium
    double row_j_per_k_per_rack = 20'000;    // the air of the aisles
    double room_j_per_k_per_rack = 200'000;  // the air of the room, and of floor and walls what
                                             // follows within minutes
    double rack_to_row_w_per_k = 6'000;      // of one rack
    double row_to_room_w_per_k_per_rack = 10'000;
    double room_to_supply_w_per_k_per_rack = 5'000;  // the coolers; 0: they are lost
    double room_to_outside_w_per_k_per_rack = 0;     // the walls
};

}  // namespace headroom::sim
