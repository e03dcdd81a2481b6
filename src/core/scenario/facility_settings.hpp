#pragma once

// What a scenario says of power, cooling, heat and carbon, before names are resolved. As soon as
// one of the keys that `scenario_has_facility` looks at is written, the simulation models them.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/world/cooling_plant.hpp"
#include "sim/world/power_chain.hpp"
#include "src/core/scenario/number.hpp"

namespace headroom::scenario {

enum class CapPolicy : std::uint8_t { kUniform, kPriority, kAdmission };

// An enforced limit of a site or a hall.
struct CapSettings {
    std::optional<double> cap_w;
    std::optional<CapPolicy> policy;
    std::string calendar;  // a path

    [[nodiscard]] bool is_set() const { return cap_w.has_value() || !calendar.empty(); }
};

struct CarbonContract {
    Number share;
    Number kg_per_j;
};

// A battery at the grid connection of a site.
struct BatterySettings {
    Number capacity_j;
    Number power_w;  // in and out
    double round_trip = 0.9;
};

struct SiteFacility {
    std::string climate;  // of the catalog
    std::string weather;  // a path
    double utc_offset_s = 0;
    std::optional<double> power_limit_w;
    CapSettings cap;
    std::string grid;  // of the catalog
    std::optional<Number> carbon_kg_per_j;
    std::string carbon_table;  // a path
    std::optional<CarbonContract> contract;
    std::optional<double> import_limit_w;
    std::optional<BatterySettings> battery;
    std::vector<double> generation_w;  // of each hour of the day; empty: none
};

struct CoolingSettings {
    sim::CoolingPlant plant;
    std::optional<double> supply_c;  // of the liquid where there is any, else of the air
    std::optional<double> air_supply_c;
    std::optional<double> design_heat_w;
};

struct ThermalSettings {
    std::optional<double> gpu_k_per_w;
    std::optional<double> gpu_j_per_k;
    std::optional<double> rack_j_per_k;
    std::optional<double> gpu_heat_share;
    std::optional<double> slow_at_c;
};

struct HallFacility {
    CapSettings cap;
    std::optional<double> row_limit_w, row_cap_w, rack_cap_w;
    std::int64_t racks_per_row = 0;  // 0: no rows
    std::optional<sim::PowerChain> power_chain;
    std::optional<CoolingSettings> cooling;
    std::optional<ThermalSettings> thermal;
};

struct FleetFacility {
    std::int64_t nodes_per_rack = 0;  // 0: not known
    std::int64_t nodes_per_chassis = 0;
    std::optional<double> gpu_idle_power_w;
    std::optional<double> gpu_power_limit_w;
    double embodied_kg = 0;  // of a node; 0: not known
};

// What the GPUs of a workload's jobs do.
enum class JobPhase : std::uint8_t { kTraining, kPrefill, kDecode, kInference, kCommunication };

struct WorkloadFacility {
    std::optional<JobPhase> phase;
    std::optional<bool> is_deferrable;
    std::optional<double> gpu_cap;  // share of the GPU's limit
    double may_wait_s = 0;
};

struct FacilitySettings {
    std::optional<double> step_s;  // default: 60 s where temperatures are modelled
};

}  // namespace headroom::scenario
