#pragma once

// The texts that a scenario was read from, so that each value can name its place and each message
// can show its line.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/expected.hpp"
#include "src/core/text/diagnostic.hpp"

namespace headroom::scenario {

// A place in one of the SourceFiles; line and column count from 1, 0 = not known.
struct PlaceRef {
    std::uint32_t file = 0;
    std::uint32_t line = 0;
    std::uint32_t column = 0;
};

class SourceFiles {
public:
    // Registers a text read from `name`; its index.
    std::uint32_t add_file(std::string name, std::string text);

    // Registers a setting from outside any scenario file ("--set"), shown as `text`.
    PlaceRef add_setting(const SourcePlace& place, std::string text);

    [[nodiscard]] SourcePlace place(PlaceRef ref) const;
    [[nodiscard]] const std::string& name(std::uint32_t file) const { return files_[file].name; }
    [[nodiscard]] const std::string& text(std::uint32_t file) const { return files_[file].text; }
    [[nodiscard]] bool is_setting(std::uint32_t file) const { return files_[file].is_setting; }
    [[nodiscard]] std::size_t size() const { return files_.size(); }

    // The line of a place, without its line end; empty where there is none or it is too long to
    // show.
    [[nodiscard]] std::string line_text(PlaceRef ref) const;

private:
    struct File {
        std::string name;
        std::string text;
        std::vector<std::size_t> line_begins;
        bool is_setting = false;
        SourcePlace setting_place;
    };
    std::vector<File> files_;
};

// The bytes of a file, or a sentence for the user on why there are none: missing, a directory,
// unreadable, larger than `limit_bytes`.
[[nodiscard]] expected<std::string, std::string> read_text_file(const std::string& file,
                                                                std::size_t limit_bytes);

}  // namespace headroom::scenario
