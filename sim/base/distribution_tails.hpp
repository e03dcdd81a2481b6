#pragma once

// Distributions before truncation, told by both tails. Internal to distribution.cpp and
// distribution_mean.cpp.

#include "sim/base/distribution.hpp"
#include "sim/base/special_functions.hpp"

namespace headroom {

// Both tails at x, and the x that has them; not for kConstant and kEmpirical, which have jumps.
[[nodiscard]] Tails tails_at(const Distribution& distribution, double x);
[[nodiscard]] double point_at(const Distribution& distribution, Tails tails);

// The probability between two points, low before high, to its own relative precision.
[[nodiscard]] double mass_between(Tails low, Tails high);

// point_at after truncation: `tails` are those of the truncated distribution.
[[nodiscard]] double truncated_point_at(const Distribution& distribution, Tails tails);

// kBetaPert as low + (high - low)·Z with Z of Beta(alpha, beta).
struct PertShape {
    double alpha;
    double beta;
    double low;
    double width;
};
[[nodiscard]] PertShape pert_shape(const Distribution& distribution);

}  // namespace headroom
