#pragma once

// The files of data/ as they were when the program was built, so that an installed program, a test
// and a CI runner all see the same bytes. No file is read at run time.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace headroom {

struct EmbeddedFile {
    std::string_view path;  // below data/, with '/': "catalog/2026.11/gpus.toml"
    std::string_view text;  // its bytes, unchanged
};

// The bytes of a file by its path below data/; none if there is no such file. O(log files).
[[nodiscard]] std::optional<std::string_view> find_embedded_file(std::string_view path);

// The files below a folder ("catalog/2026.11", or "" for all) at any depth, sorted by path.
[[nodiscard]] std::vector<EmbeddedFile> list_embedded_files(std::string_view folder);

// The names directly in a folder, of files and of folders, sorted: {"2026.11"} for "catalog".
[[nodiscard]] std::vector<std::string> list_embedded_names(std::string_view folder);

}  // namespace headroom
