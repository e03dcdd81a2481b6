#pragma once

// The uniforms of one trial, or of the trials in the lanes of a vector, by their places alone.
// Antithetic: trial 2k + 1 takes 1 - u wherever trial 2k takes u (Hammersley & Morton, Proc.
// Cambridge Phil. Soc. 52, 1956), so that the pair's mean varies less where the answer is monotone.

#include <cstdint>

#include "kernels/process/real.hpp"
#include "sim/base/philox.hpp"

namespace headroom::mc {

template <class Real>
struct TwoUniforms {
    Real first;   // of the words 0 and 1: what draw_uniform() gives
    Real second;  // of the words 2 and 3
};

// Where the draws of a study come from.
struct DrawSeed {
    std::uint64_t seed = 1;
    bool is_antithetic = false;
};

template <class Real>
class TrialDraws;

template <>
class TrialDraws<double> {
public:
    HEADROOM_HD TrialDraws(DrawSeed seed, std::uint32_t trial)
        : seed_(seed.seed),
          trial_(seed.is_antithetic ? trial & ~1u : trial),
          is_mirrored_(seed.is_antithetic && trial % 2 == 1) {}

    HEADROOM_HD TwoUniforms<double> at(Stream stream,
                                       std::uint32_t entity,
                                       std::uint32_t index) const {
        const PhiloxWords words = draw_words({seed_, stream, entity, index, trial_});
        const double first = uniform_from(words.word[0], words.word[1]);
        const double second = uniform_from(words.word[2], words.word[3]);
        return {is_mirrored_ ? 1 - first : first, is_mirrored_ ? 1 - second : second};
    }

private:
    std::uint64_t seed_;
    std::uint32_t trial_;
    bool is_mirrored_;
};

#if !defined(__CUDACC__)
template <>
class TrialDraws<Lanes> {
public:
    // The trials first, first + 1, first + 2, first + 3.
    TrialDraws(DrawSeed seed, std::uint32_t first) : seed_(seed.seed) {
        for (std::uint32_t lane = 0; lane < kLanes; ++lane) {
            const std::uint32_t trial = first + lane;
            trial_[lane] = seed.is_antithetic ? trial & ~1u : trial;
            is_mirrored_[lane] = seed.is_antithetic && trial % 2 == 1 ? -1 : 0;
        }
    }

    [[nodiscard]] TwoUniforms<Lanes> at(Stream stream,
                                        std::uint32_t entity,
                                        std::uint32_t index) const {
        TwoUniforms<Lanes> drawn;
        draw_lanes({seed_, stream, entity, index, 0}, trial_, drawn.first, drawn.second);
        return {select(is_mirrored_, 1.0 - drawn.first, drawn.first),
                select(is_mirrored_, 1.0 - drawn.second, drawn.second)};
    }

private:
    std::uint64_t seed_;
    LaneBits trial_{};
    LaneMask is_mirrored_{};
};
#endif

}  // namespace headroom::mc
