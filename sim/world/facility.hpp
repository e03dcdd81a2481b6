#pragma once

// What feeds and cools the fleets: halls with their power chain, cooling and limits, sites with
// their weather and grid, racks, and what a job's GPUs draw and how fast they are at each level of
// a power cap. Compiled from a scenario; plain data in SI units and integers of µW and µs.

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "sim/world/battery.hpp"
#include "sim/world/cap_ladder.hpp"
#include "sim/world/cooling_plant.hpp"
#include "sim/world/grid_carbon.hpp"
#include "sim/world/hall_thermal.hpp"
#include "sim/world/hourly_series.hpp"
#include "sim/world/power_chain.hpp"
#include "sim/world/thermal_throttle.hpp"
#include "sim/world/weather_series.hpp"

namespace headroom::sim {

constexpr std::int64_t kNoLimit = std::numeric_limits<std::int64_t>::max() / 4;

// How a power cap is kept.
enum class CapPolicy : std::uint8_t {
    kUniform,    // all GPUs of the domain at one level
    kPriority,   // deferrable work first, in two steps, then all
    kAdmission,  // no job starts that would need more; all at one level if the cap itself falls
};

// A cap of its own for a while, as a grid operator orders it.
struct CapEvent {
    std::int64_t from_us = 0;
    std::int64_t to_us = 0;
    std::int64_t cap_uw = kNoLimit;
};

// What a domain may draw, enforced. Of several caps at one time the lowest holds.
struct PowerCap {
    std::int64_t always_uw = kNoLimit;
    std::vector<std::int64_t> weekly_uw;  // [hour of the week, Monday 0:00 first]; empty: none
    std::vector<CapEvent> events;         // ascending, without overlap
    std::int64_t east_of_utc_us = 0;      // of the hours of the week
    CapPolicy policy = CapPolicy::kUniform;
    // Of kPriority, after POLCA (ASPLOS 2024): beyond `first` of the cap deferrable work is held at
    // `low_level`; if that still needs more than `second` of it, the rest at `high_level`.
    double first = 0.80;
    double second = 0.89;
    int low_level = 20;
    int high_level = 40;

    [[nodiscard]] bool is_set() const {
        return always_uw != kNoLimit || !weekly_uw.empty() || !events.empty();
    }
    [[nodiscard]] bool admits_by_power() const {
        return is_set() && policy == CapPolicy::kAdmission;
    }
};

struct PowerLimits {
    std::int64_t limit_uw = kNoLimit;  // reported, not enforced
    PowerCap cap;
};

struct HallFacility {
    std::int32_t site = -1;  // index of Facility::sites; -1: none
    PowerChain chain;
    std::int64_t other_uw = 0;
    PowerLimits hall;
    PowerLimits row;                       // of each row
    PowerLimits rack;                      // of each rack
    std::uint32_t racks_per_row = 0;       // 0: no rows
    std::int64_t feed_lost_uw = kNoLimit;  // what it can draw with one feed lost
    std::optional<CoolingPlant> cooling;   // none: cooling is not modelled
    ThermalThrottle throttle;
    double gpu_heat_share = 0.8;         // of the power of its racks. Planning default
    std::optional<HallThermal> thermal;  // none: temperatures are not modelled

    // Do single racks or rows slow their jobs?
    [[nodiscard]] bool has_small_domains() const {
        return rack.cap.is_set() || row.cap.is_set() || thermal.has_value();
    }
};

// Between a site and its grid.
struct SiteSupply {
    Battery battery;
    PeakShaving use;
    std::optional<HourlySeries> generation_w;  // on the site
};

struct SiteFacility {
    std::string name;
    PowerLimits grid;  // of the connection: all halls with their cooling and other load
    std::optional<WeatherSeries> weather;
    std::optional<HourlySeries> intensity_g_per_kwh;  // of the grid
    IntensityKind intensity_kind = IntensityKind::kAverage;
    EnergyContract contract;  // for market-based carbon
    bool has_contract = false;
    std::optional<SiteSupply> supply;
};

// Where the nodes of a fleet stand.
struct FleetRacks {
    std::uint32_t nodes_per_rack = 0;  // 0: not known
    std::uint32_t nodes_per_chassis = 0;
    std::uint32_t first_rack = 0;  // index of Facility::racks
    double embodied_kg = 0;        // of a node; 0: not known
    std::int64_t embodied_life_us = 0;
};

struct Rack {
    std::uint32_t fleet = 0;
    std::uint32_t nodes = 0;
    std::int32_t hall = -1;
    std::int32_t row = -1;  // index of Facility::rows
};
struct Row {
    std::int32_t hall = -1;
    std::uint32_t number = 0;  // in its hall
};

// What jobs of one kind do with their GPUs; the ladders say what that draws.
struct LoadKind {
    std::string name;
    bool is_deferrable = false;  // slowed first by CapPolicy::kPriority
};

struct Facility {
    bool is_on = false;
    std::int64_t step_us = 3'600'000'000;  // between control ticks
    // [World::hall_names], and one more for the fleets that stand in no hall.
    std::vector<HallFacility> halls;
    std::vector<SiteFacility> sites;
    std::vector<FleetRacks> fleets;  // [fleet]
    std::vector<Rack> racks;
    std::vector<Row> rows;
    std::vector<LoadKind> kinds;
    std::vector<CapLadder> ladders;  // [fleet × kinds + kind]
    // By how much one GPU's power falls at the edge of an iteration, when all GPUs of a job wait
    // for each other, as the ladders; empty: not known.
    std::vector<std::int64_t> swing_uw;

    // Does anything slow jobs?
    [[nodiscard]] bool has_speeds() const {
        for (const CapLadder& slowed : ladders) {  // a job's own cap
            if (slowed.back().speed_q20 != kReferenceSpeedQ20)
                return true;
        }
        for (const HallFacility& hall : halls) {
            if (hall.hall.cap.is_set() || hall.has_small_domains())
                return true;
        }
        for (const SiteFacility& site : sites) {
            if (site.grid.cap.is_set())
                return true;
        }
        return false;
    }
    // Do jobs wait for power?
    [[nodiscard]] bool has_admission() const {
        for (const HallFacility& hall : halls) {
            if (hall.hall.cap.admits_by_power())
                return true;
        }
        for (const SiteFacility& site : sites) {
            if (site.grid.cap.admits_by_power())
                return true;
        }
        return false;
    }
    [[nodiscard]] const CapLadder& ladder(std::size_t fleet, std::size_t kind) const {
        return ladders[fleet * kinds.size() + kind];
    }
};

}  // namespace headroom::sim
