#pragma once

// Compresses with the libraries, so that what reads compressed files has something to read.

#include <stdexcept>
#include <string>
#include <string_view>

#include <zlib.h>
#include <zstd.h>

namespace headroom::input {

inline std::string to_gzip(std::string_view text) {
    z_stream stream{};
    constexpr int kGzipOnly = 16;
    constexpr int kMemory = 8;
    if (::deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, kGzipOnly + MAX_WBITS, kMemory,
                       Z_DEFAULT_STRATEGY) != Z_OK) {
        throw std::runtime_error("deflateInit2");
    }
    std::string packed(::deflateBound(&stream, text.size()) + 64, '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
    stream.avail_in = static_cast<uInt>(text.size());
    stream.next_out = reinterpret_cast<Bytef*>(packed.data());
    stream.avail_out = static_cast<uInt>(packed.size());
    const int result = ::deflate(&stream, Z_FINISH);
    packed.resize(packed.size() - stream.avail_out);
    ::deflateEnd(&stream);
    if (result != Z_STREAM_END) {
        throw std::runtime_error("deflate");
    }
    return packed;
}

inline std::string to_zstd(std::string_view text) {
    std::string packed(::ZSTD_compressBound(text.size()), '\0');
    const std::size_t size =
        ::ZSTD_compress(packed.data(), packed.size(), text.data(), text.size(), 3);
    if (::ZSTD_isError(size) != 0) {
        throw std::runtime_error("ZSTD_compress");
    }
    packed.resize(size);
    return packed;
}

}  // namespace headroom::input
