#include "src/core/data/embedded_file.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace headroom {
namespace {

const std::string kData = std::string(HEADROOM_SOURCE_DIR) + "/data";

std::string read_bytes(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

TEST(EmbeddedFile, EveryFileOfDataIsThereByteForByte) {
    std::size_t count = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(kData)) {
        if (!entry.is_regular_file()) {
            continue;
        }
        const std::string path = entry.path().lexically_relative(kData).generic_string();
        const auto text = find_embedded_file(path);
        ASSERT_TRUE(text.has_value()) << path;
        EXPECT_TRUE(*text == read_bytes(entry.path())) << path;
        ++count;
    }
    EXPECT_GT(count, 0U);
    EXPECT_EQ(list_embedded_files("").size(), count);
}

TEST(EmbeddedFile, UnknownPathsAreNone) {
    EXPECT_FALSE(find_embedded_file("").has_value());
    EXPECT_FALSE(find_embedded_file("README").has_value());
    EXPECT_FALSE(find_embedded_file("zzz").has_value());
    EXPECT_FALSE(find_embedded_file("/README.md").has_value());
}

TEST(EmbeddedFile, AFolderListsWhatIsBelowItOnly) {
    EXPECT_TRUE(list_embedded_files("no-such-folder").empty());
    EXPECT_TRUE(list_embedded_files("READ").empty());
    const std::vector<std::string> names = list_embedded_names("");
    EXPECT_TRUE(std::is_sorted(names.begin(), names.end()));
    EXPECT_EQ(std::count(names.begin(), names.end(), "README.md"), 1);
    for (const EmbeddedFile& file : list_embedded_files("catalog")) {
        EXPECT_TRUE(file.path.starts_with("catalog/")) << file.path;
    }
}

}  // namespace
}  // namespace headroom
