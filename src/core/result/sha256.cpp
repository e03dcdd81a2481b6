#include "src/core/result/sha256.hpp"

#include <array>
#include <fstream>
#include <memory>
#include <vector>

#include "sim/base/contract.hpp"

#include <openssl/evp.h>

namespace headroom::report {
namespace {

std::string hex_text(const unsigned char* bytes, std::size_t count) {
    constexpr std::string_view kHex = "0123456789abcdef";
    std::string text;
    for (std::size_t i = 0; i < count; ++i) {
        text += kHex[bytes[i] >> 4];
        text += kHex[bytes[i] & 15];
    }
    return text;
}

}  // namespace

std::optional<std::string> sha256_of_file(const std::string& file) {
    std::ifstream input(file, std::ios::binary);
    if (!input)
        return std::nullopt;
    const std::unique_ptr<EVP_MD_CTX, void (*)(EVP_MD_CTX*)> context(EVP_MD_CTX_new(),
                                                                     EVP_MD_CTX_free);
    HEADROOM_REQUIRE(context && EVP_DigestInit_ex(context.get(), EVP_sha256(), nullptr) == 1,
                     "OpenSSL has no SHA-256");
    std::vector<char> buffer(256 * 1024);
    while (input) {
        input.read(buffer.data(), static_cast<std::streamsize>(buffer.size()));
        EVP_DigestUpdate(context.get(), buffer.data(), static_cast<std::size_t>(input.gcount()));
    }
    if (!input.eof())
        return std::nullopt;
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest;
    unsigned length = 0;
    EVP_DigestFinal_ex(context.get(), digest.data(), &length);
    return hex_text(digest.data(), length);
}

std::string sha256_of_text(std::string_view bytes) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest;
    unsigned length = 0;
    HEADROOM_REQUIRE(
        EVP_Digest(bytes.data(), bytes.size(), digest.data(), &length, EVP_sha256(), nullptr) == 1,
        "OpenSSL has no SHA-256");
    return hex_text(digest.data(), length);
}

}  // namespace headroom::report
