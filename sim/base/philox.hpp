#pragma once

// Philox4x32-10, the counter-based generator of Salmon et al., "Parallel random numbers: as easy as
// 1, 2, 3", SC'11: a pure function of counter and key, with no state.

#include <cstdint>

#include "sim/base/host_device.hpp"
#include "sim/base/stream.hpp"

namespace headroom {

struct PhiloxWords {
    std::uint32_t word[4];
};

HEADROOM_HD constexpr PhiloxWords philox4x32_10(PhiloxWords counter,
                                                std::uint32_t key0,
                                                std::uint32_t key1) {
    constexpr std::uint64_t kMultiplier0 = 0xD2511F53u;
    constexpr std::uint64_t kMultiplier1 = 0xCD9E8D57u;
    constexpr std::uint32_t kWeyl0 = 0x9E3779B9u;
    constexpr std::uint32_t kWeyl1 = 0xBB67AE85u;
    for (int round = 0; round < 10; ++round) {
        const std::uint64_t product0 = kMultiplier0 * counter.word[0];
        const std::uint64_t product1 = kMultiplier1 * counter.word[2];
        counter = {{static_cast<std::uint32_t>(product1 >> 32) ^ counter.word[1] ^ key0,
                    static_cast<std::uint32_t>(product1),
                    static_cast<std::uint32_t>(product0 >> 32) ^ counter.word[3] ^ key1,
                    static_cast<std::uint32_t>(product0)}};
        key0 += kWeyl0;
        key1 += kWeyl1;
    }
    return counter;
}

// The place of a draw: who draws, for which entity (a hash of its table's name and index), which
// draw of that entity, in which trial. The same place gives the same number whatever else the
// program does.
struct DrawPlace {
    std::uint64_t seed = 0;
    Stream stream = Stream::kInterarrival;
    std::uint32_t entity = 0;
    std::uint32_t index = 0;
    std::uint32_t trial = 0;
};

HEADROOM_HD constexpr PhiloxWords draw_words(const DrawPlace& place) {
    return philox4x32_10(
        {{place.index, place.entity, place.trial, static_cast<std::uint32_t>(place.stream)}},
        static_cast<std::uint32_t>(place.seed), static_cast<std::uint32_t>(place.seed >> 32));
}

// A uniform in (0, 1) with 52 random bits: (2k + 1)·2^-53, exact, never 0 or 1.
HEADROOM_HD constexpr double uniform_from(std::uint32_t high, std::uint32_t low) {
    const std::uint64_t bits = (static_cast<std::uint64_t>(high) << 32 | low) >> 12;
    return static_cast<double>(static_cast<std::int64_t>(2 * bits + 1)) * 0x1p-53;
}

HEADROOM_HD constexpr double draw_uniform(const DrawPlace& place) {
    const PhiloxWords words = draw_words(place);
    return uniform_from(words.word[0], words.word[1]);
}

}  // namespace headroom
