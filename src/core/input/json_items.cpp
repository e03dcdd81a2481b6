#include "src/core/input/json_items.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <istream>
#include <streambuf>

#include <nlohmann/json.hpp>

namespace headroom::input {

namespace {

constexpr std::size_t kDeepest = 100;

bool is_blank(char letter) {
    return letter == ' ' || letter == '\t' || letter == '\r' || letter == '\n';
}

// The pieces of a text as a stream that knows the line and column of each of its letters.
class PieceBuffer : public std::streambuf {
public:
    PieceBuffer(TextInput& input, std::size_t most_bytes)
        : input_(input), most_bytes_(static_cast<std::int64_t>(most_bytes)) {}

    // Of the letter that is `back` letters before the next one to be read; to be called in the
    // order of the text, and not for more than one line back.
    JsonTree::Place place(std::size_t back) {
        last_event_ = before_ + (gptr() - eback());
        const auto in_piece = static_cast<std::size_t>(gptr() - eback());
        count_lines(in_piece > back ? gptr() - back : eback());
        const auto at = static_cast<std::int64_t>(in_piece) - static_cast<std::int64_t>(back);
        return {line_, std::max<std::int64_t>(before_ + at - line_begin_, 0) + 1};
    }

    // The line with the last letter read, if it is this one and its beginning is still in memory.
    std::string_view line_text(std::int64_t line) const {
        const char* begin = gptr();
        while (begin != eback() && *(begin - 1) != '\n') {
            --begin;
        }
        if (begin == egptr() || line != line_ || before_ + (begin - eback()) != line_begin_) {
            return {};
        }
        const void* const end = std::memchr(begin, '\n', static_cast<std::size_t>(egptr() - begin));
        const char* const stop = end == nullptr ? egptr() : static_cast<const char*>(end);
        const std::string_view text(begin, static_cast<std::size_t>(stop - begin));
        return !text.empty() && text.back() == '\r' ? text.substr(0, text.size() - 1) : text;
    }

    // A value of more than so many bytes is given up: the stream ends in it.
    [[nodiscard]] bool is_too_long() const { return is_too_long_; }

    // Skips blanks; whether anything is left.
    bool has_more() {
        while (sgetc() != traits_type::eof() && is_blank(traits_type::to_char_type(sgetc()))) {
            sbumpc();
        }
        return sgetc() != traits_type::eof();
    }

protected:
    int_type underflow() override {
        count_lines(egptr());
        before_ += egptr() - eback();
        is_too_long_ = before_ - last_event_ > most_bytes_;
        const std::string_view piece = is_too_long_ ? std::string_view{} : input_.next_piece();
        char* const begin = const_cast<char*>(piece.data());  // a stream's buffer; never written to
        setg(begin, begin, begin + piece.size());
        counted_ = begin;
        return piece.empty() ? traits_type::eof() : traits_type::to_int_type(piece.front());
    }

private:
    void count_lines(const char* end) {
        while (counted_ < end) {
            const void* const found =
                std::memchr(counted_, '\n', static_cast<std::size_t>(end - counted_));
            if (found == nullptr) {
                counted_ = end;
                return;
            }
            counted_ = static_cast<const char*>(found) + 1;
            ++line_;
            line_begin_ = before_ + (counted_ - eback());
        }
    }

    TextInput& input_;
    std::int64_t most_bytes_;
    const char* counted_ = nullptr;  // of this piece, up to where lines were counted
    std::int64_t before_ = 0;        // letters before this piece
    std::int64_t line_begin_ = 0;    // letters before the line
    std::int64_t line_ = 1;
    std::int64_t last_event_ = 0;  // letters before the end of the last value
    bool is_too_long_ = false;
};

struct Syntax {
    std::string problem, wanted;
};

// "[…] parse error at line 1, column 5: syntax error while parsing value - unexpected ']'; expected
// end of input" without what we know better.
Syntax describe_fault(std::string_view what) {
    const auto take_behind = [&](std::string_view mark) {
        const std::size_t at = what.find(mark);
        what.remove_prefix(at == std::string_view::npos ? 0 : at + mark.size());
    };
    take_behind("] ");
    take_behind("syntax error while parsing ");
    take_behind(" - ");
    std::string_view wanted = "JSON";
    constexpr std::string_view kExpected = "; expected ";
    const std::size_t expected_at = what.rfind(kExpected);
    if (expected_at != std::string_view::npos) {
        wanted = what.substr(expected_at + kExpected.size());
        what = what.substr(0, expected_at);
    }
    what = what.substr(0, what.find("; last read: "));
    std::string problem;
    constexpr std::size_t kMostLetters = 100;
    for (const char letter : what.substr(0, kMostLetters)) {
        problem += letter >= 0 && letter < ' ' ? '?' : letter;
    }
    return {std::move(problem), std::string(wanted.substr(0, kMostLetters))};
}

// The events of nlohmann's parser, whose names and signatures these are.
class Events {
public:
    Events(TextInput& input, PieceBuffer& buffer, LineProblems& problems, const JsonItems& wanted)
        : input_(input), buffer_(buffer), problems_(problems), wanted_(wanted) {}

    bool null() { return add(JsonKind::kNull, {}, 4); }
    bool boolean(bool value) {
        return add(JsonKind::kBoolean, value ? "true" : "false", value ? 4 : 5);
    }
    bool number_integer(std::int64_t value) { return add_integer(value); }
    bool number_unsigned(std::uint64_t value) { return add_integer(value); }
    bool number_float(double, const std::string& text) {
        return add(JsonKind::kNumber, text, text.size() + 1);
    }
    bool string(const std::string& text) { return add(JsonKind::kText, text, text.size() + 2); }
    static bool binary(const std::vector<std::uint8_t>&) { return false; }
    bool start_object(std::size_t) { return open(JsonKind::kObject); }
    bool start_array(std::size_t) { return open(JsonKind::kArray); }
    bool key(const std::string& text) {
        if (!is_in_item_ && is_between_items()) {
            item_key_ = text;
        } else {
            tree().set_key(text);
            top_key_ = text;
        }
        return true;
    }
    bool end_object() {
        if (const JsonValue repeated = tree().find_repeated_key()) {
            return fail({repeated.line(), repeated.column()},
                        {"name " + quoted(repeated.key()) + " stands twice",
                         "each name once in an object",
                         {}});
        }
        return end_array();
    }
    bool end_array() {
        if (!is_in_item_ && is_between_items()) {
            section_depth_ = kNoSection;
        }
        tree().close();
        return finish_value();
    }

    bool parse_error(std::size_t, const std::string&, const nlohmann::json::exception& fault) {
        if (buffer_.is_too_long()) {
            return fail(buffer_.place(1), too_large());
        }
        Syntax syntax = describe_fault(fault.what());
        return fail(buffer_.place(1), {std::move(syntax.problem), std::move(syntax.wanted), {}});
    }

private:
    static constexpr std::size_t kNoSection = static_cast<std::size_t>(-1);

    [[nodiscard]] Fault too_large() const {
        return {"has an element of more than " + std::to_string(wanted_.most_bytes >> 20u) + " MiB",
                "a list of small records",
                {}};
    }

    JsonTree& tree() { return is_in_item_ ? item_ : top_; }
    [[nodiscard]] bool is_between_items() const { return top_.depth() == section_depth_; }

    // Before a value; it may be the whole of an item.
    void begin_value() {
        if (!is_in_item_ && is_between_items()) {
            is_in_item_ = true;
            item_.clear();
            item_.set_key(item_key_);
        }
    }

    bool add(JsonKind kind, std::string_view text, std::size_t back) {
        begin_value();
        tree().add(kind, text, buffer_.place(back));
        return finish_value();
    }

    template <class Integer>
    bool add_integer(Integer value) {
        std::array<char, 24> letters;
        const auto end = std::to_chars(letters.data(), letters.data() + letters.size(), value).ptr;
        const std::string_view text(letters.data(), static_cast<std::size_t>(end - letters.data()));
        return add(JsonKind::kNumber, text, text.size() + 1);
    }

    bool open(JsonKind kind) {
        begin_value();
        const JsonTree::Place place = buffer_.place(1);
        if (tree().depth() >= kDeepest) {
            return fail(place, {"is nested deeper than " + std::to_string(kDeepest) + " levels",
                                "a list of plain records",
                                {}});
        }
        const bool may_be_section = !is_in_item_ && (top_.depth() == 1 ||  //
                                                     (top_.is_empty() && kind == JsonKind::kArray));
        if (top_.is_empty()) {
            top_key_.clear();
        }
        tree().open(kind, place);
        if (may_be_section && std::find(wanted_.sections.begin(), wanted_.sections.end(),
                                        top_key_) != wanted_.sections.end()) {
            section_ = top_key_;
            section_depth_ = top_.depth();
            item_key_.clear();
        }
        return true;
    }

    bool finish_value() {
        if (tree().bytes() > wanted_.most_bytes) {
            return fail(buffer_.place(1), too_large());
        }
        if (is_in_item_ && item_.depth() == 0) {
            wanted_.on_item(section_, item_.root());
            is_in_item_ = false;
        } else if (!is_in_item_ && top_.depth() == 0) {
            wanted_.on_top(top_.root());
            top_.clear();
        }
        return true;
    }

    // What a damaged compressed file breaks off is no fault of the JSON.
    bool fail(JsonTree::Place place, const Fault& fault) {
        if (input_.fault().empty()) {
            problems_.report({buffer_.line_text(place.line), place.line, false}, place.column,
                             fault);
        }
        return false;
    }

    TextInput& input_;
    PieceBuffer& buffer_;
    LineProblems& problems_;
    const JsonItems& wanted_;
    JsonTree top_, item_;
    bool is_in_item_ = false;
    std::string section_;
    std::size_t section_depth_ = kNoSection;  // of top_, between its items
    std::string top_key_, item_key_;
};

std::string_view skip_blanks(std::string_view text) {
    while (!text.empty() && is_blank(text.front())) {
        text.remove_prefix(1);
    }
    return text;
}

// Whether the key is followed by a colon and then by this, letter by letter.
bool find_member(std::string_view head, std::string_view key, const std::string& value) {
    head = skip_blanks(head);
    if (head.empty() || (head.front() != '{' && head.front() != '[')) {
        return false;
    }
    const std::string name = '"' + std::string(key) + '"';
    for (std::size_t at = head.find(name); at != std::string_view::npos; at = head.find(name)) {
        head = skip_blanks(head.substr(at + name.size()));
        if (!head.empty() && head.front() == ':' &&
            skip_blanks(head.substr(1)).substr(0, value.size()) == value) {
            return true;
        }
    }
    return false;
}

}  // namespace

void read_json_items(TextInput& input, LineProblems& problems, const JsonItems& wanted) {
    PieceBuffer buffer(input, wanted.most_bytes);
    std::istream stream(&buffer);
    Events events(input, buffer, problems, wanted);
    constexpr bool kNothingBehind = false;  // more texts may follow
    while (buffer.has_more()) {
        if (!nlohmann::json::sax_parse(stream, &events, nlohmann::json::input_format_t::json,
                                       kNothingBehind)) {
            return;
        }
    }
}

bool names_json_key(std::string_view head, std::string_view key) {
    return find_member(head, key, {});
}

bool has_json_text(std::string_view head, std::string_view key, std::string_view text) {
    return find_member(head, key, '"' + std::string(text) + '"');
}

std::string shown(JsonValue value) {
    const bool has_text = !value.text().empty() || value.is(JsonKind::kText);
    return has_text ? quoted(value.text()) : std::string(describe(value.kind()));
}

}  // namespace headroom::input
