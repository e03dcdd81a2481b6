#pragma once

// Geometric Brownian motion, exactly from one step to the next: S(t+Δ) = S(t)·exp((μ - σ²/2)Δ +
// σ√Δ·Z), so that E S(t) = S(0)·exp(μt) (Glasserman, Monte Carlo Methods in Financial Engineering,
// 3.2). The state is ln S.

#include "kernels/process/real.hpp"

namespace headroom::mc {

// What ln S gains in one step besides growth.
struct GbmStep {
    double drift = 0;  // -σ²Δ/2: growth is added by whoever knows it
    double noise = 0;  // σ√Δ
};

// Volatility per √year.
[[nodiscard]] HEADROOM_HD inline GbmStep gbm_step(double volatility, double years) {
    return {-0.5 * volatility * volatility * years, volatility * root_of(years)};
}

// `log_growth` is μΔ.
template <class Real>
[[nodiscard]] HEADROOM_HD Real
next_gbm(const GbmStep& step, Real log_value, Real log_growth, Real normal) {
    return log_value + log_growth + step.drift + step.noise * normal;
}

}  // namespace headroom::mc
