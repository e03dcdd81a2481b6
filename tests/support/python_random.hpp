#pragma once

// random.Random(seed).random() of CPython: MT19937 (Matsumoto and Nishimura, "Mersenne Twister",
// 1998) seeded by their init_by_array with the seed's 32-bit words, two outputs for each 53-bit
// number.

#include <array>
#include <cstdint>

namespace headroom::tests {

class PythonRandom {
public:
    explicit PythonRandom(std::uint64_t seed);

    // In [0, 1), a multiple of 2^-53.
    [[nodiscard]] double next();

private:
    static constexpr std::size_t kWords = 624;

    void refill();
    std::uint32_t next_word();

    std::array<std::uint32_t, kWords> state_{};
    std::size_t used_ = kWords;
};

}  // namespace headroom::tests
