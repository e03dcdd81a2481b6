#include "sim/engine/power_meter.hpp"

#include <algorithm>

#include "sim/model/energy.hpp"

namespace headroom::sim {

PowerMeter::PowerMeter(const World& world)
    : world_(world),
      is_on_(!world.facility.is_on &&
             std::any_of(world.fleets.begin(),
                         world.fleets.end(),
                         [](const Fleet& fleet) { return fleet.power.is_known; })),
      fleets_(world.fleets.size()),
      halls_(world.hall_names.size()),
      knows_run_(knows_power(world)) {
    for (std::size_t hall = 0; hall < halls_.size(); ++hall)
        knows_hall_.push_back(knows_power(world, hall) ? 1 : 0);
}

void PowerMeter::change(std::int64_t now_us, FleetId fleet, std::int64_t nodes, std::int64_t gpus) {
    const Fleet& what = world_.fleets[fleet.index()];
    if (!what.power.is_known)
        return;
    const Int128 by = static_cast<Int128>(what.power.idle_uw) * nodes +
                      static_cast<Int128>(what.power.slope_uw) * gpus;
    const std::int64_t from_us = world_.warmup_us;
    fleets_[fleet.index()].change(now_us, from_us, by);
    run_.change(now_us, from_us, by);
    if (what.hall >= 0)
        halls_[static_cast<std::size_t>(what.hall)].change(now_us, from_us, by);
}

PowerPeaks PowerMeter::peaks(std::int64_t now_us) {
    const std::int64_t from_us = world_.warmup_us;
    PowerPeaks peaks;
    for (std::size_t fleet = 0; fleet < fleets_.size(); ++fleet) {
        const bool is_known = world_.fleets[fleet].power.is_known;
        peaks.fleet_uw.push_back(is_known ? fleets_[fleet].peak_until(now_us, from_us) : -1);
    }
    for (std::size_t hall = 0; hall < halls_.size(); ++hall) {
        peaks.hall_uw.push_back(knows_hall_[hall] != 0 ? halls_[hall].peak_until(now_us, from_us)
                                                       : -1);
    }
    peaks.run_uw = knows_run_ ? run_.peak_until(now_us, from_us) : -1;
    return peaks;
}

}  // namespace headroom::sim
