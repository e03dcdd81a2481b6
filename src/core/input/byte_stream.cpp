#include "src/core/input/byte_stream.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <string_view>
#include <vector>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

namespace headroom::input {

struct ByteStream::Impl {
    enum class Coding : std::uint8_t { kPlain, kGzip, kZstd };

    ~Impl() {
        if (coding == Coding::kGzip) {
            ::inflateEnd(&gzip);
        }
        ::ZSTD_freeDStream(zstd);
        if (handle >= 0) {
            ::close(handle);
        }
    }

    // Bytes of the file itself.
    std::size_t take(char* to, std::size_t most) {
        while (true) {
            const ssize_t count = ::read(handle, to, most);
            if (count < 0 && errno == EINTR) {
                continue;
            }
            if (count < 0) {
                fault = "cannot be read: " + std::string(std::strerror(errno));
                return 0;
            }
            taken += count;
            return static_cast<std::size_t>(count);
        }
    }

    void refill() {
        at = 0;
        end = take(packed.data(), packed.size());
    }

    // The first bytes tell the coding; they stay in `packed` to be read.
    void look() {
        using namespace std::string_view_literals;
        constexpr std::size_t kSignature = 4;
        while (end < kSignature) {
            const std::size_t count = take(packed.data() + end, packed.size() - end);
            if (count == 0) {
                break;
            }
            end += count;
        }
        const std::string_view first(packed.data(), std::min(end, kSignature));
        if (first.substr(0, 2) == "\x1F\x8B"sv) {
            constexpr int kGzipOnly = 16;
            if (::inflateInit2(&gzip, kGzipOnly + MAX_WBITS) == Z_OK) {
                coding = Coding::kGzip;
            }
        } else if (first == "\x28\xB5\x2F\xFD"sv) {
            zstd = ::ZSTD_createDStream();
            coding = Coding::kZstd;
        }
    }

    std::size_t read_plain(std::span<char> buffer) {
        if (at == end) {
            return take(buffer.data(), buffer.size());
        }
        const std::size_t count = std::min(end - at, buffer.size());
        std::memcpy(buffer.data(), packed.data() + at, count);
        at += count;
        return count;
    }

    std::size_t read_gzip(std::span<char> buffer) {
        std::size_t count = 0;
        while (count == 0) {
            if (at == end) {
                refill();
            }
            if (at == end) {
                note_end("gzip");
                return 0;
            }
            if (is_between) {  // another member follows
                ::inflateReset(&gzip);
                is_between = false;
            }
            gzip.next_in = reinterpret_cast<Bytef*>(packed.data() + at);
            gzip.avail_in = static_cast<uInt>(end - at);
            gzip.next_out = reinterpret_cast<Bytef*>(buffer.data());
            gzip.avail_out = static_cast<uInt>(buffer.size());
            const int result = ::inflate(&gzip, Z_NO_FLUSH);
            at = end - gzip.avail_in;
            count = buffer.size() - gzip.avail_out;
            is_between = result == Z_STREAM_END;
            if (result != Z_OK && result != Z_STREAM_END && result != Z_BUF_ERROR) {
                fault = "is damaged gzip data";
                return 0;
            }
        }
        return count;
    }

    std::size_t read_zstd(std::span<char> buffer) {
        ZSTD_outBuffer out{buffer.data(), buffer.size(), 0};
        while (out.pos == 0) {
            if (at == end && !has_more_inside) {
                refill();
            }
            if (at == end && !has_more_inside) {
                note_end("zstd");
                return 0;
            }
            ZSTD_inBuffer in{packed.data(), end, at};
            const std::size_t result = ::ZSTD_decompressStream(zstd, &out, &in);
            if (::ZSTD_isError(result) != 0) {
                fault = "is damaged zstd data: " + std::string(::ZSTD_getErrorName(result));
                return 0;
            }
            at = in.pos;
            is_between = result == 0;
            has_more_inside = out.pos == out.size && result != 0;
        }
        return out.pos;
    }

    void note_end(const char* name) {
        if (!is_between && fault.empty()) {
            fault = "is " + std::string(name) + " data that ends in the middle";
        }
    }

    int handle = -1;
    std::int64_t size = 0;
    std::int64_t taken = 0;
    Coding coding = Coding::kPlain;
    std::vector<char> packed = std::vector<char>(1u << 17);
    std::size_t at = 0, end = 0;   // the part of `packed` that is not used yet
    bool is_between = false;       // members or frames: the data may end here
    bool has_more_inside = false;  // the decompressor holds output that did not fit
    z_stream gzip{};
    ZSTD_DStream* zstd = nullptr;
    std::string fault;
};

ByteStream::ByteStream(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
ByteStream::ByteStream(ByteStream&&) noexcept = default;
ByteStream& ByteStream::operator=(ByteStream&&) noexcept = default;
ByteStream::~ByteStream() = default;

expected<ByteStream, std::string> ByteStream::open(const std::string& file) {
    auto impl = std::make_unique<Impl>();
    impl->handle = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    struct stat facts {};
    if (impl->handle < 0 || ::fstat(impl->handle, &facts) != 0) {
        return unexpected(std::string(std::strerror(errno)));
    }
    if (S_ISDIR(facts.st_mode)) {
        return unexpected(std::string(std::strerror(EISDIR)));
    }
    impl->size = S_ISREG(facts.st_mode) ? facts.st_size : 0;
    impl->look();
    return ByteStream(std::move(impl));
}

std::size_t ByteStream::read(std::span<char> buffer) {
    if (!impl_->fault.empty() || buffer.empty()) {
        return 0;
    }
    switch (impl_->coding) {
        case Impl::Coding::kGzip:
            return impl_->read_gzip(buffer);
        case Impl::Coding::kZstd:
            return impl_->read_zstd(buffer);
        case Impl::Coding::kPlain:
            break;
    }
    return impl_->read_plain(buffer);
}

const std::string& ByteStream::fault() const {
    return impl_->fault;
}
std::int64_t ByteStream::file_bytes() const {
    return impl_->size;
}
std::int64_t ByteStream::bytes_taken() const {
    return impl_->taken - static_cast<std::int64_t>(impl_->end - impl_->at);
}

}  // namespace headroom::input
