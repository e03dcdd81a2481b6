#pragma once

// The spikes of Kluge's electricity price: dY = -βY dt + J dN with N Poisson (λ) and J exponential
// with mean 1/η; ln S = f + X + Y with an Ornstein-Uhlenbeck X (Hambly, Howison & Kluge, "Modelling
// spikes and pricing swing options in electricity markets", Quantitative Finance 9, 2009). A step
// draws the exact number of jumps and when in the step each comes.

#include <cstdint>

#include "kernels/process/poisson.hpp"
#include "kernels/process/trial_draws.hpp"

namespace headroom::mc {

struct SpikeStep {
    double decay = 0;      // βΔ
    double keep = 1;       // e^(-βΔ)
    double jumps = 0;      // λΔ, at most kMostPoissonMean
    double mean_jump = 0;  // 1/η
};

// Jumps a year, their mean height in ln S, and the time in years in which they fall to 1/e.
struct SpikeLaw {
    double per_year = 0;
    double mean_jump = 0;
    double decay_years = 1;
};

[[nodiscard]] HEADROOM_HD inline SpikeStep spike_step(const SpikeLaw& law, double years) {
    const double decay = years / law.decay_years;
    return {decay, detmath::exp(-decay), law.per_year * years, law.mean_jump};
}

// ln E exp(Y(t)) after a start at Y = 0: ∫λ(η/(η - e^(-βs)) - 1)ds = λ/β·ln((η - e^(-βt))/(η - 1)).
// Needs η > 1: a mean jump below 1.
[[nodiscard]] HEADROOM_HD inline double log_mean_of_spikes(const SpikeLaw& law, double years) {
    if (!(law.per_year * law.mean_jump > 0)) {
        return 0;
    }
    const double eta = 1 / law.mean_jump;
    const double gone = -detmath::expm1(-years / law.decay_years);  // 1 - e^(-βt)
    return law.per_year * law.decay_years * detmath::log1p(gone / (eta - 1));
}

// Each place has room for this many jumps a step.
constexpr std::uint32_t kJumpsAStep = 256;
static_assert(kMostPoissonCount < kJumpsAStep);

// Y at the end of the step. `uniform` chooses the number of jumps.
template <class Real>
[[nodiscard]] HEADROOM_HD Real next_spikes(const SpikeStep& step,
                                           Real value,
                                           Real uniform,
                                           const TrialDraws<Real>& draws,
                                           std::uint32_t index) {
    Real next = value * step.keep;
    const Real count = poisson_count(step.jumps, uniform);
    for (std::uint32_t jump = 0; any(count > static_cast<double>(jump)); ++jump) {
        const auto drawn = draws.at(Stream::kPlanSpike, 0, index * kJumpsAStep + jump);
        // The time from the jump to the end of the step is as uniform as that from its beginning.
        const Real height = -step.mean_jump * log_of(drawn.first);
        const Real left = height * exp_of(-step.decay * drawn.second);
        next = select(count > static_cast<double>(jump), next + left, next);
    }
    return next;
}

}  // namespace headroom::mc
