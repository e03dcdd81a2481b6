#include "sim/model/cooling/chiller.hpp"

#include <algorithm>

namespace headroom::sim {
namespace {

constexpr double kZeroCelsiusK = 273.15;

}  // namespace

double carnot_cop(double carnot_fraction, double evaporating_c, double condensing_c) {
    return carnot_fraction * (evaporating_c + kZeroCelsiusK) / (condensing_c - evaporating_c);
}

double tower_condensing_c(const ChillerLaw& chiller, const SinkLaw& sink, double wet_bulb_c) {
    return wet_bulb_c + (sink.tower_approach_k + sink.tower_range_k + chiller.condenser_approach_k);
}

double air_condensing_c(const ChillerLaw& chiller, double dry_bulb_c) {
    return dry_bulb_c + chiller.air_condenser_approach_k;
}

double work_per_heat(const ChillerLaw& chiller, double supply_c, double condensing_c) {
    const double evaporating_c = supply_c - chiller.evaporator_approach_k;
    const double lift_k = condensing_c - evaporating_c;
    // Compared by itself: a lift of nothing has no COP.
    if (lift_k < chiller.free_lift_k || lift_k <= 0)
        return 0;
    return 1 / std::min(carnot_cop(chiller.carnot_fraction, evaporating_c, condensing_c),
                        chiller.cop_cap);
}

}  // namespace headroom::sim
