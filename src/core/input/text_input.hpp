#pragma once

// A text file, possibly compressed, as lines, in a small buffer however large it is. Lines end in
// LF or CRLF; the last needs no end. A byte order mark is skipped.

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

#include "src/core/input/byte_stream.hpp"

namespace headroom::input {

struct Line {
    std::string_view text;    // without its end; valid until the next line is read
    std::int64_t number = 0;  // from 1
    bool is_cut_off = false;  // the file ends without an end of line
};

// Told now and then how far reading is, from 0 to 1; 0 where that is not known. False stops it.
using ReadWatch = std::function<bool(double progress)>;

class TextInput {
public:
    // Opens the file and reads its beginning. The error says what is wrong with it ("is a zip
    // file", "is empty") and, behind ';', what is wanted.
    struct Refusal {
        std::string problem;
        std::string wanted;
    };
    // `what` is what is wanted: "a trace file".
    [[nodiscard]] static expected<TextInput, Refusal> open(const std::string& file,
                                                           std::string_view what);

    // The first 64 KiB or what there is: to recognise the format by. Before any line is read: later
    // it is what of the text is not read yet.
    [[nodiscard]] std::string_view head() const;

    // To be asked every few 100 KiB whether to go on; if not, the text ends there, with a fault.
    void set_watch(ReadWatch watch) { watch_ = std::move(watch); }

    // False at the end of the text. Lines of nothing but blanks are skipped, but counted.
    [[nodiscard]] bool next(Line& line);

    // All that is left, for formats that are read as a whole; at most `limit` bytes, else a fault.
    [[nodiscard]] std::string take_rest(std::size_t limit);

    // The next piece of at most a few 100 KiB, for parsers that find their own lines; empty at the
    // end. Not to be mixed with next().
    [[nodiscard]] std::string_view next_piece();

    // Why reading ended before the end of the text; empty if it did not.
    [[nodiscard]] const std::string& fault() const;

    [[nodiscard]] std::int64_t text_bytes() const { return text_bytes_; }  // read, decompressed
    // How far it is in the file, from 0 to 1; 0 where that is not known.
    [[nodiscard]] double progress() const;

private:
    explicit TextInput(ByteStream bytes) : bytes_(std::move(bytes)) {}
    bool fill();

    ByteStream bytes_;
    std::string buffer_;
    std::size_t at_ = 0, end_ = 0;  // what of the buffer is not read yet
    bool is_at_end_ = false;
    std::int64_t number_ = 0;
    std::int64_t text_bytes_ = 0;
    std::string fault_;
    ReadWatch watch_;
};

// The first line that is not blank of a text; what recognises formats looks at it.
[[nodiscard]] std::string_view first_line(std::string_view text);

}  // namespace headroom::input
