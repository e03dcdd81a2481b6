#pragma once

// The Ornstein-Uhlenbeck process dX = κ(θ - X)dt + σ dW, exactly from one step to the next: normal
// with mean θ + (x - θ)e^(-κΔ) and variance σ²(1 - e^(-2κΔ))/2κ (Glasserman, 3.3); without κ a
// Brownian motion.

#include "kernels/process/real.hpp"

namespace headroom::mc {

struct OuStep {
    double keep = 1;   // e^(-κΔ)
    double noise = 0;  // the standard deviation of a step
};

// The variance after so many years from a known value. κ per year, σ per √year.
[[nodiscard]] HEADROOM_HD inline double ou_variance(double reversion,
                                                    double volatility,
                                                    double years) {
    const double square = volatility * volatility;
    const double rate = 2 * reversion;
    // expm1 gives (1 - e^-x)/x its limit 1 without loss.
    return rate * years > 1e-300 ? square * (-detmath::expm1(-rate * years) / rate)
                                 : square * years;
}

[[nodiscard]] HEADROOM_HD inline OuStep ou_step(double reversion, double volatility, double years) {
    return {detmath::exp(-reversion * years), root_of(ou_variance(reversion, volatility, years))};
}

template <class Real>
[[nodiscard]] HEADROOM_HD Real next_ou(const OuStep& step, double mean, Real value, Real normal) {
    return mean + (value - mean) * step.keep + step.noise * normal;
}

}  // namespace headroom::mc
