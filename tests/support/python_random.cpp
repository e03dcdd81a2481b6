#include "tests/support/python_random.hpp"

#include <algorithm>

namespace headroom::tests {

PythonRandom::PythonRandom(std::uint64_t seed) {
    const std::array<std::uint32_t, 2> key{static_cast<std::uint32_t>(seed),
                                           static_cast<std::uint32_t>(seed >> 32)};
    const std::size_t key_length = key[1] == 0 ? 1 : 2;
    const auto mixed = [this](std::size_t i, std::uint32_t factor) {
        const std::uint32_t before = state_[i - 1];
        return (before ^ (before >> 30)) * factor;
    };
    state_[0] = 19650218u;
    for (std::size_t i = 1; i < kWords; ++i) {
        state_[i] = mixed(i, 1812433253u) + static_cast<std::uint32_t>(i);
    }
    std::size_t i = 1;
    const auto advance = [&] {
        if (++i == kWords) {
            state_[0] = state_[kWords - 1];
            i = 1;
        }
    };
    for (std::size_t step = 0; step < kWords; ++step) {
        const std::size_t k = step % key_length;
        state_[i] = (state_[i] ^ mixed(i, 1664525u)) + key[k] + static_cast<std::uint32_t>(k);
        advance();
    }
    for (std::size_t step = 1; step < kWords; ++step) {
        state_[i] = (state_[i] ^ mixed(i, 1566083941u)) - static_cast<std::uint32_t>(i);
        advance();
    }
    state_[0] = 0x80000000u;
}

void PythonRandom::refill() {
    constexpr std::size_t kShift = 397;
    for (std::size_t i = 0; i < kWords; ++i) {
        const std::uint32_t joined =
            (state_[i] & 0x80000000u) | (state_[(i + 1) % kWords] & 0x7FFFFFFFu);
        state_[i] =
            state_[(i + kShift) % kWords] ^ (joined >> 1) ^ ((joined & 1u) != 0 ? 0x9908B0DFu : 0u);
    }
    used_ = 0;
}

std::uint32_t PythonRandom::next_word() {
    if (used_ == kWords) {
        refill();
    }
    std::uint32_t word = state_[used_++];
    word ^= word >> 11;
    word ^= (word << 7) & 0x9D2C5680u;
    word ^= (word << 15) & 0xEFC60000u;
    return word ^ (word >> 18);
}

double PythonRandom::next() {
    const std::uint32_t high = next_word() >> 5;
    const std::uint32_t low = next_word() >> 6;
    return (static_cast<double>(high) * 0x1p26 + static_cast<double>(low)) * 0x1p-53;
}

}  // namespace headroom::tests
