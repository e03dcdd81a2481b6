#pragma once

// How long a hall lasts after its cooling is lost: until a temperature reaches its limit while the
// load goes on. Fans and pumps are taken to run on.

#include <optional>

#include "sim/model/thermal/rc_network.hpp"

namespace headroom::sim {

// A room of one temperature. τ = R C; T(t) = T∞ + (T0 - T∞) e^(-t/τ), T∞ = outside + P R.
struct LostRoom {
    double capacity_j_per_k = 0;  // > 0
    double heat_w = 0;
    double start_c = 0;
    double limit_c = 0;
    double leakage_w_per_k = 0;  // through the walls; 0: none, and t = C ΔT / P
    double outside_c = 0;
};

// Seconds; 0 if the limit is already reached, infinite if it never is.
[[nodiscard]] double ride_through_s(const LostRoom& room);

// When a course first reaches the limit, to 1 ms, rounded down; none if not within `horizon_s`. It
// looks each `scan_s`: a crossing that is over sooner than that may be missed.
[[nodiscard]] std::optional<double> first_reaches_s(const ThermalCourse& course,
                                                    double limit_c,
                                                    double horizon_s,
                                                    double scan_s = 1);

}  // namespace headroom::sim
