#pragma once

// A file that lives as long as the object, in a folder of the test's own.

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include <unistd.h>

namespace headroom::input {

class TemporaryFile {
public:
    explicit TemporaryFile(std::string_view bytes, const std::string& ending = ".txt") {
        static int count = 0;
        path_ = testing::TempDir() + "headroom_input_" + std::to_string(::getpid()) + "_" +
                std::to_string(++count) + ending;
        std::ofstream(path_, std::ios::binary) << bytes;
    }
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;
    ~TemporaryFile() {
        std::error_code fault;
        std::filesystem::remove(path_, fault);
    }
    [[nodiscard]] const std::string& path() const { return path_; }

private:
    std::string path_;
};

}  // namespace headroom::input
