#include "src/core/data/embedded_file.hpp"

#include <algorithm>

#include "src/core/data/embedded_index.hpp"

namespace headroom {

std::optional<std::string_view> find_embedded_file(std::string_view path) {
    const std::span<const EmbeddedFile> files = embedded_files();
    const auto found = std::lower_bound(
        files.begin(), files.end(), path,
        [](const EmbeddedFile& file, std::string_view wanted) { return file.path < wanted; });
    if (found == files.end() || found->path != path) {
        return std::nullopt;
    }
    return found->text;
}

std::vector<EmbeddedFile> list_embedded_files(std::string_view folder) {
    const std::string prefix = folder.empty() ? "" : std::string(folder) + "/";
    std::vector<EmbeddedFile> files;
    for (const EmbeddedFile& file : embedded_files()) {
        if (file.path.starts_with(prefix)) {
            files.push_back(file);
        }
    }
    return files;
}

std::vector<std::string> list_embedded_names(std::string_view folder) {
    const std::size_t skipped = folder.empty() ? 0 : folder.size() + 1;
    std::vector<std::string> names;
    for (const EmbeddedFile& file : list_embedded_files(folder)) {
        const std::string_view rest = file.path.substr(skipped);
        names.emplace_back(rest.substr(0, rest.find('/')));
    }
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    return names;
}

}  // namespace headroom
