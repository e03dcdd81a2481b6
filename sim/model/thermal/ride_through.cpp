#include "sim/model/thermal/ride_through.hpp"

#include <algorithm>
#include <string>

#include "sim/base/contract.hpp"
#include "sim/base/detmath.hpp"

namespace headroom::sim {

double ride_through_s(const LostRoom& room) {
    HEADROOM_REQUIRE(room.capacity_j_per_k > 0 && room.leakage_w_per_k >= 0,
                     std::to_string(room.capacity_j_per_k) + " J/K");
    if (room.start_c >= room.limit_c)
        return 0;
    const double net_w = room.heat_w + room.leakage_w_per_k * (room.outside_c - room.start_c);
    const double rise_k = room.limit_c - room.start_c;
    if (!(net_w > room.leakage_w_per_k * rise_k))
        return detmath::kInfinity;
    if (room.leakage_w_per_k == 0)
        return room.capacity_j_per_k * rise_k / net_w;
    const double tau_s = room.capacity_j_per_k / room.leakage_w_per_k;
    return -tau_s * detmath::log1p(-rise_k * room.leakage_w_per_k / net_w);
}

std::optional<double> first_reaches_s(const ThermalCourse& course,
                                      double limit_c,
                                      double horizon_s,
                                      double scan_s) {
    constexpr double kPrecision = 1e-3;
    HEADROOM_REQUIRE(scan_s > 0 && horizon_s < detmath::kInfinity,
                     std::to_string(scan_s) + " s up to " + std::to_string(horizon_s) + " s");
    if (course.start_c >= limit_c)
        return 0;
    double below_s = 0;
    double above_s = std::min(scan_s, horizon_s);
    while (course.at(above_s) < limit_c) {
        if (above_s >= horizon_s)
            return std::nullopt;
        below_s = above_s;
        above_s = std::min(above_s + scan_s, horizon_s);
    }
    while (above_s - below_s > kPrecision) {
        const double middle_s = 0.5 * (below_s + above_s);
        (course.at(middle_s) < limit_c ? below_s : above_s) = middle_s;
    }
    return below_s;
}

}  // namespace headroom::sim
