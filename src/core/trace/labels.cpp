#include "src/core/trace/labels.hpp"

#include <algorithm>

#include "src/core/input/letter_search.hpp"

namespace headroom::trace {

namespace {

// A multiplication for eight letters, then the upper half, which all of them have reached.
std::uint32_t hash_of(std::string_view text) {
    constexpr std::uint64_t kOdd = 0x9E37'79B9'7F4A'7C15u;  // 2^64 over the golden ratio
    std::uint64_t hash = text.size() * kOdd;
    for (std::size_t at = 0; at < text.size(); at += sizeof hash) {
        hash = (hash ^ (hash >> 32u) ^ input::load_bytes(text, at)) * kOdd;
    }
    return static_cast<std::uint32_t>(hash >> 32u);
}

}  // namespace

void Labels::push_back(std::string_view text) {
    ++size_;
    if (text.empty()) {
        if (!codes_.empty()) {
            codes_.push_back(0);
        }
        return;
    }
    // Neighbours are often equal: a user submits many jobs in a row.
    if (texts_[last_code_] != text) {
        last_code_ = find_or_add(text);
    }
    if (codes_.empty()) {
        codes_.resize(size_ - 1, 0);
    }
    codes_.push_back(last_code_);
}

std::uint32_t Labels::find_or_add(std::string_view text) {
    if (2 * texts_.size() > places_.size()) {
        grow();
    }
    const std::uint32_t hash = hash_of(text);
    const std::size_t mask = places_.size() - 1;
    std::size_t at = hash & mask;
    while (places_[at].code != 0) {
        if (places_[at].hash == hash && texts_[places_[at].code] == text) {
            return places_[at].code;
        }
        at = (at + 1) & mask;
    }
    places_[at] = {hash, static_cast<std::uint32_t>(texts_.size())};
    texts_.emplace_back(text);
    return places_[at].code;
}

void Labels::grow() {
    constexpr std::size_t kFirst = 16;
    std::vector<Place> places(std::max(kFirst, 2 * places_.size()));
    const std::size_t mask = places.size() - 1;
    for (const Place& place : places_) {
        if (place.code != 0) {
            std::size_t at = place.hash & mask;
            while (places[at].code != 0) {
                at = (at + 1) & mask;
            }
            places[at] = place;
        }
    }
    places_ = std::move(places);
}

void Labels::reorder(const std::vector<std::uint32_t>& rows) {
    size_ = rows.size();
    if (codes_.empty()) {
        return;
    }
    std::vector<std::uint32_t> ordered;
    ordered.reserve(rows.size());
    for (const std::uint32_t row : rows) {
        ordered.push_back(codes_[row]);
    }
    codes_ = std::move(ordered);
}

}  // namespace headroom::trace
