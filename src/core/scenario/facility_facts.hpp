#pragma once

// What a scenario and its catalog together say of power: whether a facility is to be simulated at
// all, what the nodes of a fleet draw, and how its GPUs answer to caps.

#include <optional>

#include "sim/world/cap_curve.hpp"
#include "sim/world/work_phase.hpp"
#include "src/core/scenario/scenario.hpp"

namespace headroom::scenario {

// Is any key written that only a facility gives a meaning to?
[[nodiscard]] bool has_facility(const Site& site);
[[nodiscard]] bool has_facility(const Hall& hall);
[[nodiscard]] bool has_facility(const Workload& workload);
[[nodiscard]] bool scenario_has_facility(const Scenario& scenario);

// The hall of a fleet and the site of a hall; null where there is none.
[[nodiscard]] const Hall* find_hall(const Scenario& scenario, const Fleet& fleet);
[[nodiscard]] const Site* find_site(const Scenario& scenario, const Hall* hall);

struct GpuModel {
    sim::GpuPower power;
    sim::CapCurve curve;
};

// The catalog's GPU, with what the fleet itself says instead; none where nobody says the limit.
[[nodiscard]] std::optional<GpuModel> find_gpu_model(const Scenario& scenario, const Fleet& fleet);

struct NodeWatts {
    double idle_w = 0;
    double busy_w = 0;
    bool is_planned = false;  // from the highest power in the catalog: a planning default
};

// As written, else, of a node of the catalog: at its highest power when busy, and less what its
// GPUs draw between idle and their limit when idle. None where neither is known.
[[nodiscard]] std::optional<NodeWatts> find_node_watts(const Scenario& scenario,
                                                       const Fleet& fleet);

}  // namespace headroom::scenario
