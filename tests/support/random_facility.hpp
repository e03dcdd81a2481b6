#pragma once

// Small random Worlds with a facility: halls, sites, racks, rows, caps of all policies from tight
// to loose, ladders, activities, weather, failures, releases. Built without compile_world.

#include <cstdint>

#include "sim/world/world.hpp"

namespace headroom::sim {

// The same world for the same seed.
[[nodiscard]] World random_facility_world(std::uint64_t seed);

// Takes away all that slows jobs or makes them wait for power: caps, and ladders that are slow
// without one.
void remove_caps(World& world);

// Racks of so many nodes for all nodes of a fleet, and rows for all racks of halls that have
// racks_per_row; appended to the facility.
void add_racks(World& world, std::size_t fleet, std::uint32_t nodes_per_rack);
void add_rows(World& world);

}  // namespace headroom::sim
