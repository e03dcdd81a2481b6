#pragma once

// Four trials side by side in one vector register: the operations of real.hpp, lane by lane the
// same bits as those of a double. Host only. Included by real.hpp.

#include <cstdint>

#include "sim/base/detmath.hpp"
#include "sim/base/philox.hpp"

#if defined(__AVX2__)
#include <immintrin.h>
#endif

namespace headroom::mc {

constexpr int kLanes = 4;
using Lanes = double __attribute__((vector_size(kLanes * sizeof(double))));
using LaneMask = std::int64_t __attribute__((vector_size(kLanes * sizeof(std::int64_t))));
using LaneBits = std::uint64_t __attribute__((vector_size(kLanes * sizeof(std::uint64_t))));

inline bool any(LaneMask mask) {
    return (mask[0] | mask[1] | mask[2] | mask[3]) != 0;
}
inline Lanes select(LaneMask mask, Lanes yes, Lanes no) {
    return mask ? yes : no;
}
inline Lanes lesser(Lanes a, Lanes b) {
    return a < b ? a : b;
}
inline Lanes greater(Lanes a, Lanes b) {
    return a > b ? a : b;
}

// A function of doubles, lane by lane.
template <class Function>
Lanes each_lane(Lanes x, const Function& function) {
    return Lanes{function(x[0]), function(x[1]), function(x[2]), function(x[3])};
}
inline Lanes root_of(Lanes x) {
#if defined(__AVX2__)
    return _mm256_sqrt_pd(x);
#else
    return each_lane(x, [](double lane) { return std::sqrt(lane); });
#endif
}
inline Lanes log_of(Lanes x) {
    return each_lane(x, [](double lane) { return detmath::log(lane); });
}
inline Lanes log1p_of(Lanes x) {
    return each_lane(x, [](double lane) { return detmath::log1p(lane); });
}
inline Lanes normal_share(Lanes x) {
    return each_lane(x, [](double lane) { return detmath::normal_cdf(lane); });
}
inline Lanes power_of(Lanes x, double y) {
    return each_lane(x, [y](double lane) { return detmath::pow(lane, y); });
}

using LaneInts = std::int32_t __attribute__((vector_size(kLanes * sizeof(std::int32_t))));
inline Lanes whole_part(Lanes x) {
    return __builtin_convertvector(__builtin_convertvector(x, LaneInts), Lanes);
}

// detmath::exp where no lane comes near the ends of the range.
inline Lanes exp_of(Lanes x) {
    constexpr double kPlain = 690;
    if (any(~((x < kPlain) & (x > -kPlain)))) {
        return each_lane(x, [](double lane) { return detmath::exp(lane); });
    }
    const Lanes half = x < 0.0 ? Lanes{} - 0.5 : Lanes{} + 0.5;
    const LaneInts k = __builtin_convertvector(x * 1.44269504088896338700 + half, LaneInts);
    const Lanes whole = __builtin_convertvector(k, Lanes);
    const Lanes y =
        detmath::exp_of_small<Lanes>(x - whole * detmath::kLn2High, whole * detmath::kLn2Low);
    return y * reinterpret_cast<Lanes>((__builtin_convertvector(k, LaneMask) + 1023) << 52);
}

// detmath::inverse_normal_cdf; the tails, 15 % of all uniforms, one by one.
inline Lanes inverse_normal(Lanes p) {
    const Lanes q = p - 0.5;
    Lanes x = detmath::inverse_normal_middle(q);
    const LaneMask is_tail = ~((q <= 0.425) & (q >= -0.425));
    if (any(is_tail)) {
        for (int lane = 0; lane < kLanes; ++lane) {
            if (is_tail[lane] != 0) {
                x[lane] = detmath::inverse_normal_cdf(p[lane]);
            }
        }
    }
    return x;
}

namespace detail {

// The low 32 bits of each lane multiplied; the upper ones are not looked at.
inline LaneBits multiply_low(LaneBits a, std::uint64_t b) {
#if defined(__AVX2__)
    return reinterpret_cast<LaneBits>(_mm256_mul_epu32(
        reinterpret_cast<__m256i>(a), _mm256_set1_epi64x(static_cast<std::int64_t>(b))));
#else
    return (a & 0xFFFFFFFFu) * b;
#endif
}

// uniform_from() of two words, whose upper bits may hold anything.
inline Lanes uniform_of(LaneBits high, LaneBits low) {
    const LaneBits bits = (high << 32 | (low & 0xFFFFFFFFu)) >> 12;
    const Lanes from_one = reinterpret_cast<Lanes>(bits | 0x3FF0000000000000u);
    return (from_one - 1.0) + 0x1p-53;
}

}  // namespace detail

// philox4x32_10 of four counters that differ in the trial, as two uniforms: of the words 0 and 1,
// and of 2 and 3.
inline void draw_lanes(const DrawPlace& place, LaneBits trial, Lanes& first, Lanes& second) {
    constexpr std::uint64_t kMultiplier0 = 0xD2511F53u;
    constexpr std::uint64_t kMultiplier1 = 0xCD9E8D57u;
    auto key0 = static_cast<std::uint32_t>(place.seed);
    auto key1 = static_cast<std::uint32_t>(place.seed >> 32);
    LaneBits word0 = LaneBits{} + place.index;
    LaneBits word1 = LaneBits{} + place.entity;
    LaneBits word2 = trial;
    LaneBits word3 = LaneBits{} + static_cast<std::uint32_t>(place.stream);
    for (int round = 0; round < 10; ++round) {
        const LaneBits product0 = detail::multiply_low(word0, kMultiplier0);
        const LaneBits product1 = detail::multiply_low(word2, kMultiplier1);
        word0 = (product1 >> 32) ^ word1 ^ key0;
        word1 = product1;
        word2 = (product0 >> 32) ^ word3 ^ key1;
        word3 = product0;
        key0 += 0x9E3779B9u;
        key1 += 0xBB67AE85u;
    }
    first = detail::uniform_of(word0, word1);
    second = detail::uniform_of(word2, word3);
}

}  // namespace headroom::mc
