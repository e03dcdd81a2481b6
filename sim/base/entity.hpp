#pragma once

// Names of entities as numbers, for the place of a random draw.

#include <cstdint>
#include <string_view>

#include "sim/base/host_device.hpp"

namespace headroom {

namespace fnv {
constexpr std::uint64_t kOffset = 0xCBF29CE484222325;
constexpr std::uint64_t kPrime = 0x100000001B3;
}  // namespace fnv

// The hash of a table's name so far, for entity_at(): names stay on the host.
[[nodiscard]] constexpr std::uint64_t entity_prefix(std::string_view table) {
    std::uint64_t hash = fnv::kOffset;
    for (const char c : table) {
        hash = (hash ^ static_cast<unsigned char>(c)) * fnv::kPrime;
    }
    return hash;
}

// The entity at an index of the table whose prefix this is.
[[nodiscard]] HEADROOM_HD constexpr std::uint32_t entity_at(std::uint64_t prefix,
                                                            std::uint32_t index) {
    for (int byte = 0; byte < 4; ++byte) {
        prefix = (prefix ^ (index >> (8 * byte) & 0xFF)) * fnv::kPrime;
    }
    return static_cast<std::uint32_t>(prefix ^ prefix >> 32);
}

// A hash of a table's name and an index in it ("fleet.h100", node 17): growing one fleet never
// changes the draws of another. FNV-1a of the name's bytes and the index's four bytes, low first
// (Fowler, Noll & Vo, draft-eastlake-fnv), folded from 64 bits to 32. The value is part of the
// results: never change it.
[[nodiscard]] constexpr std::uint32_t entity_of(std::string_view table, std::uint32_t index) {
    return entity_at(entity_prefix(table), index);
}

}  // namespace headroom
