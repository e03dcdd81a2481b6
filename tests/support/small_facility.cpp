#include "tests/support/small_facility.hpp"

#include "tests/support/small_world.hpp"

namespace headroom::sim {
namespace {

constexpr std::int64_t kMicro = 1'000'000;
constexpr std::int64_t kHour_s = 3600;

}  // namespace

World small_facility() {
    World world =
        nodes_of_8(4, Policy::kFcfs, {{0, 32, 10 * kHour_s}, {0, 32, 10 * kHour_s}}).build();
    world.has_calendar = true;
    world.start_unix_us = 1'798'761'600 * kMicro;  // 2027-01-01T00:00:00Z
    world.series_step_us = kHour_s * kMicro;
    world.hall_names = {"a"};
    world.fleets[0].hall = 0;
    world.fleets[0].power = {1000 * kMicro, 500 * kMicro, true};
    Facility& facility = world.facility;
    facility.is_on = true;
    facility.halls.resize(2);
    facility.halls[0].site = 0;
    facility.halls[0].chain.node.efficiency = 0.8;
    facility.halls[0].other_uw = 5000 * kMicro;
    facility.halls[0].racks_per_row = 2;
    facility.sites.resize(1);
    facility.sites[0].name.push_back('s');
    facility.sites[0].intensity_g_per_kwh = constant_series(300);
    facility.sites[0].has_contract = true;
    facility.sites[0].contract = {0.5, 100};
    facility.fleets.resize(1);
    facility.fleets[0].nodes_per_rack = 2;
    facility.fleets[0].nodes_per_chassis = 2;
    facility.racks = {{0, 2, 0, 0}, {0, 2, 0, 0}};
    facility.rows = {{0, 0}};
    facility.kinds = {{"training", false}};
    CapLadder ladder;
    for (int level = 0; level < kCapLevels; ++level) {
        const std::int64_t percent = kLowestCapPercent + level;
        ladder[static_cast<std::size_t>(level)] = {5 * kMicro * percent,
                                                   kReferenceSpeedQ20 * percent / 100};
    }
    facility.ladders = {ladder};
    return world;
}

World facility_of_everything() {
    World world = small_facility();
    Facility& facility = world.facility;
    constexpr std::int64_t kMuch_uw = 1'000'000 * kMicro;
    HallFacility& hall = facility.halls[0];
    hall.cooling.emplace().design_heat_w = 50'000;
    hall.thermal.emplace().racks = 2;
    hall.thermal->gpus_per_rack = 16;
    hall.hall.limit_uw = 20'000 * kMicro;
    hall.hall.cap.always_uw = kMuch_uw;
    hall.rack.limit_uw = hall.row.limit_uw = 8000 * kMicro;
    hall.rack.cap.always_uw = hall.row.cap.always_uw = kMuch_uw;
    hall.feed_lost_uw = 20'000 * kMicro;
    SiteFacility& site = facility.sites[0];
    site.grid.limit_uw = 20'000 * kMicro;
    site.grid.cap.always_uw = kMuch_uw;
    site.weather = {constant_series(20), constant_series(12)};
    site.supply.emplace().battery.capacity_j = 3.6e6;
    facility.fleets[0].embodied_kg = 1000;
    facility.fleets[0].embodied_life_us = 43'800 * kHour_s * kMicro;
    facility.swing_uw = {200 * kMicro};
    facility.step_us = 60 * kMicro;
    return world;
}

}  // namespace headroom::sim
