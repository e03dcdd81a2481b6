#pragma once

// Where a letter stands in a text, eight bytes at a time: what splitting lines into short fields
// needs, where a call a field costs more than the field. Nothing of it depends on the machine.

#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace headroom::input {

constexpr std::uint64_t kEachByte = 0x0101'0101'0101'0101u;

// 0x80 in every byte of the word that is the letter, 0 in all others (H. S. Warren, Hacker's
// Delight, 2nd ed., section 6-1).
[[nodiscard]] constexpr std::uint64_t bytes_equal(std::uint64_t word, char letter) {
    constexpr std::uint64_t kLow = 0x7F * kEachByte;
    const std::uint64_t differs = word ^ (kEachByte * static_cast<unsigned char>(letter));
    return ~(((differs & kLow) + kLow) | differs | kLow);
}

// Eight bytes from `at` on, the first in the lowest bits; zeros behind the end.
[[nodiscard]] inline std::uint64_t load_bytes(std::string_view text, std::size_t at) {
    std::uint64_t word = 0;
    const std::size_t rest = text.size() - at;
    if (rest >= sizeof word) {
        std::memcpy(&word, text.data() + at, sizeof word);
        if constexpr (std::endian::native == std::endian::big) {
            word = __builtin_bswap64(word);
        }
        return word;
    }
    for (std::size_t i = 0; i < rest; ++i) {
        word |= std::uint64_t{static_cast<unsigned char>(text[at + i])} << (8 * i);
    }
    return word;
}

// Calls visit(index) for each place of the letter, in order. The letter must not be 0.
template <class Visit>
void for_each_letter(std::string_view text, char letter, Visit visit) {
    for (std::size_t at = 0; at < text.size(); at += sizeof(std::uint64_t)) {
        for (std::uint64_t found = bytes_equal(load_bytes(text, at), letter); found != 0;
             found &= found - 1) {
            visit(at + static_cast<std::size_t>(std::countr_zero(found)) / 8);
        }
    }
}

}  // namespace headroom::input
