#include "sim/model/carbon/emissions.hpp"

#include <algorithm>

namespace headroom::sim {
namespace {

constexpr double kGramsPerKg = 1000;

// Σ over the bins of energy times what `intensity` makes of the grid's mean over the bin, in kg.
template <class Intensity>
double sum_kg(const EnergyBins& energy, const HourlySeries& grid, const Intensity& intensity) {
    double grams = 0;
    std::int64_t from_us = energy.start_us;
    for (const double kwh : energy.energy_kwh) {
        const std::int64_t to_us = from_us + energy.step_us;
        grams += kwh * intensity(grid.mean_over(from_us, to_us));
        from_us = to_us;
    }
    return grams / kGramsPerKg;
}

}  // namespace

double operational_kg(const EnergyBins& energy, const HourlySeries& grid_g_per_kwh) {
    return sum_kg(energy, grid_g_per_kwh, [](double grid) { return grid; });
}

double market_based_kg(const EnergyBins& energy,
                       const HourlySeries& grid_g_per_kwh,
                       const EnergyContract& contract) {
    return sum_kg(energy, grid_g_per_kwh, [&](double grid) {
        return contract.share * contract.intensity_g_per_kwh + (1 - contract.share) * grid;
    });
}

double embodied_kg(double made_kg, double life_h, double used_h) {
    return made_kg * std::clamp(used_h / life_h, 0.0, 1.0);
}

double software_carbon_intensity(double operational_kg, double embodied_kg, double units) {
    return (operational_kg + embodied_kg) / units;
}

double carbon_usage_effectiveness(double operational_kg, double it_energy_kwh) {
    return operational_kg / it_energy_kwh;
}

}  // namespace headroom::sim
