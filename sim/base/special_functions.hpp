#pragma once

// The incomplete gamma and beta functions and a solver for what has no closed inverse; on top of
// detmath, so the same bits everywhere. Host only.

namespace headroom {

// P(X <= x) and P(X > x). They add up to 1, but each is known to its own relative precision, which
// their difference from 1 would lose in a tail.
struct Tails {
    double below = 0;
    double above = 1;
};

// x^a·e^-x / Γ(a), a > 0, x > 0: x times the density of the gamma distribution.
[[nodiscard]] double gamma_weight(double a, double x);

// The regularised incomplete gamma functions P(a, x) and Q(a, x), a > 0: the series up to x = a +
// 1, the continued fraction (DLMF 8.9.2, modified Lentz) beyond. O(√a) terms; relative error below
// 1e-12 of the smaller tail for a <= 1e6.
[[nodiscard]] Tails gamma_tails(double a, double x);

// x^a·y^b / B(a, b) with y = 1 - x.
[[nodiscard]] double beta_weight(double a, double b, double x, double y);

// The regularised incomplete beta function I_x(a, b) and its complement, y = 1 - x given apart so
// that either end keeps its precision; DLMF 8.17.22. O(√max(a, b)) terms.
[[nodiscard]] Tails beta_tails(double a, double b, double x, double y);

struct ValueAndSlope {
    double value;
    double slope;
};

// The root of an increasing function in [low, high] by Newton's method, by bisection where that
// would leave the bracket. Always the same number of steps for the same input, at most 200.
template <class Function>
[[nodiscard]] double solve_increasing(const Function& function,
                                      double guess,
                                      double low,
                                      double high) {
    double at = guess > low && guess < high ? guess : 0.5 * (low + high);
    for (int step = 0; step < 200; ++step) {
        const ValueAndSlope found = function(at);
        if (found.value == 0) {
            return at;
        }
        (found.value < 0 ? low : high) = at;
        double next = at - found.value / found.slope;
        if (!(next > low && next < high)) {
            next = 0.5 * (low + high);
        }
        const double moved = next > at ? next - at : at - next;
        const double size = at > 0 ? at : -at;
        at = next;
        if (moved <= 0x1p-52 * (size > 0x1p-20 ? size : 0x1p-20) || next == low || next == high) {
            break;
        }
    }
    return at;
}

}  // namespace headroom
