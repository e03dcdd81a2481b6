#include "sim/model/hall_power.hpp"

#include <algorithm>
#include <cmath>

#include "sim/model/power/chain.hpp"

namespace headroom::sim {
namespace {

constexpr double kMicrowatts = 1e6;

// A plant far too small for its heat would need more than there is: held at a terawatt.
std::int64_t whole_uw(double power_w) {
    constexpr double kMost_w = 1e12;
    return std::llround(std::min(power_w, kMost_w) * kMicrowatts);
}

ChainUse chain_use(const HallUse& use, std::int64_t nodes_uw) {
    return {static_cast<double>(nodes_uw) / kMicrowatts, use.nodes_up, use.chassis};
}

}  // namespace

HallPower hall_power(const HallFacility& hall,
                     const HallUse& use,
                     const PreparedCooling* cooling,
                     std::int64_t nodes_uw) {
    const ChainLoad load = feed(hall.chain, chain_use(use, nodes_uw));
    HallPower power;
    power.it_uw = nodes_uw + whole_uw(load.chassis_w);
    power.loss_uw = whole_uw(load.input_w) - power.it_uw;
    power.other_uw = hall.other_uw;
    if (cooling != nullptr) {
        const double heat_w = static_cast<double>(power.feed_uw()) / kMicrowatts;
        const CoolingLoad cool = cooling_load(*cooling, heat_w);
        power.cooling_uw = whole_uw(cool.total_w());
        power.water_kg_per_s = cool.water_kg_per_s;
        power.is_cooling_overloaded = cool.is_overloaded;
    }
    return power;
}

std::int64_t rack_power_uw(const HallFacility& hall, const HallUse& use, std::int64_t nodes_uw) {
    PowerChain chain;
    chain.node = hall.chain.node;
    chain.chassis_w = hall.chain.chassis_w;
    chain.rectifier = hall.chain.rectifier;
    return whole_uw(feed(chain, chain_use(use, nodes_uw)).input_w);
}

}  // namespace headroom::sim
