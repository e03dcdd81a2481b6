#pragma once

// Tables in one binary file whose columns are read where they lie, by mapping it. The format, all
// little-endian:
//
//   0   "HEADROOM"                        32  u64 length of the directory
//   8   u32 version of the format         40  u64 checksum of the directory
//  12   u32 0x01020304                    48  u64 0
//  16   u64 length of the file            56  u64 checksum of the 56 bytes before
//  24   u64 where the directory is        64  extents, each at a multiple of 64, then the directory
//
// directory: u32 tables, each: text name, text title, u64 rows, u32 columns, each: text name, text
// unit, u8 kind, extents (u64 where, u64 bytes): one of 8-byte values, or for text three: u64
// offsets of its texts, their bytes, u32 codes (see TextData). A text is its u32 length and its
// bytes. Checksums are 64-bit FNV-1a. The values themselves have no checksum: reading them all
// would undo the mapping.

#include <span>
#include <string>
#include <vector>

#include "src/core/table/table.hpp"
#include "src/core/table/write_table.hpp"
#include "src/core/text/diagnostic.hpp"

namespace headroom::report {

constexpr std::uint32_t kColumnFileVersion = 1;

// O(bytes). The same tables give the same bytes.
void write_columns(const std::vector<Table>& tables, const TextSink& sink);

// Maps the file; its columns point into the mapping and keep it alive. Everything that reading a
// cell relies on is checked here, so that no damaged file can make a later read go astray. O(text
// cells).
[[nodiscard]] expected<std::vector<Table>, Diagnostics> open_columns(const std::string& file);

// The same from memory, aligned to 8 bytes; the columns keep `storage`, which holds it, alive.
[[nodiscard]] expected<std::vector<Table>, Diagnostic> parse_columns(
    std::span<const std::byte> bytes, const std::shared_ptr<const void>& storage);

}  // namespace headroom::report
