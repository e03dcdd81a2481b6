#pragma once

// Battery and on-site generation between a site's load and the grid, in steps of held means. The
// battery sees no future: it gives what a step needs above the limit as long as it lasts.

#include <span>
#include <vector>

#include "sim/world/battery.hpp"

namespace headroom::sim {

// Means over one step, W; energy at its end.
struct StoreStep {
    double import_w = 0;     // from the grid, >= 0
    double export_w = 0;     // generation that nobody took, >= 0
    double charge_w = 0;     // into the battery's terminals, >= 0
    double discharge_w = 0;  // out of them, >= 0; never in a step with charge
    double loss_w = 0;       // in the battery
    double unmet_w = 0;      // part of the import above the limit
    double stored_j = 0;
};

struct StoreCourse {
    std::vector<StoreStep> steps;
    double cycles = 0;  // energy taken from the store / what it can hold in use
    double highest_import_w = 0;
    double unmet_j = 0;
};

// One step of `seconds` > 0: generation serves the load, then charges, the rest is exported; the
// grid charges up to charge_below_w. Balance: load + loss + Δstored/s = import - export +
// generation.
[[nodiscard]] StoreStep dispatch_store(const Battery& battery,
                                       const PeakShaving& use,
                                       double load_w,
                                       double generation_w,
                                       double seconds,
                                       double stored_j);

// A series of steps from the initial charge. `generation_w`: as many as `load_w`, or one for all,
// or none. O(steps).
[[nodiscard]] StoreCourse dispatch_store(const Battery& battery,
                                         const PeakShaving& use,
                                         std::span<const double> load_w,
                                         std::span<const double> generation_w,
                                         double seconds);

// How long the battery alone carries a load, from a share of its charge, in s: 0 if its limit is
// below the load, infinite for no load.
[[nodiscard]] double autonomy_s(const Battery& battery, double load_w, double charge);

}  // namespace headroom::sim
