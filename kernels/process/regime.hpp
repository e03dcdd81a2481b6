#pragma once

// A Markov chain in continuous time with two states, calm and busy: the exact probabilities of a
// step, P(busy at Δ | calm) = π(1 - e^(-(a+b)Δ)) with a the rate into busy, b the rate out of it
// and π = a/(a + b) (Norris, Markov Chains, 2.1). What happens between two steps is not seen.

#include "kernels/process/real.hpp"

namespace headroom::mc {

struct RegimeStep {
    double busy_from_calm = 0;
    double busy_from_busy = 0;
};

// The mean times in years of a calm and of a busy spell.
[[nodiscard]] HEADROOM_HD inline RegimeStep regime_step(double calm_years,
                                                        double busy_years,
                                                        double years) {
    const double in = 1 / calm_years;
    const double out = 1 / busy_years;
    const double share = in / (in + out);
    const double mixed = -detmath::expm1(-(in + out) * years);
    return {share * mixed, 1 - (1 - share) * mixed};
}

// 1: busy, 0: calm.
template <class Real>
[[nodiscard]] HEADROOM_HD Real next_regime(const RegimeStep& step, Real is_busy, Real uniform) {
    const Real chance = select(is_busy > 0.5, is_busy * 0.0 + step.busy_from_busy,
                               is_busy * 0.0 + step.busy_from_calm);
    return select(uniform < chance, is_busy * 0.0 + 1.0, is_busy * 0.0);
}

}  // namespace headroom::mc
