#pragma once

// Numbers and texts as little-endian bytes, for files that another machine reads back.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace headroom::study {

class ByteWriter {
public:
    void number(std::uint64_t value);
    void real(double value);
    void text(std::string_view value);  // its length, then its bytes
    void reals(const std::vector<double>& values);
    [[nodiscard]] const std::string& bytes() const { return bytes_; }
    [[nodiscard]] std::string take() { return std::move(bytes_); }

private:
    std::string bytes_;
};

// What lies beyond the end reads as zeros and empty texts; is_good() tells.
class ByteReader {
public:
    explicit ByteReader(std::string_view bytes) : bytes_(bytes) {}
    [[nodiscard]] std::uint64_t number();
    [[nodiscard]] double real();
    [[nodiscard]] std::string_view text();
    [[nodiscard]] std::vector<double> reals();
    // A number of things of which each takes `least` bytes or more.
    [[nodiscard]] std::size_t count(std::size_t least);

    [[nodiscard]] bool is_good() const { return is_good_; }
    [[nodiscard]] bool is_at_end() const { return is_good_ && bytes_.empty(); }

private:
    [[nodiscard]] std::string_view take(std::size_t bytes);

    std::string_view bytes_;
    bool is_good_ = true;
};

}  // namespace headroom::study
