#include "sim/model/cooling/heat_exchanger.hpp"

#include <algorithm>

#include "sim/base/detmath.hpp"

namespace headroom::sim {

double counterflow_effectiveness(double ntu, double capacity_ratio) {
    // 1 - e^-x by expm1, so that the formula tends to ntu / (1 + ntu) without cancellation:
    // with x = ntu·(1 - Cr) it is (1 - e^-x) / ((1 - e^-x) + (1 - Cr)·e^-x).
    const double unbalance = 1 - capacity_ratio;
    const double x = ntu * unbalance;
    if (x <= 0)
        return ntu / (1 + ntu);
    const double decay = detmath::exp(-x);
    const double transferred = -detmath::expm1(-x);
    return transferred / (transferred + unbalance * decay);
}

double cold_plate_resistance_k_per_w(double ntu, double capacity_w_per_k) {
    return 1 / (counterflow_effectiveness(ntu, 0) * capacity_w_per_k);
}

double cdu_supply_rise_k_per_w(double ntu, double facility_w_per_k, double coolant_w_per_k) {
    const double least = std::min(facility_w_per_k, coolant_w_per_k);
    const double most = std::max(facility_w_per_k, coolant_w_per_k);
    return 1 / (counterflow_effectiveness(ntu, least / most) * least) - 1 / coolant_w_per_k;
}

}  // namespace headroom::sim
