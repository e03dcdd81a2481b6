#pragma once

// The normal distribution function, its inverse and log Γ. Part of detmath.hpp.

#include "sim/base/detmath_elementary.hpp"

namespace headroom::detmath {

// c[0] + c[1]·x + … + c[n-1]·x^(n-1). Real: a double, or a vector of them.
template <int n, class Real>
HEADROOM_HD inline Real polynomial(const double (&c)[n], Real x) {
    Real sum = Real{} + c[n - 1];
    for (int i = n - 2; i >= 0; --i) {
        sum = sum * x + c[i];
    }
    return sum;
}

// The x with Φ(x) = 1/2 + q for |q| <= 0.425: the middle of inverse_normal_cdf().
template <class Real>
HEADROOM_HD inline Real inverse_normal_middle(Real q) {
    constexpr double kA[] = {3.3871328727963666080e0, 1.3314166789178437745e2,
                             1.9715909503065514427e3, 1.3731693765509461125e4,
                             4.5921953931549871457e4, 6.7265770927008700853e4,
                             3.3430575583588128105e4, 2.5090809287301226727e3};
    constexpr double kB[] = {1.0,
                             4.2313330701600911252e1,
                             6.8718700749205790830e2,
                             5.3941960214247511077e3,
                             2.1213794301586595867e4,
                             3.9307895800092710610e4,
                             2.8729085735721942674e4,
                             5.2264952788528545610e3};
    const Real r = 0.180625 - q * q;
    return q * polynomial(kA, r) / polynomial(kB, r);
}

// The x with Φ(x) = p; ±inf at 0 and 1, NaN outside. Wichura, Algorithm AS 241 (PPND16), Applied
// Statistics 37 (1988): relative error about 1e-16 · (1 + condition of p).
HEADROOM_HD inline double inverse_normal_cdf(double p) {
    constexpr double kC[] = {1.42343711074968357734e0,  4.63033784615654529590e0,
                             5.76949722146069140550e0,  3.64784832476320460504e0,
                             1.27045825245236838258e0,  2.41780725177450611770e-1,
                             2.27238449892691845833e-2, 7.74545014278341407640e-4};
    constexpr double kD[] = {1.0,
                             2.05319162663775882187e0,
                             1.67638483018380384940e0,
                             6.89767334985100004550e-1,
                             1.48103976427480074590e-1,
                             1.51986665636164571966e-2,
                             5.47593808499534494600e-4,
                             1.05075007164441684324e-9};
    constexpr double kE[] = {6.65790464350110377720e0,  5.46378491116411436990e0,
                             1.78482653991729133580e0,  2.96560571828504891230e-1,
                             2.65321895265761230930e-2, 1.24266094738807843860e-3,
                             2.71155556874348757815e-5, 2.01033439929228813265e-7};
    constexpr double kF[] = {1.0,
                             5.99832206555887937690e-1,
                             1.36929880922735805310e-1,
                             1.48753612908506148525e-2,
                             7.86869131145613259100e-4,
                             1.84631831751005468180e-5,
                             1.42151175831644588870e-7,
                             2.04426310338993978564e-15};
    if (!(p > 0 && p < 1)) {
        return p == 0 ? -kInfinity : (p == 1 ? kInfinity : kNan);
    }
    const double q = p - 0.5;
    if (std::fabs(q) <= 0.425) {
        return inverse_normal_middle(q);
    }
    const double r = std::sqrt(-log(q < 0 ? p : 1 - p));
    const double size = r <= 5 ? polynomial(kC, r - 1.6) / polynomial(kD, r - 1.6)
                               : polynomial(kE, r - 5) / polynomial(kF, r - 5);
    return q < 0 ? -size : size;
}

// Φ(x) for x <= -0.6745 to full relative precision down to the smallest numbers; exp(-x²/2) is
// formed from x² split at 1/16, whose high part squares exactly.
HEADROOM_HD inline double normal_lower_tail(double x) {
    constexpr double kC[] = {
        9842.7148383839780218, 11602.651437647350124,  6848.1904505362823326,
        2494.5375852903726711, 597.27027639480026226,  93.506656132177855979,
        8.8831497943883759412, 0.39894151208813466764, 1.0765576773720192317e-8};
    constexpr double kD[] = {19685.429676859990727, 38912.003286093271411, 34900.952721145977266,
                             18615.571640885098091, 6485.558298266760755,  1519.377599407554805,
                             235.38790178262499861, 22.266688044328115691, 1.0};
    constexpr double kP[] = {2.9112874951168792e-5, 0.001421619193227893466,
                             0.022235277870649807,  0.1274011611602473639,
                             0.21589853405795699,   0.02307344176494017303};
    constexpr double kQ[] = {7.29751555083966205e-5, 0.00378239633202758244, 0.0659881378689285515,
                             0.468238212480865118,   1.28426009614491121,    1.0};
    const double y = -x;
    if (y > 39) {  // Φ(-38.5) is below the smallest subnormal
        return 0.0;
    }
    double ratio = 0;
    if (y <= 5.656854249492380195) {
        ratio = polynomial(kC, y) / polynomial(kD, y);
    } else {
        const double z = 1 / (y * y);
        ratio = (0.398942280401432677940 - z * polynomial(kP, z) / polynomial(kQ, z)) / y;
    }
    const double high = static_cast<double>(static_cast<std::int64_t>(y * 16)) / 16;
    const double rest = (y - high) * (y + high);
    return exp(-0.5 * high * high) * exp(-0.5 * rest) * ratio;
}

// Φ(x); Φ(-x) is the upper tail. Cody, "Rational Chebyshev approximations for the error function",
// Math. Comp. 23 (1969), in the form of his ALGORITHM 715 (ANORM). Relative error below 2e-15 where
// Φ is normal.
HEADROOM_HD inline double normal_cdf(double x) {
    constexpr double kA[] = {18154.981253343561249, 1067.6894854603709582, 161.02823106855587881,
                             2.2352520354606839287, 0.065682337918207449113};
    constexpr double kB[] = {45507.789335026729956, 10260.932208618978205, 976.09855173777669322,
                             47.20258190468824187, 1.0};
    if (x != x) {
        return x;
    }
    if (std::fabs(x) <= 0.67448975) {
        const double z = x * x;
        return 0.5 + x * polynomial(kA, z) / polynomial(kB, z);
    }
    return x < 0 ? normal_lower_tail(x) : 1 - normal_lower_tail(-x);
}

// log Γ(x) - [(x - 1/2)·log x - x + log √(2π)] for x >= 10: Stirling's series, Abramowitz &
// Stegun 6.1.41; the first term left out is below 3e-17.
HEADROOM_HD inline double stirling_correction(double x) {
    constexpr double kTerms[] = {1.0 / 12,   -1.0 / 360,      1.0 / 1260, -1.0 / 1680,
                                 1.0 / 1188, -691.0 / 360360, 1.0 / 156};
    const double inverse = 1 / x;
    return inverse * polynomial(kTerms, inverse * inverse);
}

// log Γ(x) for x > 0; +inf at 0, NaN below. Stirling from 10 on, below that Γ(x + n) divided by
// x(x+1)…(x+n-1). Error below 1e-14 · max(1, |result|): absolute near the zeros at 1 and 2.
HEADROOM_HD inline double log_gamma(double x) {
    if (x == 0) {
        return kInfinity;
    }
    if (!(x > 0)) {
        return kNan;
    }
    double product = 1;
    double t = x;
    while (t < 10) {
        product *= t;
        t += 1;
    }
    if (t > 2.5e305) {
        return kInfinity;
    }
    constexpr double kLogRootTwoPi = 0.918938533204672741780;
    const double stirling = (t - 0.5) * log(t) - t + kLogRootTwoPi + stirling_correction(t);
    return product == 1 ? stirling : stirling - log(product);
}

}  // namespace headroom::detmath
