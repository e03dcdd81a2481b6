#pragma once

// A distribution that may stand wherever a number may. Draws are by inverse transform from one
// uniform, so each is a pure function of a Philox counter and the same bits come out on every
// machine. Every function of sim/base is pure.

#include <cstdint>
#include <string>
#include <vector>

namespace headroom {

enum class DistributionKind : std::uint8_t {
    kConstant,     // a = value
    kUniform,      // a = low, b = high
    kNormal,       // a = mean, b = standard deviation
    kLognormal,    // a = ln(median), b = sigma
    kExponential,  // a = mean
    kWeibull,      // a = scale, b = shape
    kGamma,        // a = scale, b = shape
    kTriangular,   // a = low, b = mode, c = high
    kBetaPert,     // a = low, b = mode, c = high
    kEmpirical,    // values with weights
    kQuantiles,    // values at the probabilities `weights`, which rise from 0 to 1
};

struct Distribution {
    DistributionKind kind = DistributionKind::kConstant;
    double a = 0;
    double b = 0;
    double c = 0;
    // Truncation to [lowest, highest]; the mass outside is redistributed, not piled up at the ends.
    double lowest = -1e308;
    double highest = 1e308;
    std::vector<double> values;   // ascending
    std::vector<double> weights;  // same length; kEmpirical: > 0
    [[nodiscard]] bool is_truncated() const { return lowest > -1e308 || highest < 1e308; }
};

// What is wrong with the parameters, or empty: "sigma must be > 0". The functions below take only
// distributions without a fault.
[[nodiscard]] std::string find_fault(const Distribution& distribution);

// P(X <= x), after truncation.
[[nodiscard]] double cdf(const Distribution& distribution, double x);

// The x with P(X <= x) = p, 0 < p < 1, after truncation; for kEmpirical the least such value,
// O(values); for kQuantiles, see quantile_table.hpp. Tens of ns for uniform, normal, lognormal,
// exponential, Weibull and triangular, a few µs for gamma and beta-PERT (solved by iteration);
// truncation adds the cost of two cdf. Relative error below 1e-12.
[[nodiscard]] double quantile(const Distribution& distribution, double p);

// The mean after truncation: in closed form where there is one, else by quadrature of the quantile.
[[nodiscard]] double mean(const Distribution& distribution);

// One draw from a uniform in (0, 1).
[[nodiscard]] inline double draw(const Distribution& distribution, double uniform) {
    return quantile(distribution, uniform);
}

// The lognormal with the given 50 % and 90 % quantiles; 0 < p50 < p90, else find_fault will object.
[[nodiscard]] Distribution lognormal_from_p50_p90(double p50, double p90);

}  // namespace headroom
