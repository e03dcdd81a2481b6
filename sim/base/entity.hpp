#pragma once

// Names of entities as numbers, for the place of a random draw.

#include <cstdint>
#include <string_view>

namespace headroom {

// A hash of a table's name and an index in it ("fleet.h100", node 17): growing one fleet never
// changes the draws of another. FNV-1a of the name's bytes and the index's four bytes, low first
// (Fowler, Noll & Vo, draft-eastlake-fnv), folded from 64 bits to 32. The value is part of the
// results: never change it.
[[nodiscard]] constexpr std::uint32_t entity_of(std::string_view table, std::uint32_t index) {
    constexpr std::uint64_t kPrime = 0x100000001B3;
    std::uint64_t hash = 0xCBF29CE484222325;
    for (const char c : table) {
        hash = (hash ^ static_cast<unsigned char>(c)) * kPrime;
    }
    for (int byte = 0; byte < 4; ++byte) {
        hash = (hash ^ (index >> (8 * byte) & 0xFF)) * kPrime;
    }
    return static_cast<std::uint32_t>(hash ^ hash >> 32);
}

}  // namespace headroom
