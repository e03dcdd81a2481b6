#pragma once

// Emissions of energy drawn and of hardware made, and their ratios. Pure functions; what one kWh of
// the grid emits is an input, average or marginal alike.

#include <cstdint>
#include <span>

#include "sim/world/grid_carbon.hpp"
#include "sim/world/hourly_series.hpp"

namespace headroom::sim {

// Energy of equal spans of time, one after the other, drawn evenly within each.
struct EnergyBins {
    std::int64_t start_us = 0;  // since 1970 UTC
    std::int64_t step_us = HourlySeries::kHourUs;
    std::span<const double> energy_kwh;  // of the facility, not of IT alone
};

// kg CO2e of the energy, location-based: Σ E·CI with the mean intensity over each bin, in g/kWh
// (GHG Protocol, Scope 2 Guidance, 2015). The series must cover the bins. O(bins and hours).
[[nodiscard]] double operational_kg(const EnergyBins& energy, const HourlySeries& grid_g_per_kwh);

// The same, market-based: the contract's share at its own intensity, the rest at the grid's; for
// the residual mix of the guidance give that as the grid. Simplification: the contract delivers the
// same share of every hour.
[[nodiscard]] double market_based_kg(const EnergyBins& energy,
                                     const HourlySeries& grid_g_per_kwh,
                                     const EnergyContract& contract);

// What of making a thing falls on `used_h` hours of a life of `life_h` > 0: linear, and nothing
// beyond the life's end.
[[nodiscard]] double embodied_kg(double made_kg, double life_h, double used_h);

// Software Carbon Intensity, (E·I + M)/R (ISO/IEC 21031:2024): kg per functional unit, from kg of
// operation, kg embodied and a count of units > 0.
[[nodiscard]] double software_carbon_intensity(double operational_kg,
                                               double embodied_kg,
                                               double units);

// Carbon Usage Effectiveness: kg of the facility per kWh of IT > 0 (The Green Grid, white paper 32,
// 2010).
[[nodiscard]] double carbon_usage_effectiveness(double operational_kg, double it_energy_kwh);

}  // namespace headroom::sim
