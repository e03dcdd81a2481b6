#pragma once

// A battery at the grid connection of a site, as a store with losses on the way in and out, and
// what it is used for. Wear, temperature and self-discharge are not modelled.

namespace headroom::sim {

struct Battery {
    double capacity_j = 0;
    double charge_limit_w = 0;           // at the terminals
    double discharge_limit_w = 0;        // at the terminals
    double charge_efficiency = 0.95;     // one way, (0, 1]: stored / taken in; a default
    double discharge_efficiency = 0.95;  // one way, (0, 1]: given out / taken from the store
    double least_charge = 0.1;           // share of the capacity that stays in it; a default
    double initial_charge = 1;           // share of the capacity, at least least_charge

    [[nodiscard]] double usable_j() const { return capacity_j * (1 - least_charge); }
};

// Shaves what the grid would give beyond a limit, and charges from what is left below a threshold.
struct PeakShaving {
    double import_limit_w = 0;
    double charge_below_w = 0;  // charging never lifts the import above it; <= import_limit_w
};

}  // namespace headroom::sim
