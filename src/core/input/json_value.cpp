#include "src/core/input/json_value.hpp"

#include <algorithm>
#include <array>

namespace headroom::input {

std::string_view describe(JsonKind kind) {
    constexpr std::array<std::string_view, 7> kNames{
        "missing", "null", "true or false", "a number", "a text", "a list", "an object"};
    return kNames[static_cast<std::size_t>(kind)];
}

JsonKind JsonValue::kind() const {
    return tree_ == nullptr ? JsonKind::kMissing : tree_->nodes_[node_].kind;
}

std::string_view JsonValue::text() const {
    return tree_ == nullptr ? std::string_view{} : tree_->view(tree_->nodes_[node_].text);
}

std::string_view JsonValue::key() const {
    return tree_ == nullptr ? std::string_view{} : tree_->view(tree_->nodes_[node_].key);
}

std::int64_t JsonValue::line() const {
    return tree_ == nullptr ? 0 : tree_->nodes_[node_].place.line;
}

std::int64_t JsonValue::column() const {
    return tree_ == nullptr ? 0 : tree_->nodes_[node_].place.column;
}

JsonValue JsonValue::operator[](std::string_view key) const {
    if (kind() != JsonKind::kObject) {
        return {};
    }
    JsonValue member = first();
    while (member && member.key() != key) {
        member = member.next();
    }
    return member;
}

JsonValue JsonValue::first() const {
    const std::uint32_t child = tree_ == nullptr ? JsonTree::kNone : tree_->nodes_[node_].first;
    return child == JsonTree::kNone ? JsonValue{} : JsonValue{tree_, child};
}

JsonValue JsonValue::next() const {
    const std::uint32_t after = tree_ == nullptr ? JsonTree::kNone : tree_->nodes_[node_].next;
    return after == JsonTree::kNone ? JsonValue{} : JsonValue{tree_, after};
}

void JsonTree::clear() {
    nodes_.clear();
    letters_.clear();
    open_.clear();
    key_ = {};
}

JsonTree::Text JsonTree::keep(std::string_view text) {
    const Text kept{letters_.size(), text.size()};
    letters_.append(text);
    return kept;
}

void JsonTree::set_key(std::string_view key) {
    key_ = keep(key);
}

void JsonTree::add(JsonKind kind, std::string_view text, Place place) {
    const auto node = static_cast<std::uint32_t>(nodes_.size());
    nodes_.push_back({kind, key_, keep(text), kNone, kNone, place});
    key_ = {};
    if (open_.empty()) {
        return;
    }
    Open& parent = open_.back();
    if (parent.last_child == kNone) {
        nodes_[parent.node].first = node;
    } else {
        nodes_[parent.last_child].next = node;
    }
    parent.last_child = node;
    ++parent.children;
}

void JsonTree::open(JsonKind kind, Place place) {
    add(kind, {}, place);
    open_.push_back({static_cast<std::uint32_t>(nodes_.size() - 1), kNone, 0});
}

void JsonTree::close() {
    open_.pop_back();
}

// All pairs for the usual few members, else in the order of the names.
JsonValue JsonTree::find_repeated_key() const {
    constexpr std::uint32_t kFew = 12;
    const JsonValue parent{this, open_.back().node};
    if (open_.back().children <= kFew) {
        for (JsonValue member = parent.first(); member; member = member.next()) {
            for (JsonValue other = parent.first(); other.node_ != member.node_;
                 other = other.next()) {
                if (other.key() == member.key()) {
                    return member;
                }
            }
        }
        return {};
    }
    std::vector<JsonValue> members;
    members.reserve(open_.back().children);
    for (JsonValue member = parent.first(); member; member = member.next()) {
        members.push_back(member);
    }
    std::stable_sort(members.begin(), members.end(),
                     [](JsonValue a, JsonValue b) { return a.key() < b.key(); });
    const auto repeated =
        std::adjacent_find(members.begin(), members.end(),
                           [](JsonValue a, JsonValue b) { return a.key() == b.key(); });
    return repeated == members.end() ? JsonValue{} : *(repeated + 1);
}

}  // namespace headroom::input
