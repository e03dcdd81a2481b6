#pragma once

// What a hall draws at one instant, from what its nodes draw at their boards: conversion, cooling
// and other load, in whole µW that add up. The one place where the models of power and cooling
// meet; it keeps no time.

#include <cstdint>

#include "sim/model/cooling/cooling_load.hpp"
#include "sim/world/facility.hpp"

namespace headroom::sim {

// What hangs on the hall's feed besides the power of the nodes.
struct HallUse {
    std::int64_t nodes_up = 0;
    std::int64_t chassis = 0;
};

struct HallPower {
    std::int64_t it_uw = 0;  // nodes and the switches of their chassis
    std::int64_t loss_uw = 0;
    std::int64_t cooling_uw = 0;
    std::int64_t other_uw = 0;
    double water_kg_per_s = 0;
    bool is_cooling_overloaded = false;

    // What the feed of the hall carries; cooling has a feed of its own.
    [[nodiscard]] std::int64_t feed_uw() const { return it_uw + loss_uw + other_uw; }
    [[nodiscard]] std::int64_t facility_uw() const { return feed_uw() + cooling_uw; }
};

// `cooling`: prepared for the weather; nullptr where cooling is not modelled. All electrical power
// of the hall but that of cooling turns into heat in it. Never falls with `nodes_uw`.
[[nodiscard]] HallPower hall_power(const HallFacility& hall,
                                   const HallUse& use,
                                   const PreparedCooling* cooling,
                                   std::int64_t nodes_uw);

// What the feed of a rack or a row carries, µW: up to its rectifiers.
[[nodiscard]] std::int64_t rack_power_uw(const HallFacility& hall,
                                         const HallUse& use,
                                         std::int64_t nodes_uw);

}  // namespace headroom::sim
