#include "sim/base/distribution.hpp"

#include <algorithm>
#include <cmath>

#include "sim/base/contract.hpp"
#include "sim/base/detmath.hpp"
#include "sim/base/distribution_tails.hpp"
#include "sim/base/quantile_table.hpp"

namespace headroom {
namespace {

bool is_kept(const Distribution& d, double value) {
    return value >= d.lowest && value <= d.highest;
}

double kept_weight(const Distribution& d) {
    double total = 0;
    for (std::size_t i = 0; i < d.values.size(); ++i) {
        total += is_kept(d, d.values[i]) ? d.weights[i] : 0;
    }
    return total;
}

double empirical_cdf(const Distribution& d, double x) {
    double below = 0;
    for (std::size_t i = 0; i < d.values.size() && d.values[i] <= x; ++i) {
        below += is_kept(d, d.values[i]) ? d.weights[i] : 0;
    }
    return below / kept_weight(d);
}

// The same sums and quotients as the cdf, so that quantile(cdf(value)) is the value.
double empirical_quantile(const Distribution& d, double p) {
    const double total = kept_weight(d);
    double below = 0;
    double last = 0;
    for (std::size_t i = 0; i < d.values.size(); ++i) {
        if (!is_kept(d, d.values[i])) {
            continue;
        }
        below += d.weights[i];
        last = d.values[i];
        if (below / total >= p) {
            break;
        }
    }
    return last;
}

std::string find_empirical_fault(const Distribution& d) {
    if (d.values.empty()) {
        return "values must not be empty";
    }
    if (d.values.size() != d.weights.size()) {
        return "values and weights must be equally many";
    }
    const auto is_finite = [](double x) {
        return std::isfinite(x);
    };
    if (!std::all_of(d.values.begin(), d.values.end(), is_finite)) {
        return "values must be finite";
    }
    if (!std::is_sorted(d.values.begin(), d.values.end())) {
        return "values must ascend";
    }
    if (!std::all_of(d.weights.begin(), d.weights.end(),
                     [](double x) { return x > 0 && std::isfinite(x); })) {
        return "weights must be > 0";
    }
    return {};
}

// The incomplete gamma function takes O(√shape) steps.
constexpr double kSmallestShape = 1e-3;
constexpr double kLargestShape = 1e6;

std::string find_scale_and_shape_fault(const Distribution& d) {
    if (!(d.a > 0)) {
        return "scale must be > 0";
    }
    if (!(d.b >= kSmallestShape && d.b <= kLargestShape)) {
        return "shape must be between 0.001 and 1000000";
    }
    return {};
}

std::string find_parameter_fault(const Distribution& d) {
    switch (d.kind) {
        case DistributionKind::kConstant:
            return {};
        case DistributionKind::kUniform:
            return d.a < d.b ? "" : "high must be > low";
        case DistributionKind::kNormal:
            return d.b > 0 ? "" : "sd must be > 0";
        case DistributionKind::kLognormal:
            return d.b > 0 ? "" : "sigma must be > 0";
        case DistributionKind::kExponential:
            return d.a > 0 ? "" : "mean must be > 0";
        case DistributionKind::kWeibull:
        case DistributionKind::kGamma:
            return find_scale_and_shape_fault(d);
        case DistributionKind::kTriangular:
        case DistributionKind::kBetaPert:
            if (!(d.a < d.c)) {
                return "high must be > low";
            }
            return d.a <= d.b && d.b <= d.c ? "" : "mode must lie between low and high";
        case DistributionKind::kEmpirical:
            return find_empirical_fault(d);
        case DistributionKind::kQuantiles:
            return find_quantile_table_fault(d);
    }
    return "kind is unknown";
}

std::string find_truncation_fault(const Distribution& d) {
    if (std::isnan(d.lowest) || std::isnan(d.highest) || !(d.lowest < d.highest)) {
        return "the lower limit of the truncation must be below the upper";
    }
    bool is_empty = false;
    if (d.kind == DistributionKind::kConstant) {
        is_empty = !is_kept(d, d.a);
    } else if (d.kind == DistributionKind::kEmpirical) {
        is_empty = !(kept_weight(d) > 0);
    } else {
        // Below this the tails run out of numbers and a draw would say little.
        constexpr double kLeastMass = 1e-200;
        is_empty = !(mass_between(tails_at(d, d.lowest), tails_at(d, d.highest)) > kLeastMass);
    }
    return is_empty ? "no value lies within the limits of the truncation" : "";
}

}  // namespace

std::string find_fault(const Distribution& distribution) {
    const Distribution& d = distribution;
    if (!std::isfinite(d.a) || !std::isfinite(d.b) || !std::isfinite(d.c)) {
        return "parameters must be finite";
    }
    if (std::string fault = find_parameter_fault(d); !fault.empty()) {
        return fault;
    }
    if (d.is_truncated()) {
        if (std::string fault = find_truncation_fault(d); !fault.empty()) {
            return fault;
        }
    }
    return std::isfinite(mean(d)) ? ""
                                  : "the mean must be finite; truncate it or choose a narrower one";
}

double cdf(const Distribution& distribution, double x) {
    const Distribution& d = distribution;
    if (d.kind == DistributionKind::kConstant) {
        return x >= d.a ? 1 : 0;
    }
    if (d.kind == DistributionKind::kEmpirical) {
        return empirical_cdf(d, x);
    }
    if (!d.is_truncated()) {
        return tails_at(d, x).below;
    }
    if (x <= d.lowest || x >= d.highest) {
        return x >= d.highest ? 1 : 0;
    }
    const Tails low = tails_at(d, d.lowest);
    const double mass = mass_between(low, tails_at(d, d.highest));
    return std::min(1.0, mass_between(low, tails_at(d, x)) / mass);
}

double quantile(const Distribution& distribution, double p) {
    HEADROOM_REQUIRE(p > 0 && p < 1, "p = " + std::to_string(p));
    if (distribution.kind == DistributionKind::kConstant) {
        return distribution.a;
    }
    if (distribution.kind == DistributionKind::kEmpirical) {
        return empirical_quantile(distribution, p);
    }
    return truncated_point_at(distribution, {p, 1 - p});
}

Distribution lognormal_from_p50_p90(double p50, double p90) {
    constexpr double kNormalP90 =
        1.28155156554460046697;  // the 90 % quantile of the standard normal
    Distribution d;
    d.kind = DistributionKind::kLognormal;
    d.a = detmath::log(p50);
    d.b = detmath::log(p90 / p50) / kNormalP90;
    return d;
}

}  // namespace headroom
