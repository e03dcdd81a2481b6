#include "src/core/output/output_file.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "src/core/input/byte_stream.hpp"

#include <unistd.h>

namespace headroom::output {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;

class OutputFile : public testing::Test {
protected:
    OutputFile() : folder_(testing::TempDir() + "headroom_output_" + std::to_string(::getpid())) {
        fs::create_directories(folder_);
    }
    ~OutputFile() override { fs::remove_all(folder_); }

    [[nodiscard]] std::string path(const std::string& name) const { return folder_ / name; }
    [[nodiscard]] std::string content(const std::string& name) const {
        std::ifstream input(path(name), std::ios::binary);
        return {std::istreambuf_iterator<char>(input), {}};
    }
    [[nodiscard]] std::vector<std::string> names() const {
        std::vector<std::string> found;
        for (const auto& entry : fs::directory_iterator(folder_)) {
            found.push_back(entry.path().filename());
        }
        return found;
    }

    fs::path folder_;
};

std::string problem_of(const expected<void, Diagnostics>& result) {
    return result ? "" : result.error().front().problem;
}

TEST_F(OutputFile, ReplacesTheFileAsAWhole) {
    std::ofstream(path("a")) << "old";
    const auto written = write_file(path("a"), [&](const report::TextSink& sink) {
        sink("new ");
        EXPECT_EQ(content("a"), "old");
        sink("text");
        return true;
    });
    EXPECT_TRUE(written);
    EXPECT_EQ(content("a"), "new text");
    EXPECT_THAT(names(), ElementsAre("a"));
}

TEST_F(OutputFile, LeavesNothingBehindWhenStopped) {
    std::ofstream(path("a")) << "old";
    for (const char* name : {"a", "b"}) {
        EXPECT_TRUE(write_file(path(name), [](const report::TextSink& sink) {
            sink("new");
            return false;
        }));
    }
    EXPECT_EQ(content("a"), "old");
    EXPECT_THAT(names(), ElementsAre("a"));
}

TEST_F(OutputFile, CompressesByTheEndingOfItsName) {
    std::string text;
    for (std::int64_t i = 0; i < 300'000; ++i) {
        text += std::to_string(i * 7919 % 100'003) + ",";
    }
    for (const char* name : {"a.gz", "a.zst", "a.csv"}) {
        ASSERT_TRUE(write_file(path(name), [&](const report::TextSink& sink) {
            for (std::size_t at = 0; at < text.size(); at += 70'001) {
                sink(std::string_view(text).substr(at, 70'001));
            }
            return true;
        }));
        auto stream = input::ByteStream::open(path(name));
        ASSERT_TRUE(stream);
        std::string read;
        std::string buffer(1u << 16u, '\0');
        for (std::size_t count = 1; count > 0; read.append(buffer, 0, count)) {
            count = stream->read(buffer);
        }
        EXPECT_EQ(stream->fault(), "");
        EXPECT_TRUE(read == text) << name;
        EXPECT_EQ(fs::file_size(path(name)) < text.size(), std::string(name) != "a.csv");
    }
}

TEST_F(OutputFile, ALinkStaysALink) {
    std::ofstream(path("a")) << "old";
    fs::create_symlink("a", path("link"));
    EXPECT_TRUE(write_file(path("link"), [](const report::TextSink& sink) {
        sink("new");
        return true;
    }));
    EXPECT_TRUE(fs::is_symlink(path("link")));
    EXPECT_EQ(content("a"), "new");
}

TEST_F(OutputFile, TellsWhyItCannotBe) {
    const auto whole = [](const report::TextSink& sink) {
        sink(std::string(100'000, 'x'));
        return true;
    };
    EXPECT_EQ(problem_of(write_file(path("no/such"), whole)),
              "cannot be written: No such file or directory");
    EXPECT_EQ(problem_of(write_file("/dev/full", whole)),
              "cannot be written: No space left on device");
    EXPECT_TRUE(write_file("/dev/null", whole));
    EXPECT_EQ(problem_of(check_target(folder_, {})), "is a folder");
}

TEST_F(OutputFile, IsNeverOneOfTheInputs) {
    std::ofstream(path("a")) << "input";
    fs::create_symlink("a", path("link"));
    fs::create_hard_link(path("a"), path("other"));
    for (const char* name : {"a", "link", "other"}) {
        EXPECT_EQ(problem_of(check_target(path(name), {path("b"), path("a")})),
                  "is an input and would be replaced")
            << name;
    }
    EXPECT_TRUE(check_target(path("new"), {path("a")}));
}

}  // namespace
}  // namespace headroom::output
