#include "src/study/montecarlo/bytes.hpp"

#include <bit>

namespace headroom::study {
namespace {

constexpr std::size_t kWord = 8;

}  // namespace

void ByteWriter::number(std::uint64_t value) {
    for (std::size_t i = 0; i < kWord; ++i)
        bytes_ += static_cast<char>(value >> (8 * i) & 0xff);
}

void ByteWriter::real(double value) {
    number(std::bit_cast<std::uint64_t>(value));
}

void ByteWriter::text(std::string_view value) {
    number(value.size());
    bytes_ += value;
}

void ByteWriter::reals(const std::vector<double>& values) {
    number(values.size());
    bytes_.reserve(bytes_.size() + kWord * values.size());
    for (const double value : values)
        real(value);
}

std::string_view ByteReader::take(std::size_t bytes) {
    if (bytes > bytes_.size()) {
        is_good_ = false;
        bytes_ = {};
        return {};
    }
    const std::string_view taken = bytes_.substr(0, bytes);
    bytes_.remove_prefix(bytes);
    return taken;
}

std::uint64_t ByteReader::number() {
    std::uint64_t value = 0;
    const std::string_view word = take(kWord);
    for (std::size_t i = 0; i < word.size(); ++i)
        value |= static_cast<std::uint64_t>(static_cast<unsigned char>(word[i])) << (8 * i);
    return value;
}

double ByteReader::real() {
    return std::bit_cast<double>(number());
}

std::string_view ByteReader::text() {
    return take(number());
}

std::size_t ByteReader::count(std::size_t least) {
    const std::uint64_t wanted = number();
    if (wanted > bytes_.size() / least) {
        is_good_ = false;
        return 0;
    }
    return wanted;
}

std::vector<double> ByteReader::reals() {
    std::vector<double> values(count(kWord));
    for (double& value : values)
        value = real();
    return values;
}

}  // namespace headroom::study
