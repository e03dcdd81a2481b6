// The mean of each distribution: E[X] in closed form; truncated, the part of E[X] between the
// limits divided by the probability between them. Formulas: Johnson, Kotz & Balakrishnan,
// "Continuous Univariate Distributions", 2nd ed., chapters 13, 14, 17, 19, 21, 25.

#include <algorithm>
#include <cmath>

#include "sim/base/detmath.hpp"
#include "sim/base/distribution.hpp"
#include "sim/base/distribution_tails.hpp"
#include "sim/base/quantile_table.hpp"

namespace headroom {
namespace {

double empirical_mean(const Distribution& d) {
    double weight = 0;
    double sum = 0;
    for (std::size_t i = 0; i < d.values.size(); ++i) {
        if (d.values[i] >= d.lowest && d.values[i] <= d.highest) {
            weight += d.weights[i];
            sum += d.weights[i] * d.values[i];
        }
    }
    return sum / weight;
}

double untruncated_mean(const Distribution& d) {
    switch (d.kind) {
        case DistributionKind::kConstant:
        case DistributionKind::kNormal:
        case DistributionKind::kExponential:
            return d.a;
        case DistributionKind::kUniform:
            return 0.5 * d.a + 0.5 * d.b;
        case DistributionKind::kLognormal:
            return detmath::exp(d.a + 0.5 * d.b * d.b);
        case DistributionKind::kWeibull:
            return d.a * detmath::exp(detmath::log_gamma(1 + 1 / d.b));
        case DistributionKind::kGamma:
            return d.a * d.b;
        case DistributionKind::kTriangular:
            return d.a / 3 + d.b / 3 + d.c / 3;
        case DistributionKind::kBetaPert:
            return d.a / 6 + d.b / 1.5 + d.c / 6;
        case DistributionKind::kEmpirical:
            return empirical_mean(d);
        case DistributionKind::kQuantiles:
            return quantile_table_mean(d, 0, 1);
    }
    return d.a;
}

// ∫ over the quantile by the double exponential rule (Takahasi & Mori 1974): p = 1/(1 + e^(-π sinh
// t)), which takes logarithmic ends as well as smooth ones.
double quadrature_mean(const Distribution& d) {
    constexpr double kPi = 3.14159265358979323846;
    constexpr int kSteps = 128;  // on either side of p = 1/2
    constexpr double kStep = 1.0 / 32;
    double sum = 0;
    double weights = 0;
    for (int i = -kSteps; i <= kSteps; ++i) {
        const double grown = detmath::exp(kStep * i);
        const double odds = detmath::exp(kPi * 0.5 * (grown - 1 / grown));
        const Tails tails{odds / (1 + odds), 1 / (1 + odds)};
        const double weight = 0.5 * (grown + 1 / grown) * tails.below * tails.above;
        sum += weight * truncated_point_at(d, tails);
        weights += weight;
    }
    return sum / weights;
}

double normal_density(double z) {
    return std::fabs(z) < 40 ? 0.398942280401432677940 * detmath::exp(-0.5 * z * z) : 0;
}

double standard_normal_mass(double low, double high) {
    return mass_between({detmath::normal_cdf(low), detmath::normal_cdf(-low)},
                        {detmath::normal_cdf(high), detmath::normal_cdf(-high)});
}

// ∫ of the cdf from low to x.
double triangular_cdf_integral(const Distribution& d, double x) {
    if (x <= d.b) {
        return (x - d.a) / 3 * tails_at(d, x).below;
    }
    return x - untruncated_mean(d) + (d.c - x) / 3 * tails_at(d, x).above;
}

double beta_below(double alpha, double beta, double z) {
    return beta_tails(alpha, beta, z, 1 - z).below;
}

// E[X; low < X < high], the limits within the support.
double partial_mean(const Distribution& d, double low, double high) {
    switch (d.kind) {
        case DistributionKind::kNormal: {
            const double from = (low - d.a) / d.b;
            const double to = (high - d.a) / d.b;
            return d.a * standard_normal_mass(from, to) +
                   d.b * (normal_density(from) - normal_density(to));
        }
        case DistributionKind::kLognormal: {
            const double from = low > 0 ? (detmath::log(low) - d.a) / d.b : -detmath::kInfinity;
            const double to = (detmath::log(high) - d.a) / d.b;
            return untruncated_mean(d) * standard_normal_mass(from - d.b, to - d.b);
        }
        case DistributionKind::kExponential:
            return d.a * mass_between(gamma_tails(2, low / d.a), gamma_tails(2, high / d.a));
        case DistributionKind::kWeibull: {
            const double shape = 1 + 1 / d.b;
            return untruncated_mean(d) *
                   mass_between(gamma_tails(shape, detmath::pow(low / d.a, d.b)),
                                gamma_tails(shape, detmath::pow(high / d.a, d.b)));
        }
        case DistributionKind::kGamma:
            return untruncated_mean(d) *
                   mass_between(gamma_tails(d.b + 1, low / d.a), gamma_tails(d.b + 1, high / d.a));
        case DistributionKind::kTriangular:
            return high * tails_at(d, high).below - low * tails_at(d, low).below -
                   (triangular_cdf_integral(d, high) - triangular_cdf_integral(d, low));
        case DistributionKind::kBetaPert: {
            const PertShape pert = pert_shape(d);
            const double from = (low - pert.low) / pert.width;
            const double to = (high - pert.low) / pert.width;
            const double share = pert.alpha / (pert.alpha + pert.beta);
            return pert.low * mass_between(tails_at(d, low), tails_at(d, high)) +
                   pert.width * share *
                       (beta_below(pert.alpha + 1, pert.beta, to) -
                        beta_below(pert.alpha + 1, pert.beta, from));
        }
        default:
            return 0;
    }
}

struct Support {
    double low;
    double high;
};
Support support_of(const Distribution& d) {
    switch (d.kind) {
        case DistributionKind::kUniform:
            return {d.a, d.b};
        case DistributionKind::kTriangular:
        case DistributionKind::kBetaPert:
            return {d.a, d.c};
        case DistributionKind::kNormal:
            return {-detmath::kInfinity, detmath::kInfinity};
        default:
            return {0, detmath::kInfinity};
    }
}

}  // namespace

double mean(const Distribution& distribution) {
    const Distribution& d = distribution;
    const bool has_jumps =
        d.kind == DistributionKind::kConstant || d.kind == DistributionKind::kEmpirical;
    if (!d.is_truncated() || has_jumps) {
        return untruncated_mean(d);
    }
    if (d.kind == DistributionKind::kQuantiles) {
        return quantile_table_mean(d, tails_at(d, d.lowest).below, tails_at(d, d.highest).below);
    }
    const Support support = support_of(d);
    const double low = std::max(d.lowest, support.low);
    const double high = std::min(d.highest, support.high);
    if (d.kind == DistributionKind::kUniform) {
        return 0.5 * low + 0.5 * high;
    }
    // Where little is left, numerator and denominator are differences of nearly equal numbers.
    constexpr double kLeastMass = 1e-2;
    const double mass = mass_between(tails_at(d, low), tails_at(d, high));
    const double result =
        mass < kLeastMass ? quadrature_mean(d) : partial_mean(d, low, high) / mass;
    return std::isnan(result) ? quadrature_mean(d) : std::clamp(result, low, high);
}

}  // namespace headroom
