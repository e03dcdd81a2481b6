#pragma once

// A Poisson count from one uniform by inversion: the smallest k with P(N <= k) >= u, for means up
// to kMostPoissonMean. Sums of doubles end before 1, so the last 1e-15 of the uniforms share one
// count. O(k).

#include "kernels/process/real.hpp"

namespace headroom::mc {

constexpr double kMostPoissonMean = 60;
constexpr double kMostPoissonCount = 200;  // P(N > 200) < 1e-40 at that mean

template <class Real>
[[nodiscard]] HEADROOM_HD Real poisson_count(double mean, Real uniform) {
    double probability = detmath::exp(-mean);
    double below = probability;
    Real count = uniform * 0.0;
    for (double k = 1; k <= kMostPoissonCount && any(uniform > below); k += 1) {
        count = select(uniform > below, count + 1.0, count);
        probability *= mean / k;
        if (below + probability == below && k > mean) {
            break;
        }
        below += probability;
    }
    return count;
}

}  // namespace headroom::mc
