#pragma once

// A file mapped read-only into memory; pages are read when they are touched.

#include <memory>
#include <span>
#include <string>

#include "sim/base/expected.hpp"

namespace headroom::report {

class MappedFile {
public:
    // The error is a sentence for the user: "cannot be opened: No such file or directory".
    [[nodiscard]] static expected<std::shared_ptr<const MappedFile>, std::string> open(
        const std::string& file);
    ~MappedFile();
    MappedFile(const MappedFile&) = delete;
    MappedFile& operator=(const MappedFile&) = delete;

    [[nodiscard]] std::span<const std::byte> bytes() const { return {data_, size_}; }

private:
    MappedFile(const std::byte* data, std::size_t size) : data_(data), size_(size) {}

    const std::byte* data_;
    std::size_t size_;
};

}  // namespace headroom::report
