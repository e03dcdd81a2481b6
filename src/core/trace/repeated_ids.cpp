#include "src/core/trace/repeated_ids.hpp"

#include <algorithm>
#include <functional>
#include <string_view>

namespace headroom::trace {

namespace {

// By length and then by letter: the order of numbers.
bool is_before(std::string_view a, std::string_view b) {
    return a.size() != b.size() ? a.size() < b.size() : a < b;
}

bool only_grow(const TextColumn& ids) {
    for (std::size_t row = 1; row < ids.size(); ++row) {
        if (!is_before(ids[row - 1], ids[row])) {
            return false;
        }
    }
    return true;
}

// The hashes that more than one row has, sorted.
std::vector<std::uint64_t> repeated_hashes(const TextColumn& ids) {
    std::vector<std::uint64_t> hashes;
    hashes.reserve(ids.size());
    for (std::size_t row = 0; row < ids.size(); ++row) {
        if (!ids[row].empty()) {
            hashes.push_back(std::hash<std::string_view>{}(ids[row]));
        }
    }
    std::sort(hashes.begin(), hashes.end());
    // Of each run of equal ones, one stays.
    std::size_t kept = 0;
    for (std::size_t i = 1; i < hashes.size(); ++i) {
        if (hashes[i] == hashes[i - 1] && (kept == 0 || hashes[kept - 1] != hashes[i])) {
            hashes[kept++] = hashes[i];
        }
    }
    hashes.resize(kept);
    return hashes;
}

}  // namespace

std::vector<std::uint32_t> rows_of_repeated_ids(const TextColumn& ids) {
    std::vector<std::uint32_t> rows;
    if (only_grow(ids)) {
        return rows;
    }
    const std::vector<std::uint64_t> hashes = repeated_hashes(ids);
    if (hashes.empty()) {
        return rows;
    }
    for (std::size_t row = 0; row < ids.size(); ++row) {
        if (!ids[row].empty() && std::binary_search(hashes.begin(), hashes.end(),
                                                    std::hash<std::string_view>{}(ids[row]))) {
            rows.push_back(static_cast<std::uint32_t>(row));
        }
    }
    std::stable_sort(rows.begin(), rows.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return is_before(ids[a], ids[b]); });
    // Two ids may share a hash.
    const auto is_alone = [&](std::size_t i) {
        return (i == 0 || ids[rows[i]] != ids[rows[i - 1]]) &&
               (i + 1 == rows.size() || ids[rows[i]] != ids[rows[i + 1]]);
    };
    std::vector<std::uint32_t> repeated;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (!is_alone(i)) {
            repeated.push_back(rows[i]);
        }
    }
    return repeated;
}

}  // namespace headroom::trace
