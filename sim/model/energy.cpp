#include "sim/model/energy.hpp"

#include <algorithm>

#include "sim/model/report_scope.hpp"

namespace headroom::sim {
namespace {

template <class BelongsTo>
bool knows_power_of(const World& world, const BelongsTo& belongs) {
    const bool has_one = std::any_of(world.fleets.begin(), world.fleets.end(), belongs);
    return has_one &&
           std::all_of(world.fleets.begin(), world.fleets.end(),
                       [&](const Fleet& fleet) { return !belongs(fleet) || fleet.power.is_known; });
}

auto stands_in(std::size_t hall) {
    return [hall](const Fleet& fleet) {
        return fleet.hall == static_cast<std::int32_t>(hall);
    };
}

template <class BelongsTo>
Int128 energy_of(const World& world, const RunRecord& record, const BelongsTo& belongs) {
    Int128 energy = 0;
    for (std::size_t fleet = 0; fleet < world.fleets.size(); ++fleet) {
        if (belongs(world.fleets[fleet]))
            energy += energy_pj(world.fleets[fleet], record.gpu_time[fleet]);
    }
    return energy;
}

}  // namespace

bool knows_power(const World& world) {
    return knows_power_of(world, [](const Fleet&) { return true; });
}

bool knows_power(const World& world, std::size_t hall) {
    return knows_power_of(world, stands_in(hall));
}

Int128 energy_pj(const Fleet& fleet, const GpuTime& time) {
    const Int128 up_node_us = (time.installed - time.down) / fleet.gpus_per_node;
    return up_node_us * fleet.power.idle_uw + time.allocated * fleet.power.slope_uw;
}

void report_energy(const World& world, const RunRecord& record, Metrics& metrics) {
    const std::int64_t window_us = record.stopped_at_us - world.warmup_us;
    const auto add = [&](const auto& belongs, Int128 peak_uw, const std::string& scope) {
        report_power({energy_of(world, record, belongs), peak_uw}, window_us, scope, metrics);
    };
    if (knows_power(world))
        add([](const Fleet&) { return true; }, record.peaks.run_uw, "");
    for (std::size_t hall = 0; hall < world.hall_names.size(); ++hall) {
        if (knows_power(world, hall))
            add(stands_in(hall), record.peaks.hall_uw[hall], "hall=" + world.hall_names[hall]);
    }
    for (std::size_t fleet = 0; fleet < world.fleets.size(); ++fleet) {
        const Fleet& what = world.fleets[fleet];
        if (what.power.is_known) {
            report_power({energy_pj(what, record.gpu_time[fleet]), record.peaks.fleet_uw[fleet]},
                         window_us, "fleet=" + what.name, metrics);
        }
    }
}

}  // namespace headroom::sim
