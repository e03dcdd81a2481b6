#pragma once

// What the build generates from data/ (embed_data.cmake); embedded_file.hpp is for everyone else.

#include <span>

#include "src/core/data/embedded_file.hpp"

namespace headroom {

// Sorted by path, as bytes.
[[nodiscard]] std::span<const EmbeddedFile> embedded_files();

}  // namespace headroom
