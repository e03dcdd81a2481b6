#include "src/core/input/text_input.hpp"

#include <algorithm>
#include <array>
#include <cstring>

namespace headroom::input {

namespace {

constexpr std::size_t kBuffer = 1u << 18;
constexpr std::size_t kHead = 1u << 16;
constexpr std::size_t kLongestLine = 1u << 28;

struct Signature {
    std::string_view bytes;
    std::string_view what;
};

// What the file is, if it certainly is not plain text in ASCII or UTF-8.
std::string_view find_signature(std::string_view bytes) {
    using namespace std::string_view_literals;
    constexpr std::array kSignatures{
        Signature{"\xFF\xFE"sv, "UTF-16 text"},  Signature{"\xFE\xFF"sv, "UTF-16 text"},
        Signature{"\xFD\x37zXZ"sv, "xz data"},   Signature{"BZh"sv, "bzip2 data"},
        Signature{"PK\x03\x04"sv, "a zip file"},
    };
    for (const Signature& signature : kSignatures) {
        if (bytes.substr(0, signature.bytes.size()) == signature.bytes) {
            return signature.what;
        }
    }
    constexpr std::size_t kLooksAt = 4096;
    const bool has_zero = bytes.substr(0, kLooksAt).find('\0') != std::string_view::npos;
    return has_zero ? "binary data" : "";
}

bool is_blank(char letter) {
    return letter == ' ' || letter == '\t' || letter == '\r';
}

bool is_blank_line(std::string_view text) {
    return std::all_of(text.begin(), text.end(), is_blank);
}

}  // namespace

expected<TextInput, TextInput::Refusal> TextInput::open(const std::string& file,
                                                        std::string_view what) {
    const std::string wanted(what);
    expected<ByteStream, std::string> bytes = ByteStream::open(file);
    if (!bytes) {
        return unexpected(Refusal{"cannot be read: " + bytes.error(), wanted});
    }
    TextInput input(std::move(*bytes));
    input.buffer_.resize(kBuffer);
    while (input.end_ < kHead && input.fill()) {
    }
    if (!input.fault().empty() && input.end_ == 0) {
        return unexpected(Refusal{input.fault(), wanted});
    }
    const std::string_view byte_order_mark = "\xEF\xBB\xBF";
    if (input.head().substr(0, byte_order_mark.size()) == byte_order_mark) {
        input.at_ = byte_order_mark.size();
    }
    if (const std::string_view signature = find_signature(input.head()); !signature.empty()) {
        return unexpected(Refusal{"is " + std::string(signature), "plain text, gzip or zstd"});
    }
    if (input.is_at_end_ && input.head().find_first_not_of(" \t\r\n") == std::string_view::npos) {
        return unexpected(Refusal{"is empty", wanted});
    }
    return input;
}

std::string_view TextInput::head() const {
    return std::string_view(buffer_).substr(at_, std::min(end_ - at_, kHead));
}

// Reads more behind what is there, which moves to the front. False where there is no more.
bool TextInput::fill() {
    if (is_at_end_) {
        return false;
    }
    if (at_ > 0) {
        std::memmove(buffer_.data(), buffer_.data() + at_, end_ - at_);
        end_ -= at_;
        at_ = 0;
    }
    if (end_ == buffer_.size()) {
        if (end_ >= kLongestLine) {
            fault_ = "has a line of more than 256 MiB";
            is_at_end_ = true;
            return false;
        }
        buffer_.resize(2 * end_);
    }
    const std::size_t count = bytes_.read({buffer_.data() + end_, buffer_.size() - end_});
    end_ += count;
    text_bytes_ += static_cast<std::int64_t>(count);
    is_at_end_ = count == 0;
    if (watch_ && !watch_(progress())) {
        fault_ = "was not read to its end: stopped";
        is_at_end_ = true;
        return false;
    }
    return count > 0;
}

bool TextInput::next(Line& line) {
    std::size_t seen = 0;  // of the line, without an end in it
    while (true) {
        const std::string_view rest(buffer_.data() + at_, end_ - at_);
        const void* const found = rest.size() == seen
                                      ? nullptr
                                      : std::memchr(rest.data() + seen, '\n', rest.size() - seen);
        if (found == nullptr && fill()) {
            seen = rest.size();
            continue;
        }
        if (found == nullptr && at_ == end_) {
            return false;
        }
        line.is_cut_off = found == nullptr;
        const std::size_t length = found == nullptr
                                       ? end_ - at_
                                       : static_cast<std::size_t>(static_cast<const char*>(found) -
                                                                  (buffer_.data() + at_));
        line.text = std::string_view(buffer_.data() + at_, length);
        line.number = ++number_;
        at_ += line.is_cut_off ? length : length + 1;
        seen = 0;
        if (!line.text.empty() && line.text.back() == '\r') {
            line.text.remove_suffix(1);
        }
        if (line.text.empty() || (is_blank(line.text.front()) && is_blank_line(line.text))) {
            continue;
        }
        return true;
    }
}

std::string TextInput::take_rest(std::size_t limit) {
    std::string text;
    for (std::string_view piece = next_piece(); !piece.empty(); piece = next_piece()) {
        if (text.size() + piece.size() > limit) {
            fault_ = "is larger than " + std::to_string(limit >> 20u) + " MiB";
            break;
        }
        text += piece;
    }
    return text;
}

std::string_view TextInput::next_piece() {
    if (at_ == end_ && !fill()) {
        return {};
    }
    const std::string_view piece(buffer_.data() + at_, end_ - at_);
    at_ = end_;
    return piece;
}

const std::string& TextInput::fault() const {
    return fault_.empty() ? bytes_.fault() : fault_;
}

double TextInput::progress() const {
    return bytes_.file_bytes() == 0 ? 0
                                    : static_cast<double>(bytes_.bytes_taken()) /
                                          static_cast<double>(bytes_.file_bytes());
}

std::string_view first_line(std::string_view text) {
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        const std::string_view line = text.substr(0, end);
        if (!is_blank_line(line)) {
            return line.back() == '\r' ? line.substr(0, line.size() - 1) : line;
        }
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    return text;
}

}  // namespace headroom::input
