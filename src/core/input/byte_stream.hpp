#pragma once

// The bytes of a file or pipe in order, decompressed where it begins like gzip or zstd data
// (several members or frames one behind the other count as one). Not seekable; nothing is held but
// a buffer.

#include <cstdint>
#include <memory>
#include <span>
#include <string>

#include "sim/base/expected.hpp"

namespace headroom::input {

class ByteStream {
public:
    // The error says why, in the system's words: "No such file or directory".
    [[nodiscard]] static expected<ByteStream, std::string> open(const std::string& file);

    ByteStream(ByteStream&&) noexcept;
    ByteStream& operator=(ByteStream&&) noexcept;
    ~ByteStream();

    // Fills the front of `buffer`; the count, 0 only at the end or after a fault.
    [[nodiscard]] std::size_t read(std::span<char> buffer);

    // Why reading ended before the end of the data ("is gzip data that ends in the middle"); empty
    // if it did not.
    [[nodiscard]] const std::string& fault() const;

    [[nodiscard]] std::int64_t file_bytes() const;   // of the file as it lies there; 0 for a pipe
    [[nodiscard]] std::int64_t bytes_taken() const;  // of these, so far

    struct Impl;

private:
    explicit ByteStream(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

}  // namespace headroom::input
