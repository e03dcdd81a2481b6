#pragma once

// One number of a plan: a constant, or drawn once a trial by inversion, as
// sim/base/distribution.hpp does on the host (the tests compare the two). POD, so that a device can
// hold it.

#include <cstdint>

#include "kernels/process/trial_draws.hpp"

namespace headroom::mc {

enum class PlanLaw : std::uint8_t {
    kConstant,     // a
    kUniform,      // from a to b
    kNormal,       // mean a, standard deviation b
    kLognormal,    // ln(median) a, sigma b
    kExponential,  // mean a
    kWeibull,      // scale a, shape b
    kTriangular,   // from a to c, mode b
};

struct PlanInput {
    PlanLaw law = PlanLaw::kConstant;
    bool is_whole = false;  // draws are rounded
    Stream stream = Stream::kFactor;
    std::uint32_t entity = 0;
    std::int32_t correlated = -1;  // its row in FleetPlan::correlation; -1: independent of all
    double a = 0;
    double b = 0;
    double c = 0;
    // A truncation keeps the shares from `below` to 1 - above.
    double below = 0;
    double above = 0;
    double mass = 1;
    double lowest = -1e308;  // draws beyond count as the limit
    double highest = 1e308;
    double unit = 1;  // the value is the draw times this
};

// A uniform as P(X <= x) and P(X > x).
template <class Real>
struct InputShares {
    Real below;
    Real above;
};

template <class Real>
[[nodiscard]] HEADROOM_HD Real normal_score(const InputShares<Real>& shares) {
    const auto is_lower = shares.below <= 0.5;
    const Real smaller = inverse_normal(select(is_lower, shares.below, shares.above));
    return select(is_lower, smaller, -smaller);
}

// Of the exponential distribution with mean 1.
template <class Real>
[[nodiscard]] HEADROOM_HD Real exponential_score(const InputShares<Real>& shares) {
    return select(shares.above <= 0.5, -log_of(shares.above), -log1p_of(-shares.below));
}

template <class Real>
[[nodiscard]] HEADROOM_HD Real triangular_point(const PlanInput& input,
                                                const InputShares<Real>& shares) {
    const double rising = (input.b - input.a) / (input.c - input.a);
    const double width = input.c - input.a;
    return select(shares.below <= rising, input.a + width * root_of(shares.below * rising),
                  input.c - width * root_of(shares.above * (1 - rising)));
}

// Normal and lognormal.
template <class Real>
[[nodiscard]] HEADROOM_HD Real point_at_score(const PlanInput& input, Real score) {
    const Real normal = input.a + input.b * score;
    return input.law == PlanLaw::kNormal ? normal : exp_of(normal);
}

template <class Real>
[[nodiscard]] HEADROOM_HD Real point_of(const PlanInput& input, const InputShares<Real>& shares) {
    switch (input.law) {
        case PlanLaw::kUniform:
            return select(shares.below <= 0.5, input.a + shares.below * (input.b - input.a),
                          input.b - shares.above * (input.b - input.a));
        case PlanLaw::kNormal:
        case PlanLaw::kLognormal:
            return point_at_score(input, normal_score(shares));
        case PlanLaw::kExponential:
            return input.a * exponential_score(shares);
        case PlanLaw::kWeibull:
            return input.a * power_of(exponential_score(shares), 1 / input.b);
        case PlanLaw::kTriangular:
            return triangular_point(input, shares);
        case PlanLaw::kConstant:
            break;
    }
    return Real{} + input.a;
}

// Kept in its range, rounded where it is a count, in the plan's unit.
template <class Real>
[[nodiscard]] HEADROOM_HD Real settle(const PlanInput& input, Real value) {
    value = greater(lesser(value, Real{} + input.highest), Real{} + input.lowest);
    if (input.is_whole) {
        value = whole_part(value + 0.5);  // counts are not negative
    }
    return value * input.unit;
}

[[nodiscard]] HEADROOM_HD inline bool has_plain_score(const PlanInput& input) {
    return (input.law == PlanLaw::kNormal || input.law == PlanLaw::kLognormal) && input.mass == 1;
}

// The value where the uniform is u.
template <class Real>
[[nodiscard]] HEADROOM_HD Real value_at(const PlanInput& input, Real u) {
    if (has_plain_score(input)) {
        return settle(input, point_at_score(input, inverse_normal(u)));
    }
    const Real above = 1.0 - u;
    const InputShares<Real> shares{input.below + u * input.mass, input.above + above * input.mass};
    return settle(input, point_of(input, shares));
}

// The value where the normal score of the uniform is known.
template <class Real>
[[nodiscard]] HEADROOM_HD Real value_at_score(const PlanInput& input, Real score) {
    return has_plain_score(input) ? settle(input, point_at_score(input, score))
                                  : value_at(input, normal_share(score));
}

}  // namespace headroom::mc
