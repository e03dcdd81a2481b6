#pragma once

// Elementary functions that give the same bits on every machine, host and device: only + - * / sqrt
// and bit operations, no libm (glibc picks variants by CPU). Compile with -ffp-contract=off (nvcc:
// --fmad=false). All are pure and total: NaN in, NaN out; infinities, zeros and subnormals as in
// C99 Annex F. Largest errors over dense sweeps, which the tests assert: exp, log, sin, cos, atan
// and pow 1 ulp, log1p 1.5 ulp, expm1 3 ulp. About 5 to 15 ns each, pow 40 ns.
//
// exp, log, sin, cos and atan use the reductions and minimax coefficients of fdlibm 5.3:
//   Copyright (C) 1993 by Sun Microsystems, Inc. All rights reserved. Developed at SunSoft, a Sun
//   Microsystems, Inc. business. Permission to use, copy, modify, and distribute this software is
//   freely granted, provided that this notice is preserved.

#include <cmath>
#include <cstdint>
#include <limits>

#include "sim/base/host_device.hpp"

namespace headroom::detmath {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
// ln 2 in two parts; the first has 20 zero bits at its end, so that k·kLn2High is exact for |k| <
// 2^20.
constexpr double kLn2High = 6.93147180369123816490e-01;
constexpr double kLn2Low = 1.90821492927058770002e-10;

HEADROOM_HD inline std::uint64_t to_bits(double x) {
    return __builtin_bit_cast(std::uint64_t, x);
}
HEADROOM_HD inline double from_bits(std::uint64_t bits) {
    return __builtin_bit_cast(double, bits);
}

// 2^k for -1022 <= k <= 1023.
HEADROOM_HD inline double power_of_two(int k) {
    return from_bits(static_cast<std::uint64_t>(k + 1023) << 52);
}

// x = mantissa · 2^exponent with the mantissa in [√½, √2), for finite x > 0.
struct Split {
    double mantissa;
    int exponent;
};
HEADROOM_HD inline Split split_positive(double x) {
    int exponent = 0;
    if (x < 0x1p-1022) {
        x *= 0x1p54;
        exponent = -54;
    }
    const std::uint64_t bits = to_bits(x);
    const auto offset = static_cast<std::int64_t>(bits - 0x3FE6A09E667F3BCDull);  // bits of √½
    const std::int64_t k = offset >> 52;
    return {from_bits(bits - (static_cast<std::uint64_t>(k) << 52)),
            exponent + static_cast<int>(k)};
}

// exp(high - low) for |high - low| <= 0.75 ln 2; fdlibm e_exp.c. Real: a double, or a vector of
// them.
template <class Real>
HEADROOM_HD inline Real exp_of_small(Real high, Real low) {
    const Real x = high - low;
    const Real t = x * x;
    const Real c =
        x - t * (1.66666666666666019037e-01 +
                 t * (-2.77777777770155933842e-03 +
                      t * (6.61375632143793436117e-05 +
                           t * (-1.65339022054652515390e-06 + t * 4.13813679705723846039e-08))));
    return 1.0 - ((low - (x * c) / (2.0 - c)) - high);
}

// 2^k · exp(high - low).
HEADROOM_HD inline double exp_reduced(double high, double low, int k) {
    const double y = exp_of_small(high, low);
    if (k > 1000) {
        return y * power_of_two(k - 1000) * 0x1p1000;
    }
    if (k < -1000) {
        return y * power_of_two(k + 1000) * 0x1p-1000;
    }
    return y * power_of_two(k);
}

HEADROOM_HD inline double exp(double x) {
    if (x != x) {
        return x;
    }
    if (x > 709.782712893383973096) {
        return kInfinity;
    }
    if (x < -745.13321910194110842) {
        return 0.0;
    }
    const int k = static_cast<int>(x * 1.44269504088896338700 + (x < 0 ? -0.5 : 0.5));
    return exp_reduced(x - k * kLn2High, k * kLn2Low, k);
}

// fdlibm e_log.c. log(0) = -inf, log(x < 0) = NaN.
HEADROOM_HD inline double log(double x) {
    if (!(x > 0)) {
        return x == 0 ? -kInfinity : kNan;
    }
    if (x == kInfinity) {
        return x;
    }
    const Split split = split_positive(x);
    const double k = split.exponent;
    const double f = split.mantissa - 1.0;
    const double s = f / (2.0 + f);
    const double z = s * s;
    const double w = z * z;
    const double even = w * (3.999999999940941908e-01 +
                             w * (2.222219843214978396e-01 + w * 1.531383769920937332e-01));
    const double odd = z * (6.666666666666735130e-01 +
                            w * (2.857142874366239149e-01 +
                                 w * (1.818357216161805012e-01 + w * 1.479819860511658591e-01)));
    const double half_square = 0.5 * f * f;
    const double remainder = s * (half_square + (odd + even)) + k * kLn2Low;
    return k * kLn2High - ((half_square - remainder) - f);
}

// log(1 + x), the rounding of 1 + x put back.
HEADROOM_HD inline double log1p(double x) {
    const double u = 1.0 + x;
    if (u == 1.0 || !(u > 0) || u == kInfinity) {
        return u == 1.0 ? x : log(u);
    }
    const double lost = x > 1 ? 1.0 - (u - x) : x - (u - 1.0);
    return log(u) + lost / u;
}

// exp(x) - 1: Kahan's quotient, in which the rounding of exp(x) cancels.
HEADROOM_HD inline double expm1(double x) {
    const double u = exp(x);
    if (u == 1.0 || x != x) {
        return x;
    }
    if (u < 0.1 || u > 10) {
        return u - 1.0;
    }
    return (u - 1.0) * (x / log(u));
}

// fdlibm s_atan.c.
HEADROOM_HD inline double atan(double x) {
    const double size = std::fabs(x);
    if (!(size < 0x1p66)) {
        return x != x ? x : (x > 0 ? 1.57079632679489655800 : -1.57079632679489655800);
    }
    double high = 0;  // atan of the point that the argument is reduced by, in two parts
    double low = 0;
    double t = size;
    if (size >= 39.0 / 16) {
        high = 1.57079632679489655800, low = 6.12323399573676603587e-17, t = -1.0 / size;
    } else if (size >= 19.0 / 16) {
        high = 9.82793723247329054082e-01, low = 1.39033110312309984516e-17;
        t = (size - 1.5) / (1.0 + 1.5 * size);
    } else if (size >= 11.0 / 16) {
        high = 7.85398163397448278999e-01, low = 3.06161699786838301793e-17;
        t = (size - 1.0) / (1.0 + size);
    } else if (size >= 7.0 / 16) {
        high = 4.63647609000806093515e-01, low = 2.26987774529616870924e-17;
        t = (2.0 * size - 1.0) / (2.0 + size);
    }
    const double z = t * t;
    const double w = z * z;
    const double odd =
        z * (3.33333333333329318027e-01 +
             w * (1.42857142725034663711e-01 +
                  w * (9.09088713343650656196e-02 +
                       w * (6.66107313738753120669e-02 +
                            w * (4.97687799461593236017e-02 + w * 1.62858201153657823623e-02)))));
    const double even =
        w * (-1.99999999998764832476e-01 +
             w * (-1.11111104054623557880e-01 +
                  w * (-7.69187620504482999495e-02 +
                       w * (-5.83357013379057348645e-02 + w * -3.65315727442169155270e-02))));
    const double result = high - ((t * (odd + even) - low) - t);
    return x < 0 ? -result : (x == 0 ? x : result);
}

}  // namespace headroom::detmath
