#include "sim/model/cooling/economiser.hpp"

#include <algorithm>

namespace headroom::sim {

double chiller_share(double sink_water_c, double supply_c, double rise_k) {
    return std::clamp((sink_water_c + kEconomiserPinchK - supply_c) / rise_k, 0.0, 1.0);
}

double free_cooling_air_share(double outdoor_c, double approach_k, double supply_c, double rise_k) {
    const double at_design_k = approach_k + rise_k;
    const double difference_k = supply_c - kEconomiserPinchK + rise_k - outdoor_c;
    return difference_k > at_design_k ? at_design_k / difference_k : 1.0;
}

}  // namespace headroom::sim
