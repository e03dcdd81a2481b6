#include "src/core/scenario/facility_facts.hpp"

#include <algorithm>

#include "sim/model/power/phase_power.hpp"
#include "src/core/catalog/find_item.hpp"
#include "src/core/catalog/gpu_power.hpp"

namespace headroom::scenario {
namespace {

template <class T>
const T* find_table(const Named<T>& tables, const std::string& name) {
    const auto found = std::find_if(tables.begin(), tables.end(),
                                    [&](const auto& table) { return table.first == name; });
    return found == tables.end() ? nullptr : &found->second;
}

// A limit of the fleet's own moves what the GPU draws above idle along with it.
void set_limit(sim::GpuPower& power, double limit_w) {
    const double scale = power.tdp_w > 0 ? limit_w / power.tdp_w : 1;
    const double idle_w = power.idle_w();
    for (double& phase_w : power.phase_w)
        phase_w = idle_w + (phase_w - idle_w) * scale;
    power.tdp_w = limit_w;
}

void set_idle(sim::GpuPower& power, double idle_w) {
    power.phase_w[static_cast<std::size_t>(sim::WorkPhase::kIdle)] = idle_w;
    for (double& phase_w : power.phase_w)
        phase_w = std::max(phase_w, idle_w);
}

}  // namespace

bool has_facility(const Site& site) {
    const SiteFacility& what = site.facility;
    return !what.climate.empty() || !what.weather.empty() || what.power_limit_w ||
           what.cap.is_set() || !what.grid.empty() || what.carbon_kg_per_j ||
           !what.carbon_table.empty() || what.contract || what.import_limit_w || what.battery ||
           !what.generation_w.empty();
}

bool has_facility(const Hall& hall) {
    const HallFacility& what = hall.facility;
    return what.cap.is_set() || what.row_limit_w || what.row_cap_w || what.rack_cap_w ||
           what.power_chain || what.cooling || what.thermal;
}

bool has_facility(const Workload& workload) {
    const WorkloadFacility& what = workload.facility;
    return what.phase || what.is_deferrable || what.gpu_cap || what.may_wait_s > 0;
}

bool scenario_has_facility(const Scenario& scenario) {
    const auto has = [](const auto& table) {
        return has_facility(table.second);
    };
    return std::any_of(scenario.sites.begin(), scenario.sites.end(), has) ||
           std::any_of(scenario.halls.begin(), scenario.halls.end(), has) ||
           std::any_of(scenario.workloads.begin(), scenario.workloads.end(), has) ||
           std::any_of(scenario.fleets.begin(), scenario.fleets.end(),
                       [](const auto& fleet) { return fleet.second.facility.nodes_per_rack > 0; });
}

const Hall* find_hall(const Scenario& scenario, const Fleet& fleet) {
    return find_table(scenario.halls, fleet.hall);
}

const Site* find_site(const Scenario& scenario, const Hall* hall) {
    return hall == nullptr ? nullptr : find_table(scenario.sites, hall->site);
}

std::optional<GpuModel> find_gpu_model(const Scenario& scenario, const Fleet& fleet) {
    const catalog::Gpu* gpu = scenario.facts == nullptr || fleet.gpu.empty()
                                  ? nullptr
                                  : catalog::find_gpu(*scenario.facts, fleet.gpu);
    const FleetFacility& own = fleet.facility;
    GpuModel model;
    if (gpu != nullptr && gpu->tdp) {
        model = {catalog::gpu_power(*gpu), catalog::cap_curve(*gpu)};
        if (own.gpu_power_limit_w)
            set_limit(model.power, *own.gpu_power_limit_w);
    } else if (own.gpu_power_limit_w) {
        model.power = sim::default_gpu_power(*own.gpu_power_limit_w);
    } else {
        return std::nullopt;
    }
    if (own.gpu_idle_power_w)
        set_idle(model.power, *own.gpu_idle_power_w);
    return model;
}

std::optional<NodeWatts> find_node_watts(const Scenario& scenario, const Fleet& fleet) {
    if (fleet.idle_power_w && fleet.busy_power_w)
        return NodeWatts{*fleet.idle_power_w, *fleet.busy_power_w, false};
    const catalog::Node* node = scenario.facts == nullptr || fleet.node.empty()
                                    ? nullptr
                                    : catalog::find_named(scenario.facts->nodes, fleet.node);
    const std::optional<GpuModel> gpu = find_gpu_model(scenario, fleet);
    if (node == nullptr || !node->power_max || !gpu)
        return std::nullopt;
    const double busy_w = node->power_max->value;
    const double gpus_w =
        static_cast<double>(fleet.gpus_per_node) * (gpu->power.tdp_w - gpu->power.idle_w());
    return NodeWatts{std::max(busy_w - gpus_w, 0.0), busy_w, true};
}

}  // namespace headroom::scenario
