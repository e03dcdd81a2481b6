#pragma once

// Facilities written by hand, for tests whose answers can be worked out on paper: nodes idle at
// 1000 W, a GPU draws 100 W more at level 0, 250 W at 30 and 400 W at 60, and runs at 1/2, 3/4 and
// 1 of its speed there.

#include "sim/base/entity.hpp"
#include "tests/support/small_world.hpp"

namespace headroom::sim {

constexpr std::int64_t kWatt_uw = 1'000'000;
constexpr std::int64_t kNodeIdle_uw = 1000 * kWatt_uw;

[[nodiscard]] inline CapLadder even_ladder() {
    CapLadder ladder;
    for (std::int64_t level = 0; level < kCapLevels; ++level) {
        ladder.at(static_cast<std::size_t>(level)) = {
            (100 + 5 * level) * kWatt_uw,
            kReferenceSpeedQ20 / 2 + level * (kReferenceSpeedQ20 / 2) / kNoCapLevel};
    }
    return ladder;
}

// The world with every fleet in hall 0, one kind of work, no losses, no cooling, no caps.
[[nodiscard]] inline World with_facility(const SmallWorld& small) {
    World world = small.build();
    world.hall_names = {"hall"};
    world.facility.is_on = true;
    world.facility.halls.resize(2);
    world.facility.fleets.resize(world.fleets.size());
    world.facility.kinds = {{"work", false}};
    for (Fleet& fleet : world.fleets) {
        fleet.hall = 0;
        fleet.power = {kNodeIdle_uw, 0, true};
        world.facility.ladders.push_back(even_ladder());
    }
    return world;
}

// Each node fails after this mean time, and is back after `repair_s`.
inline void add_failures(World& world, std::int64_t mtbf_s, double repair_s) {
    for (Fleet& fleet : world.fleets) {
        fleet.failures.mtbf_us = mtbf_s * kSecond_us;
        fleet.failures.repair.kind = DistributionKind::kConstant;
        fleet.failures.repair.a = repair_s;
        fleet.failures.entity_prefix = entity_prefix("fleet." + fleet.name);
    }
}

// The first µs at which so much work is done at a constant speed.
[[nodiscard]] inline std::int64_t time_for(Wide work_q20, std::int64_t speed_q20) {
    return static_cast<std::int64_t>((work_q20 + speed_q20 - 1) / speed_q20);
}
[[nodiscard]] inline std::int64_t slow_time_us(std::int64_t work_s, int level) {
    return time_for(static_cast<Wide>(work_s * kSecond_us) << 20,
                    even_ladder().at(static_cast<std::size_t>(level)).speed_q20);
}

}  // namespace headroom::sim
