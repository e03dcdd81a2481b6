#include "sim/base/distribution_tails.hpp"

#include <algorithm>
#include <cmath>

#include "sim/base/detmath.hpp"
#include "sim/base/portable_law.hpp"
#include "sim/base/quantile_table.hpp"

namespace headroom {
namespace {

Tails normal_tails(double z) {
    return {detmath::normal_cdf(z), detmath::normal_cdf(-z)};
}

// Of the exponential distribution with mean 1.
Tails exponential_tails(double x) {
    return x > 0 ? Tails{-detmath::expm1(-x), detmath::exp(-x)} : Tails{0, 1};
}

Tails uniform_tails(double x, double low, double high) {
    if (!(x > low)) {
        return {0, 1};
    }
    return x < high ? Tails{(x - low) / (high - low), (high - x) / (high - low)} : Tails{1, 0};
}

Tails triangular_tails(const Distribution& d, double x) {
    if (!(x > d.a)) {
        return {0, 1};
    }
    if (!(x < d.c)) {
        return {1, 0};
    }
    if (x <= d.b) {
        const double below = (x - d.a) / (d.c - d.a) * ((x - d.a) / (d.b - d.a));
        return {below, 1 - below};
    }
    const double above = (d.c - x) / (d.c - d.a) * ((d.c - x) / (d.c - d.b));
    return {1 - above, above};
}

// Solved for log x, in which the log of the smaller tail is nearly a line.
double gamma_point(double shape, Tails tails) {
    const bool is_lower = tails.below <= 0.5;
    const double target = is_lower ? tails.below : tails.above;
    const auto miss = [&](double log_x) {
        const double x = detmath::exp(log_x);
        const Tails found = gamma_tails(shape, x);
        const double tail = std::max(is_lower ? found.below : found.above, 1e-320);
        const double ratio = detmath::log(tail / target);
        return ValueAndSlope{is_lower ? ratio : -ratio, gamma_weight(shape, x) / tail};
    };
    // The first term of the series for a small tail, else Wilson and Hilferty's cube.
    double guess = (detmath::log(tails.below) + detmath::log_gamma(shape + 1)) / shape;
    const double spread = 1 / (9 * shape);
    const double root = 1 - spread + normal_point(tails) * std::sqrt(spread);
    if (shape >= 1 && root > 0.1) {
        guess = detmath::log(shape * root * root * root);
    }
    constexpr double kLowestLog = -745;
    if (guess <= kLowestLog) {
        return 0;
    }
    return detmath::exp(solve_increasing(miss, guess, kLowestLog, 60));
}

// z of Beta(a, b) whose lower tail is `below` <= 0.5, solved for log z.
double beta_lower_point(double a, double b, double below) {
    const auto miss = [&](double log_z) {
        const double z = detmath::exp(log_z);
        const double y = -detmath::expm1(log_z);
        const double tail = std::max(beta_tails(a, b, z, y).below, 1e-320);
        return ValueAndSlope{detmath::log(tail / below), beta_weight(a, b, z, y) / y / tail};
    };
    const double guess = detmath::log(a / (a + b)) + detmath::log(2 * below) / a;
    return detmath::exp(solve_increasing(miss, guess, -745, 0));
}

double pert_point(const Distribution& d, Tails tails) {
    const PertShape pert = pert_shape(d);
    if (tails.below <= 0.5) {
        return d.a + pert.width * beta_lower_point(pert.alpha, pert.beta, tails.below);
    }
    return d.c - pert.width * beta_lower_point(pert.beta, pert.alpha, tails.above);
}

}  // namespace

PertShape pert_shape(const Distribution& d) {
    const double width = d.c - d.a;
    return {1 + 4 * (d.b - d.a) / width, 1 + 4 * (d.c - d.b) / width, d.a, width};
}

Tails tails_at(const Distribution& d, double x) {
    switch (d.kind) {
        case DistributionKind::kUniform:
            return uniform_tails(x, d.a, d.b);
        case DistributionKind::kNormal:
            return normal_tails((x - d.a) / d.b);
        case DistributionKind::kLognormal:
            return x > 0 ? normal_tails((detmath::log(x) - d.a) / d.b) : Tails{0, 1};
        case DistributionKind::kExponential:
            return exponential_tails(x / d.a);
        case DistributionKind::kWeibull:
            return x > 0 ? exponential_tails(detmath::pow(x / d.a, d.b)) : Tails{0, 1};
        case DistributionKind::kGamma:
            return gamma_tails(d.b, x / d.a);
        case DistributionKind::kTriangular:
            return triangular_tails(d, x);
        case DistributionKind::kBetaPert:
            return beta_tails(pert_shape(d).alpha, pert_shape(d).beta, (x - d.a) / (d.c - d.a),
                              (d.c - x) / (d.c - d.a));
        case DistributionKind::kQuantiles:
            return quantile_table_tails(d, x);
        case DistributionKind::kConstant:
        case DistributionKind::kEmpirical:
            break;
    }
    return {};
}

double point_at(const Distribution& d, Tails tails) {
    switch (d.kind) {
        case DistributionKind::kGamma:
            return d.a * gamma_point(d.b, tails);
        case DistributionKind::kBetaPert:
            return pert_point(d, tails);
        case DistributionKind::kQuantiles:
            return quantile_table_point(d, tails.below);
        default:
            return portable_point({.kind = d.kind, .a = d.a, .b = d.b, .c = d.c}, tails);
    }
}

double mass_between(Tails low, Tails high) {
    if (high.below <= 0.5) {
        return high.below - low.below;
    }
    return low.above <= 0.5 ? low.above - high.above : 1 - low.below - high.above;
}

double truncated_point_at(const Distribution& d, Tails tails) {
    if (!d.is_truncated()) {
        return point_at(d, tails);
    }
    const Tails low = tails_at(d, d.lowest);
    const Tails high = tails_at(d, d.highest);
    const double mass = mass_between(low, high);
    const Tails whole{low.below + tails.below * mass, high.above + tails.above * mass};
    return std::clamp(point_at(d, whole), d.lowest, d.highest);
}

}  // namespace headroom
