#pragma once

// A sum of doubles that does not depend on their order: each is cut to a multiple of 2^-32 and
// added as an integer. Four limbs of 32 bits, each in a word of 64, so that up to 2^32 numbers are
// added without a carry, by atomics too. For |x| < 2^60; larger ones count as that.

#include <cstdint>

#include "sim/base/detmath_elementary.hpp"
#include "sim/base/host_device.hpp"

namespace headroom::mc {

struct FixedSum {
    std::uint64_t limb[4] = {};

    friend bool operator==(const FixedSum&, const FixedSum&) = default;
};

__extension__ using FixedPoint = __int128;

// ⌊x · 2^32⌋; NaN counts as 0.
HEADROOM_HD inline FixedPoint to_fixed(double x) {
    constexpr double kLargest = 0x1p60;
    if (!(x < kLargest && x > -kLargest)) {
        x = x > 0 ? kLargest : (x < 0 ? -kLargest : 0.0);
    }
    const std::uint64_t bits = detmath::to_bits(x);
    const int exponent = static_cast<int>(bits >> 52 & 0x7FF);
    const std::uint64_t mantissa =
        (bits & 0xFFFFFFFFFFFFFull) | (exponent > 0 ? 0x10000000000000ull : 0);
    const auto whole =
        static_cast<FixedPoint>(bits >> 63 != 0 ? -static_cast<std::int64_t>(mantissa)
                                                : static_cast<std::int64_t>(mantissa));
    const int shift = (exponent > 0 ? exponent : 1) - 1075 + 32;  // value = whole · 2^shift
    if (shift >= 0) {
        return whole * (static_cast<FixedPoint>(1) << shift);
    }
    return whole >> (shift < -127 ? 127 : -shift);
}

HEADROOM_HD inline std::uint64_t limb_of(FixedPoint value, int limb) {
    return static_cast<std::uint32_t>(value >> (32 * limb));
}

HEADROOM_HD inline void add(FixedSum& sum, double x) {
    const FixedPoint value = to_fixed(x);
    for (int i = 0; i < 4; ++i) {
        sum.limb[i] += limb_of(value, i);
    }
}

// The nearest double, but for the last bits of sums above 2^53.
[[nodiscard]] inline double total_of(const FixedSum& sum) {
    __extension__ unsigned __int128 total = 0;
    for (int i = 3; i >= 0; --i) {
        total = (total << 32) + sum.limb[i];
    }
    return static_cast<double>(static_cast<FixedPoint>(total)) * 0x1p-32;
}

}  // namespace headroom::mc
