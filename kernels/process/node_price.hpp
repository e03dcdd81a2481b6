#pragma once

// What hardware costs relative to its price at the start: it falls by a steady share a year, moves
// at random, and drops when a new generation comes (MODELS: RV(t) = P·e^(-δt)·Π(1 - s)): ln P gains
// -δΔ - σ²Δ/2 + σ√Δ·Z + N·ln(1 - s) in a step, N Poisson. Exact from one step to the next.

#include "kernels/process/gbm.hpp"
#include "kernels/process/poisson.hpp"

namespace headroom::mc {

struct NodePriceLaw {
    double log_change = 0;            // a year: ln(1 - 25 %) for "-25 %/y"
    double volatility = 0;            // per √year
    double generations_per_year = 0;  //
    double log_drop = 0;              // ln(1 - s)
};

struct NodePriceStep {
    GbmStep motion;
    double log_change = 0;
    double generations = 0;
    double log_drop = 0;
};

[[nodiscard]] HEADROOM_HD inline NodePriceStep node_price_step(const NodePriceLaw& law,
                                                               double years) {
    return {gbm_step(law.volatility, years), law.log_change * years,
            law.generations_per_year * years, law.log_drop};
}

template <class Real>
[[nodiscard]] HEADROOM_HD Real
next_node_price(const NodePriceStep& step, Real log_price, Real normal, Real uniform) {
    const Real moved = next_gbm(step.motion, log_price, log_price * 0.0 + step.log_change, normal);
    return moved + step.log_drop * poisson_count(step.generations, uniform);
}

}  // namespace headroom::mc
