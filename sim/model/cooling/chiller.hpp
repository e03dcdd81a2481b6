#pragma once

// A compression chiller by a fraction of Carnot and one part-load curve for the whole plant. Not
// modelled: staging of several machines, capacity that falls in the heat.

#include "sim/world/cooling_plant.hpp"

namespace headroom::sim {

// COP at full load, heat moved per work: fraction · T_e / (T_c - T_e) in kelvin, for T_c > T_e;
// with neither cap nor free cooling.
[[nodiscard]] double carnot_cop(double carnot_fraction, double evaporating_c, double condensing_c);

// Condensation, °C: of a water-cooled chiller through its tower, and of an air-cooled one.
[[nodiscard]] double tower_condensing_c(const ChillerLaw& chiller,
                                        const SinkLaw& sink,
                                        double wet_bulb_c);
[[nodiscard]] double air_condensing_c(const ChillerLaw& chiller, double dry_bulb_c);

// Work per heat moved at full load, 1 / COP: 0 below the free lift, at least 1 / cop_cap above it.
// Never falls with `condensing_c`, never rises with `supply_c`, the temperature of the chilled
// water.
[[nodiscard]] double work_per_heat(const ChillerLaw& chiller, double supply_c, double condensing_c);

// Work as a share of that at full load, for heat as a share >= 0 of the rated: EnergyPlus'
// electric-EIR quadratic in its form .03303 + .6852x + .2818x² (sum 1.00003; SustainDC, 2024).
// Below a load of kLeastLoad the machine cycles and the work is proportional; beyond 1 the curve
// goes on. Never falls.
constexpr double kLeastLoad = 0.1;  // planning default
[[nodiscard]] constexpr double part_load_work(double load_share) {
    const double running = load_share < kLeastLoad ? kLeastLoad : load_share;
    const double cycling = load_share < kLeastLoad ? load_share / kLeastLoad : 1;
    return ((.2818 * running + .6852) * running + .03303) * cycling;
}

}  // namespace headroom::sim
