#pragma once

// sin and cos of radians, for every finite argument: up to 2^20 in three steps of Cody and Waite,
// beyond that with as many bits of 2/π as the argument needs. Infinities give NaN. Part of
// detmath.hpp.

#include "sim/base/detmath_elementary.hpp"
#include "sim/base/detmath_power.hpp"

namespace headroom::detmath {

// x = quadrant · π/2 + high + low, |high| <= π/4.
struct ReducedAngle {
    double high;
    double low;
    int quadrant;  // modulo 4
};

// fdlibm e_rem_pio2.c: π/2 in pieces of 33 bits, so that n·piece is exact.
HEADROOM_HD inline ReducedAngle reduce_angle_small(double x) {
    constexpr double kRounder = 0x1.8p52;  // adding it leaves a whole number
    const double n = (x * 6.36619772367581382433e-01 + kRounder) - kRounder;
    const double r = x - n * 1.57079632673412561417e+00;
    double low_part = n * 6.07710050630396597660e-11;
    const double r2 = r - low_part;
    double rest = n * 2.02226624879595063154e-21 - ((r - r2) - low_part);
    double high = r2 - rest;
    double from = r2;
    if (std::fabs(high) < std::fabs(x) * 0x1p-48) {  // nearly a multiple of π/2: one piece more
        low_part = n * 2.02226624871116645580e-21;
        const double r1_lost = (r - r2) - n * 6.07710050630396597660e-11;
        const double t = r2 + r1_lost;
        from = t - low_part;
        rest = n * 8.47842766036889956997e-32 - ((t - from) - low_part);
        high = from - rest;
    }
    return {high, (from - high) - rest, static_cast<int>(static_cast<std::int64_t>(n) & 3)};
}

__extension__ using UInt128 = unsigned __int128;

// The word of 64 bits of 2/π that starts `offset` bits into (64 zero bits, then the fraction of
// 2/π).
HEADROOM_HD inline std::uint64_t two_over_pi_bits(int offset) {
    constexpr std::uint64_t kBits[] = {0,
                                       0xA2F9836E4E441529,
                                       0xFC2757D1F534DDC0,
                                       0xDB6295993C439041,
                                       0xFE5163ABDEBBC561,
                                       0xB7246E3A424DD2E0,
                                       0x06492EEA09D1921C,
                                       0xFE1DEB1CB129A73E,
                                       0xE88235F52EBB4484,
                                       0xE99C7026B45F7E41,
                                       0x3991D639835339F4,
                                       0x9C845F8BBDF9283B,
                                       0x1FF897FFDE05980F,
                                       0xEF2F118B5A0A6D1F,
                                       0x6D367ECF27CB09B7,
                                       0x4F463F669E5FEA2D,
                                       0x7527BAC7EBE5F17B,
                                       0x3D0739F78A5292EA,
                                       0x6BFB5FB11F8D5D08,
                                       0x56033046FC7B6BAB};
    const int word = offset / 64;
    const int shift = offset % 64;
    const std::uint64_t high = kBits[word] << shift;
    return shift == 0 ? high : high | kBits[word + 1] >> (64 - shift);
}

// Payne and Hanek, "Radian reduction for trigonometric functions", SIGNUM 18 (1983), in integers:
// of the product |x|·2/π only 2 bits before the point and 190 behind it are formed. For 2^19 < |x|
// < inf.
HEADROOM_HD inline ReducedAngle reduce_angle_large(double x) {
    const std::uint64_t bits = to_bits(x);
    const std::uint64_t mantissa = (bits & 0xFFFFFFFFFFFFFull) | 0x10000000000000ull;
    const int offset = static_cast<int>(bits >> 52 & 0x7FF) - 1075 + 62;
    const UInt128 p0 = static_cast<UInt128>(mantissa) * two_over_pi_bits(offset + 128);
    const UInt128 p1 = static_cast<UInt128>(mantissa) * two_over_pi_bits(offset + 64) + (p0 >> 64);
    const std::uint64_t p2 =
        mantissa * two_over_pi_bits(offset) + static_cast<std::uint64_t>(p1 >> 64);
    int quadrant = static_cast<int>(p2 >> 62);
    // The fraction as 128 bits; nearer to the next quadrant it counts from there.
    const auto middle = static_cast<std::uint64_t>(p1);
    const auto last = static_cast<std::uint64_t>(p0);
    std::uint64_t f2 = p2 << 2 | middle >> 62;
    std::uint64_t f1 = middle << 2 | last >> 62;
    std::uint64_t f0 = last << 2;
    const bool is_past_half = f2 >> 63 != 0;
    if (is_past_half) {
        ++quadrant;
        f0 = ~f0, f1 = ~f1, f2 = ~f2;  // one unit of 2^-192 off: far below the precision kept
    }
    int scale = 0;
    while (f2 >> 63 == 0 && scale < 128) {
        f2 = f2 << 1 | f1 >> 63;
        f1 = f1 << 1 | f0 >> 63;
        f0 <<= 1;
        ++scale;
    }
    const double high = static_cast<double>(static_cast<std::int64_t>(f2 >> 11)) * 0x1p-53;
    const double low = static_cast<double>((f2 & 0x7FF) << 53 | f1 >> 11) * 0x1p-117;
    const TwoDoubles product = multiply_exactly(high, 1.57079632679489655800);
    const double product_low =
        product.low + (high * 6.12323399573676603587e-17 + low * 1.57079632679489655800);
    const TwoDoubles angle = add_exactly(product.high, product_low);
    const double factor = power_of_two(-scale) * (is_past_half != (x < 0) ? -1.0 : 1.0);
    return {angle.high * factor, angle.low * factor, (x < 0 ? -quadrant : quadrant) & 3};
}

HEADROOM_HD inline ReducedAngle reduce_angle(double x) {
    if (std::fabs(x) <= 0.785398163397448309616) {
        return {x, 0.0, 0};
    }
    return std::fabs(x) < 0x1p20 ? reduce_angle_small(x) : reduce_angle_large(x);
}

// sin and cos of high + low for |high| <= π/4; fdlibm k_sin.c, k_cos.c.
HEADROOM_HD inline double sin_kernel(double x, double low) {
    const double z = x * x;
    const double v = z * x;
    const double r = 8.33333333332248946124e-03 +
                     z * (-1.98412698298579493134e-04 +
                          z * (2.75573137070700676789e-06 +
                               z * (-2.50507602534068634195e-08 + z * 1.58969099521155010221e-10)));
    return x - ((z * (0.5 * low - v * r) - low) - v * -1.66666666666666324348e-01);
}
HEADROOM_HD inline double cos_kernel(double x, double low) {
    const double z = x * x;
    const double w = z * z;
    const double r = z * (4.16666666666666019037e-02 +
                          z * (-1.38888888888741095749e-03 + z * 2.48015872894767294178e-05)) +
                     w * w *
                         (-2.75573143513906633035e-07 +
                          z * (2.08757232129817482790e-09 + z * -1.13596475577881948265e-11));
    const double half_square = 0.5 * z;
    const double rough = 1.0 - half_square;
    return rough + (((1.0 - rough) - half_square) + (z * r - x * low));
}

// sin(x + turns·π/2).
HEADROOM_HD inline double sin_turned(double x, int turns) {
    if (!(std::fabs(x) < kInfinity)) {
        return kNan;
    }
    const ReducedAngle angle = reduce_angle(x);
    const int quadrant = (angle.quadrant + turns) & 3;
    const double result =
        quadrant % 2 == 0 ? sin_kernel(angle.high, angle.low) : cos_kernel(angle.high, angle.low);
    return quadrant >= 2 ? -result : result;
}

HEADROOM_HD inline double sin(double x) {
    return x == 0 ? x : sin_turned(x, 0);
}
HEADROOM_HD inline double cos(double x) {
    return sin_turned(x, 1);
}

}  // namespace headroom::detmath
