#include "sim/base/special_functions.hpp"

#include <cmath>

#include <gtest/gtest.h>

namespace headroom {
namespace {

TEST(SpecialFunctions, IncompleteGammaMatchesClosedForms) {
    for (const double x : {1e-8, 0.3, 1.0, 2.5, 20.0, 300.0}) {
        // P(1, x) = 1 - e^-x; Q(3, x) = e^-x (1 + x + x²/2); P(1/2, x) = erf(√x).
        EXPECT_NEAR(gamma_tails(1, x).below / -std::expm1(-x), 1, 1e-14) << x;
        EXPECT_NEAR(gamma_tails(3, x).above / (std::exp(-x) * (1 + x + x * x / 2)), 1, 1e-13) << x;
        EXPECT_NEAR(gamma_tails(0.5, x).above / std::erfc(std::sqrt(x)), 1, 1e-12) << x;
    }
    EXPECT_EQ(gamma_tails(2, 0).below, 0);
}

TEST(SpecialFunctions, IncompleteBetaMatchesClosedForms) {
    for (const double x : {1e-8, 0.1, 0.5, 0.9, 1 - 1e-8}) {
        // I_x(a, 1) = x^a; I_x(1, b) = 1 - (1 - x)^b; I_x(1/2, 1/2) = 2/π · asin √x.
        EXPECT_NEAR(beta_tails(3, 1, x, 1 - x).below / std::pow(x, 3), 1, 1e-13) << x;
        EXPECT_NEAR(beta_tails(1, 4, x, 1 - x).above / std::pow(1 - x, 4), 1, 1e-13) << x;
        // Near 1 the arc sine itself turns a rounding of √x into 10⁴ as much.
        const double arcsine = 2 / M_PI * std::asin(std::sqrt(x));
        EXPECT_NEAR(beta_tails(0.5, 0.5, x, 1 - x).below / arcsine, 1, 1e-12) << x;
    }
}

TEST(SpecialFunctions, TailsOfLargeShapesAddUpAndCrossOneHalfNearTheMedian) {
    for (const double a : {10.0, 1e3, 1e5, 1e6}) {
        // The median of the gamma distribution is a - 1/3 + O(1/a); DLMF 8.10.13.
        const Tails tails = gamma_tails(a, a - 1.0 / 3);
        EXPECT_NEAR(tails.below, 0.5, 0.01 / a) << a;
        EXPECT_DOUBLE_EQ(tails.below + tails.above, 1) << a;
    }
}

TEST(SolveIncreasing, FindsARootWhereNewtonAloneWouldLeave) {
    // The slope of the arc tangent far out sends Newton's method to the other side of the world.
    const auto arc = [](double x) {
        return ValueAndSlope{std::atan(x - 3), 1 / (1 + (x - 3) * (x - 3))};
    };
    EXPECT_NEAR(solve_increasing(arc, 40, -100, 100), 3, 1e-14);
    EXPECT_NEAR(solve_increasing(arc, 1e9, -100, 100), 3, 1e-14);
}

}  // namespace
}  // namespace headroom
