#include "src/core/input/byte_stream.hpp"

#include <thread>

#include <gtest/gtest.h>

#include "tests/core/input/compressed.hpp"
#include "tests/core/input/temporary_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace headroom::input {
namespace {

struct Outcome {
    std::string text;
    std::string fault;
};

Outcome read_all(const std::string& file, std::size_t step = 1000) {
    auto stream = ByteStream::open(file);
    if (!stream) {
        return {"", stream.error()};
    }
    Outcome outcome;
    std::string buffer(step, '\0');
    while (const std::size_t count = stream->read(buffer)) {
        outcome.text.append(buffer, 0, count);
    }
    outcome.fault = stream->fault();
    EXPECT_TRUE(!outcome.fault.empty() || stream->file_bytes() == 0 ||
                stream->bytes_taken() == stream->file_bytes());
    return outcome;
}

Outcome read_all_of(std::string_view bytes, std::size_t step = 1000) {
    return read_all(TemporaryFile(bytes).path(), step);
}

// Text that compresses by about three, so that buffers end at odd places.
std::string long_text() {
    std::string text;
    std::uint32_t state = 1;
    while (text.size() < 1'000'000) {
        state = state * 1664525u + 1013904223u;
        text += std::to_string(state >> 12u) + (state % 7 == 0 ? "\n" : ",");
    }
    return text;
}

TEST(ByteStream, ReadsPlainFiles) {
    const std::string text = long_text();
    EXPECT_EQ(read_all_of(text).text, text);
    EXPECT_EQ(read_all_of("").text, "");
    EXPECT_EQ(read_all_of("a").text, "a");
    EXPECT_EQ(read_all_of("abcd", 1).text, "abcd");
}

TEST(ByteStream, DecompressesWhateverTheStep) {
    const std::string text = long_text();
    for (const std::size_t step : {1u, 977u, 1u << 18}) {
        const std::string_view part =
            std::string_view(text).substr(0, step == 1 ? 10'000 : 1u << 20);
        EXPECT_EQ(read_all_of(to_gzip(part), step).text, part) << step;
        EXPECT_EQ(read_all_of(to_zstd(part), step).text, part) << step;
        EXPECT_EQ(read_all_of(to_zstd(part), step).fault, "");
    }
}

TEST(ByteStream, ReadsSeveralMembersAsOne) {
    EXPECT_EQ(read_all_of(to_gzip("ab") + to_gzip("cd")).text, "abcd");
    EXPECT_EQ(read_all_of(to_zstd("ab") + to_zstd("cd")).text, "abcd");
    EXPECT_EQ(read_all_of(to_gzip("")).fault, "");
}

TEST(ByteStream, SaysWhenCompressedDataEndOrBreakInTheMiddle) {
    const std::string text = long_text();
    const std::string gzip = to_gzip(text), zstd = to_zstd(text);
    const Outcome cut_gzip = read_all_of(std::string_view(gzip).substr(0, gzip.size() / 2));
    EXPECT_EQ(cut_gzip.fault, "is gzip data that ends in the middle");
    EXPECT_EQ(cut_gzip.text, text.substr(0, cut_gzip.text.size()));
    const Outcome cut_zstd = read_all_of(std::string_view(zstd).substr(0, zstd.size() / 2));
    EXPECT_EQ(cut_zstd.fault, "is zstd data that ends in the middle");
    EXPECT_EQ(cut_zstd.text, text.substr(0, cut_zstd.text.size()));
    std::string broken = gzip;
    broken.replace(gzip.size() / 2, 100, 100, '\xFF');
    EXPECT_EQ(read_all_of(broken).fault, "is damaged gzip data");
    EXPECT_EQ(read_all_of(to_gzip("ab") + "rest").fault, "is damaged gzip data");
}

TEST(ByteStream, ReadsPipes) {
    const std::string pipe = testing::TempDir() + "headroom_pipe_" + std::to_string(::getpid());
    ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
    const std::string packed = to_gzip("through a pipe");
    std::thread writer([&] { std::ofstream(pipe, std::ios::binary) << packed; });
    EXPECT_EQ(read_all(pipe).text, "through a pipe");
    writer.join();
    ::unlink(pipe.c_str());
}

TEST(ByteStream, NamesFilesThatCannotBeOpened) {
    EXPECT_EQ(read_all("/no/such/file").fault, "No such file or directory");
    EXPECT_EQ(read_all(testing::TempDir()).fault, "Is a directory");
}

}  // namespace
}  // namespace headroom::input
