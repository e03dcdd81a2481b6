#pragma once

// What the writer and the reader of a column file share: its header and checksum.

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>

namespace headroom::report {

static_assert(std::endian::native == std::endian::little, "the format is mapped as it is");

constexpr std::size_t kExtentAlignment = 64;
constexpr std::uint32_t kEndianMark = 0x01020304;
constexpr std::array<char, 8> kColumnMagic{'H', 'E', 'A', 'D', 'R', 'O', 'O', 'M'};

struct ColumnFileHeader {
    std::array<char, 8> magic = kColumnMagic;
    std::uint32_t version = 0;
    std::uint32_t endian_mark = kEndianMark;
    std::uint64_t file_bytes = 0;
    std::uint64_t directory_at = 0;
    std::uint64_t directory_bytes = 0;
    std::uint64_t directory_checksum = 0;
    std::uint64_t reserved = 0;
    std::uint64_t checksum = 0;  // of all before it
};
static_assert(sizeof(ColumnFileHeader) == 64);

// FNV-1a, 64 bits (Fowler, Noll, Vo; draft-eastlake-fnv).
inline std::uint64_t fnv1a(std::span<const std::byte> bytes) {
    std::uint64_t hash = 0xCBF29CE484222325u;
    for (const std::byte byte : bytes)
        hash = (hash ^ static_cast<std::uint64_t>(byte)) * 0x100000001B3u;
    return hash;
}

inline std::uint64_t header_checksum(const ColumnFileHeader& header) {
    return fnv1a(std::as_bytes(std::span(&header, 1)).first(offsetof(ColumnFileHeader, checksum)));
}

}  // namespace headroom::report
