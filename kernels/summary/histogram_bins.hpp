#pragma once

// The bins of Headroom's histograms: 64 of equal width in each octave (log-linear), read off the
// bits of the double, so that the CPU and the GPU agree on every value. No counts: histogram.hpp.
//
// Bins ascend with the value and are half open, [histogram_low(bin), histogram_low(bin + 1)):
//   0                    below -2^60
//   1 … 6400             negative, -2^60 … -2^-40
//   6401                 around zero, ±2^-40
//   6402 … 12801         positive, 2^-40 … 2^60
//   12802                2^60 and more, +inf with it
// From 2^-40 (1e-12) to 2^60 (1e18) in magnitude a bin is at most 1/64 = 1.6 % wide. A NaN has no
// bin: ask first.

#include <cstdint>

#include "sim/base/detmath_elementary.hpp"
#include "sim/base/host_device.hpp"

namespace headroom::mc {

constexpr std::uint32_t kBinsAnOctave = 64;
constexpr std::uint32_t kHistogramOctaves = 100;
constexpr std::uint32_t kZeroBin = 1 + kHistogramOctaves * kBinsAnOctave;
constexpr std::uint32_t kHistogramBins = 2 * kZeroBin + 1;  // 12,803

namespace detail {
// The upper bits of a double: sign, exponent and the six first bits of the mantissa.
constexpr int kBinShift = 52 - 6;
constexpr std::uint64_t kFirstMagnitude = (1023ull - 40) << 6;  // the bin of 2^-40
constexpr std::uint64_t kSign = 1ull << 63;
}  // namespace detail

HEADROOM_HD inline std::uint32_t histogram_bin(double x) {
    const std::uint64_t bits = detmath::to_bits(x);
    const bool is_negative = (bits & detail::kSign) != 0;
    std::uint64_t magnitude = bits & ~detail::kSign;
    // The bins of negative numbers hold their lower edge too, the larger magnitude of the two.
    if (is_negative && magnitude != 0)
        --magnitude;
    const std::uint64_t line = magnitude >> detail::kBinShift;
    if (line < detail::kFirstMagnitude)
        return kZeroBin;
    const std::uint64_t steps = line - detail::kFirstMagnitude + 1;
    const auto clamped = static_cast<std::uint32_t>(steps < kZeroBin ? steps : kZeroBin);
    return is_negative ? kZeroBin - clamped : kZeroBin + clamped;
}

// The lower edge; -inf of the first bin and +inf beyond the last. Exact.
HEADROOM_HD inline double histogram_low(std::uint32_t bin) {
    if (bin == 0)
        return -detmath::kInfinity;
    if (bin >= kHistogramBins)
        return detmath::kInfinity;
    const bool is_negative = bin <= kZeroBin;
    const std::uint64_t steps = is_negative ? kZeroBin - bin : bin - kZeroBin - 1;
    const double magnitude =
        detmath::from_bits((detail::kFirstMagnitude + steps) << detail::kBinShift);
    return is_negative ? -magnitude : magnitude;
}

}  // namespace headroom::mc
