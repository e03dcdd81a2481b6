#pragma once

// A small JSON text in one piece of memory that is used again for the next one: what
// read_json_items hands out. Numbers stay as they are written, so that seconds become microseconds
// without a detour through binary fractions.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace headroom::input {

enum class JsonKind : std::uint8_t {
    kMissing,  // a member that is not there
    kNull,
    kBoolean,
    kNumber,
    kText,
    kArray,
    kObject,
};

// "a number", "a text", …: for messages.
[[nodiscard]] std::string_view describe(JsonKind kind);

class JsonTree;

// A value of a tree; valid as long as the tree is not changed.
class JsonValue {
public:
    JsonValue() = default;  // one that is missing

    [[nodiscard]] JsonKind kind() const;
    [[nodiscard]] bool is(JsonKind kind) const { return this->kind() == kind; }
    // Of a text; of a number, true or false as it is written; else empty.
    [[nodiscard]] std::string_view text() const;
    [[nodiscard]] std::string_view key() const;  // its name in the object it is a member of
    // Where it begins in the file; a text with escapes in it begins a little before.
    [[nodiscard]] std::int64_t line() const;
    [[nodiscard]] std::int64_t column() const;

    // The member of this name; missing if there is none or this is no object. O(members).
    [[nodiscard]] JsonValue operator[](std::string_view key) const;
    // The first element or member; the next one of what this is in; missing if there is none.
    [[nodiscard]] JsonValue first() const;
    [[nodiscard]] JsonValue next() const;

    explicit operator bool() const { return tree_ != nullptr; }

private:
    friend class JsonTree;
    JsonValue(const JsonTree* tree, std::uint32_t node) : tree_(tree), node_(node) {}

    const JsonTree* tree_ = nullptr;
    std::uint32_t node_ = 0;
};

// Built from the events of a parser. No allocation once it was as large before.
class JsonTree {
public:
    struct Place {
        std::int64_t line = 0;
        std::int64_t column = 0;
    };

    void clear();
    [[nodiscard]] bool is_empty() const { return nodes_.empty(); }
    [[nodiscard]] std::size_t depth() const { return open_.size(); }  // of what is not closed
    [[nodiscard]] std::size_t bytes() const {
        return letters_.size() + nodes_.size() * sizeof(Node);
    }
    [[nodiscard]] JsonValue root() const { return is_empty() ? JsonValue{} : JsonValue{this, 0}; }

    // The name of the member that is added next.
    void set_key(std::string_view key);
    void add(JsonKind kind, std::string_view text, Place place);
    void open(JsonKind kind, Place place);  // kArray or kObject; what follows is in it
    void close();
    // The first member of what is open whose name stood before in it; missing if there is none.
    [[nodiscard]] JsonValue find_repeated_key() const;

private:
    friend class JsonValue;
    static constexpr std::uint32_t kNone = 0;  // the root is nobody's child

    struct Text {
        std::size_t begin = 0, size = 0;
    };
    struct Node {
        JsonKind kind = JsonKind::kNull;
        Text key, text;
        std::uint32_t first = kNone, next = kNone;
        Place place;
    };
    struct Open {
        std::uint32_t node = 0, last_child = kNone, children = 0;
    };

    [[nodiscard]] std::string_view view(Text text) const {
        return std::string_view(letters_).substr(text.begin, text.size);
    }
    Text keep(std::string_view text);

    std::vector<Node> nodes_;
    std::string letters_;
    std::vector<Open> open_;
    Text key_;
};

}  // namespace headroom::input
