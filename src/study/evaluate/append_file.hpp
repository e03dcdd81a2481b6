#pragma once

// A file that is only ever added to, for work that goes on where it was killed: one process at a
// time has it open, and its lock ends with the process, however that ends. Knows nothing of what is
// in it but the head.

#include <cstdint>
#include <string>
#include <string_view>

#include "src/core/text/diagnostic.hpp"

namespace headroom::study {

// How its problems are told.
struct AppendFileWords {
    std::string user;     // "another sweep", that may have it open
    std::string content;  // "cache of a sweep"
    std::string things;   // "points"
};

class AppendFile {
public:
    // Makes the file where it is missing. Fails where another process has it open or it begins with
    // something else than `head`, which names content and version.
    [[nodiscard]] static expected<AppendFile, Diagnostics> open(const std::string& file,
                                                                std::string_view head,
                                                                AppendFileWords words);
    ~AppendFile();
    AppendFile(AppendFile&& other) noexcept;
    AppendFile& operator=(AppendFile&&) = delete;

    // All of it, the head too. O(bytes).
    [[nodiscard]] expected<std::string, Diagnostics> read_all() const;
    // False at a fault; less than asked for is one.
    [[nodiscard]] bool read(std::uint64_t offset, std::uint64_t bytes, std::string& text) const;

    // Cuts off what lies behind, such as what a kill left torn.
    [[nodiscard]] expected<void, Diagnostics> cut_at(std::uint64_t end);

    // One write; where that fails the file is as it was.
    [[nodiscard]] expected<void, Diagnostics> append(std::string_view bytes);

    [[nodiscard]] std::uint64_t size() const { return end_; }

private:
    AppendFile(std::string file, int descriptor, AppendFileWords words)
        : file_(std::move(file)), descriptor_(descriptor), words_(std::move(words)) {}
    [[nodiscard]] expected<void, Diagnostics> begin(std::string_view head);

    std::string file_;
    int descriptor_ = -1;
    AppendFileWords words_;
    std::uint64_t end_ = 0;
};

}  // namespace headroom::study
