#pragma once

// The distributions with a closed inverse, on host and device: what both draw() and a trial on a
// GPU evaluate, so that they give the same bits. Gamma, beta-PERT and tables are not among them.

#include <cmath>

#include "sim/base/detmath_elementary.hpp"
#include "sim/base/detmath_normal.hpp"
#include "sim/base/detmath_power.hpp"
#include "sim/base/distribution.hpp"
#include "sim/base/special_functions.hpp"

namespace headroom {

HEADROOM_HD inline double normal_point(Tails tails) {
    return tails.below <= 0.5 ? detmath::inverse_normal_cdf(tails.below)
                              : -detmath::inverse_normal_cdf(tails.above);
}

HEADROOM_HD inline double exponential_point(Tails tails) {
    return tails.above <= 0.5 ? -detmath::log(tails.above) : -detmath::log1p(-tails.below);
}

HEADROOM_HD inline double triangular_point(double low, double mode, double high, Tails tails) {
    const double rising = (mode - low) / (high - low);
    if (tails.below <= rising)
        return low + (high - low) * std::sqrt(tails.below * rising);
    return high - (high - low) * std::sqrt(tails.above * (1 - rising));
}

// A distribution and its truncation in numbers alone. Made by make_portable.
struct PortableLaw {
    DistributionKind kind = DistributionKind::kConstant;
    bool is_truncated = false;
    double a = 0;
    double b = 0;
    double c = 0;
    double lowest = 0;  // of the truncation, with the tails there before it
    double highest = 0;
    Tails low{};
    Tails high{};
    double mass = 1;  // between the two
};

// Whether make_portable takes it.
[[nodiscard]] bool is_portable(const Distribution& distribution);
[[nodiscard]] PortableLaw make_portable(const Distribution& distribution);

// The value whose tails these are, before truncation; kConstant: its value.
HEADROOM_HD inline double portable_point(const PortableLaw& law, Tails tails) {
    switch (law.kind) {
        case DistributionKind::kUniform:
            return tails.below <= 0.5 ? law.a + tails.below * (law.b - law.a)
                                      : law.b - tails.above * (law.b - law.a);
        case DistributionKind::kNormal:
            return law.a + law.b * normal_point(tails);
        case DistributionKind::kLognormal:
            return detmath::exp(law.a + law.b * normal_point(tails));
        case DistributionKind::kExponential:
            return law.a * exponential_point(tails);
        case DistributionKind::kWeibull:
            return law.a * detmath::pow(exponential_point(tails), 1 / law.b);
        case DistributionKind::kTriangular:
            return triangular_point(law.a, law.b, law.c, tails);
        default:
            return law.a;
    }
}

// The same as draw() of the distribution that it was made of; `uniform` in (0, 1).
HEADROOM_HD inline double draw(const PortableLaw& law, double uniform) {
    const Tails tails{uniform, 1 - uniform};
    if (!law.is_truncated)
        return portable_point(law, tails);
    const double value = portable_point(
        law, {law.low.below + tails.below * law.mass, law.high.above + tails.above * law.mass});
    return value < law.lowest ? law.lowest : value > law.highest ? law.highest : value;
}

}  // namespace headroom
