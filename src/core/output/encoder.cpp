#include "src/core/output/encoder.hpp"

#include <vector>

#include "sim/base/contract.hpp"

#include <zlib.h>
#include <zstd.h>

namespace headroom::output {

namespace {

constexpr std::size_t kPart = 1u << 17;
constexpr int kZstdLevel = 3;

class PlainEncoder : public Encoder {
public:
    void write(std::string_view text, const report::TextSink& sink) override { sink(text); }
    void finish(const report::TextSink&) override {}
};

class GzipEncoder : public Encoder {
public:
    GzipEncoder() {
        constexpr int kGzip = 16;
        constexpr int kMemory = 8;
        HEADROOM_REQUIRE(::deflateInit2(&stream_, Z_DEFAULT_COMPRESSION, Z_DEFLATED,
                                        kGzip + MAX_WBITS, kMemory, Z_DEFAULT_STRATEGY) == Z_OK,
                         "zlib does not start");
    }
    GzipEncoder(const GzipEncoder&) = delete;
    GzipEncoder& operator=(const GzipEncoder&) = delete;
    ~GzipEncoder() override { ::deflateEnd(&stream_); }

    void write(std::string_view text, const report::TextSink& sink) override {
        while (!text.empty()) {
            const std::string_view part = text.substr(0, kPart);
            deflate(part, Z_NO_FLUSH, sink);
            text.remove_prefix(part.size());
        }
    }
    void finish(const report::TextSink& sink) override { deflate({}, Z_FINISH, sink); }

private:
    void deflate(std::string_view text, int flush, const report::TextSink& sink) {
        // zlib does not write to its input; its type lacks the const.
        stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
        stream_.avail_in = static_cast<uInt>(text.size());
        do {
            stream_.next_out = reinterpret_cast<Bytef*>(packed_.data());
            stream_.avail_out = static_cast<uInt>(packed_.size());
            (void)::deflate(&stream_, flush);
            sink({packed_.data(), packed_.size() - stream_.avail_out});
        } while (stream_.avail_out == 0);
    }

    z_stream stream_{};
    std::vector<char> packed_ = std::vector<char>(kPart);
};

class ZstdEncoder : public Encoder {
public:
    ZstdEncoder() : stream_(::ZSTD_createCCtx(), ::ZSTD_freeCCtx) {
        HEADROOM_REQUIRE(stream_ != nullptr, "zstd does not start");
        ::ZSTD_CCtx_setParameter(stream_.get(), ZSTD_c_compressionLevel, kZstdLevel);
        ::ZSTD_CCtx_setParameter(stream_.get(), ZSTD_c_checksumFlag, 1);
    }

    void write(std::string_view text, const report::TextSink& sink) override {
        ZSTD_inBuffer in{text.data(), text.size(), 0};
        while (in.pos < in.size) {
            (void)compress(in, ZSTD_e_continue, sink);
        }
    }
    void finish(const report::TextSink& sink) override {
        ZSTD_inBuffer in{nullptr, 0, 0};
        while (compress(in, ZSTD_e_end, sink) != 0) {
        }
    }

private:
    // What is left inside.
    std::size_t compress(ZSTD_inBuffer& in, ZSTD_EndDirective end, const report::TextSink& sink) {
        ZSTD_outBuffer out{packed_.data(), packed_.size(), 0};
        const std::size_t left = ::ZSTD_compressStream2(stream_.get(), &out, &in, end);
        HEADROOM_REQUIRE(::ZSTD_isError(left) == 0, std::string(::ZSTD_getErrorName(left)));
        sink({packed_.data(), out.pos});
        return left;
    }

    std::unique_ptr<ZSTD_CCtx, std::size_t (*)(ZSTD_CCtx*)> stream_;
    std::vector<char> packed_ = std::vector<char>(kPart);
};

}  // namespace

std::unique_ptr<Encoder> encoder_for(std::string_view file) {
    if (file.ends_with(".gz")) {
        return std::make_unique<GzipEncoder>();
    }
    if (file.ends_with(".zst")) {
        return std::make_unique<ZstdEncoder>();
    }
    return std::make_unique<PlainEncoder>();
}

}  // namespace headroom::output
