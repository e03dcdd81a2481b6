#pragma once

// pow(x, y) through a logarithm in two doubles (about 2^-65 relative), so that exp(y·log x) is
// right to 1 ulp over the whole range. Part of detmath.hpp.

#include "sim/base/detmath_elementary.hpp"

namespace headroom::detmath {

// An unevaluated sum high + low, |low| <= ulp(high)/2.
struct TwoDoubles {
    double high;
    double low;
};

// a · b exactly, for |a|, |b| < 2^995 and no underflow. Dekker, "A floating-point technique for
// extending the available precision", Numer. Math. 18 (1971).
HEADROOM_HD inline TwoDoubles multiply_exactly(double a, double b) {
    constexpr double kSplitter = 0x1p27 + 1;
    const double a_scaled = kSplitter * a;
    const double a_high = a_scaled - (a_scaled - a);
    const double a_low = a - a_high;
    const double b_scaled = kSplitter * b;
    const double b_high = b_scaled - (b_scaled - b);
    const double b_low = b - b_high;
    const double product = a * b;
    return {product,
            ((a_high * b_high - product) + a_high * b_low + a_low * b_high) + a_low * b_low};
}

// a + b exactly, for |a| >= |b|.
HEADROOM_HD inline TwoDoubles add_exactly(double a, double b) {
    const double sum = a + b;
    return {sum, (a - sum) + b};
}

// log x for finite x > 0: 2·atanh(s) + k·ln 2 with s = (m - 1)/(m + 1). The terms s and s³/3 are
// carried in two doubles, the Taylor tail from s⁵/5 on (|s| <= 0.1716) in one.
HEADROOM_HD inline TwoDoubles log_in_two(double x) {
    const Split split = split_positive(x);
    const double k = split.exponent;
    const double f = split.mantissa - 1.0;
    const TwoDoubles denominator = add_exactly(2.0, f);
    const double s = f / denominator.high;
    const TwoDoubles back = multiply_exactly(s, denominator.high);
    const double s_low = (((f - back.high) - back.low) - s * denominator.low) / denominator.high;

    const TwoDoubles square = multiply_exactly(s, s);
    const double z = square.high;
    const double z_low = square.low + 2 * s * s_low;
    double tail = 1.0 / 25;
    for (int odd = 23; odd >= 5; odd -= 2) {
        tail = 1.0 / odd + z * tail;
    }
    constexpr double kThird = 1.0 / 3;
    constexpr double kThirdLow = 0x1p-54 / 3;  // 1/3 - kThird
    const TwoDoubles factor = add_exactly(kThird, z * tail);
    const double factor_low = factor.low + kThirdLow;
    const TwoDoubles cube = multiply_exactly(z, factor.high);
    const double cube_low = cube.low + z * factor_low + z_low * factor.high;
    const TwoDoubles rest = multiply_exactly(s, cube.high);
    const double rest_low = rest.low + s * cube_low + s_low * cube.high;

    const TwoDoubles half = add_exactly(s, rest.high);
    const double half_low = half.low + s_low + rest_low;
    if (split.exponent == 0) {
        return add_exactly(2 * half.high, 2 * half_low);
    }
    const TwoDoubles sum = add_exactly(k * kLn2High, 2 * half.high);
    return add_exactly(sum.high, sum.low + 2 * half_low + k * kLn2Low);
}

enum class Parity : std::uint8_t { kNotWhole, kEven, kOdd };

HEADROOM_HD inline Parity parity_of(double y) {
    const double size = std::fabs(y);
    if (size >= 0x1p53) {
        return Parity::kEven;
    }
    const auto whole = static_cast<std::int64_t>(size);
    if (static_cast<double>(whole) != size) {
        return Parity::kNotWhole;
    }
    return whole % 2 == 0 ? Parity::kEven : Parity::kOdd;
}

// x^y for finite x > 0 and any y but NaN.
HEADROOM_HD inline double pow_positive(double x, double y) {
    if (x == 1.0 || std::fabs(y) < 0x1p-70) {
        return 1.0;
    }
    if (std::fabs(y) > 0x1p64) {  // |log x| >= 2^-53: beyond the range, or infinite
        return (x > 1) == (y > 0) ? kInfinity : 0.0;
    }
    const TwoDoubles log_x = log_in_two(x);
    const TwoDoubles product = multiply_exactly(y, log_x.high);
    if (product.high > 710 || product.high < -746) {
        return product.high > 0 ? kInfinity : 0.0;
    }
    const double low = product.low + y * log_x.low;
    const int k =
        static_cast<int>(product.high * 1.44269504088896338700 + (product.high < 0 ? -0.5 : 0.5));
    return exp_reduced(product.high - k * kLn2High, k * kLn2Low - low, k);
}

// C99 Annex F: pow(1, y) = pow(x, 0) = 1 whatever the other is; a negative x needs a whole y, else
// NaN.
HEADROOM_HD inline double pow(double x, double y) {
    if (x == 1.0 || y == 0.0) {
        return 1.0;
    }
    if (x != x || y != y) {
        return kNan;
    }
    const double size = std::fabs(x);
    const Parity parity = parity_of(y);
    if (parity == Parity::kNotWhole && x < 0 && size != kInfinity) {
        return kNan;
    }
    double result = 0;
    if (size == 0.0 || size == kInfinity) {
        result = (size == 0.0) == (y < 0) ? kInfinity : 0.0;
    } else {
        result = pow_positive(size, y);
    }
    const bool is_negative = to_bits(x) >> 63 != 0;
    return is_negative && parity == Parity::kOdd ? -result : result;
}

}  // namespace headroom::detmath
