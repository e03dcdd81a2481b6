#pragma once

// A set of small integers as a tree of bits: one bit a member at the bottom, above it one bit a
// word that is not empty. Insert, erase, first and next cost one word a level: one level for 64
// members, two for 4,096, three for 262,144. Owns nothing: the words are the caller's.

#include <cstddef>
#include <cstdint>

#include "sim/base/host_device.hpp"

namespace headroom::sim {

constexpr std::uint32_t kNowhere = 0xFFFFFFFFu;

HEADROOM_HD inline std::uint32_t lowest_bit(std::uint64_t word) {
#if defined(__CUDA_ARCH__)
    return static_cast<std::uint32_t>(__ffsll(static_cast<long long>(word)) - 1);
#else
    return static_cast<std::uint32_t>(__builtin_ctzll(word));
#endif
}

HEADROOM_HD inline std::uint32_t highest_bit(std::uint64_t word) {
#if defined(__CUDA_ARCH__)
    return static_cast<std::uint32_t>(63 - __clzll(static_cast<long long>(word)));
#else
    return static_cast<std::uint32_t>(63 - __builtin_clzll(word));
#endif
}

class BitTree {
public:
    static constexpr int kMaxLevels = 6;  // 2^32 members

    [[nodiscard]] HEADROOM_HD static std::size_t words_needed(std::size_t members) {
        std::size_t total = 0;
        std::size_t words = members;
        do {
            words = (words + 63) / 64;
            total += words;
        } while (words > 1);
        return total;
    }

    BitTree() = default;

    // `words` are words_needed(members) words, all zero for an empty set.
    HEADROOM_HD BitTree(std::uint64_t* words, std::size_t members)
        : members_(static_cast<std::uint32_t>(members)) {
        std::size_t count = members;
        do {
            count = (count + 63) / 64;
            level_[levels_++] = words;
            words += count;
        } while (count > 1);
    }

    [[nodiscard]] HEADROOM_HD bool is_empty() const { return *level_[levels_ - 1] == 0; }

    [[nodiscard]] HEADROOM_HD bool contains(std::uint32_t member) const {
        return (level_[0][member >> 6] >> (member & 63) & 1) != 0;
    }

    HEADROOM_HD void insert(std::uint32_t member) {
        for (int level = 0; level < levels_; ++level) {
            std::uint64_t& word = level_[level][member >> 6];
            const bool was_empty = word == 0;
            word |= std::uint64_t{1} << (member & 63);
            if (!was_empty)
                return;
            member >>= 6;
        }
    }

    HEADROOM_HD void erase(std::uint32_t member) {
        for (int level = 0; level < levels_; ++level) {
            std::uint64_t& word = level_[level][member >> 6];
            word &= ~(std::uint64_t{1} << (member & 63));
            if (word != 0)
                return;
            member >>= 6;
        }
    }

    // The lowest member; the set is not empty.
    [[nodiscard]] HEADROOM_HD std::uint32_t first() const { return descend(levels_ - 1, 0); }

    // The highest member; the set is not empty.
    [[nodiscard]] HEADROOM_HD std::uint32_t last() const {
        std::uint32_t at = 0;
        for (int level = levels_ - 1; level >= 0; --level)
            at = at << 6 | highest_bit(level_[level][at]);
        return at;
    }

    // The lowest member >= from, or kNowhere.
    [[nodiscard]] HEADROOM_HD std::uint32_t next(std::uint32_t from) const {
        std::uint32_t members = members_;
        for (int level = 0; level < levels_; ++level) {
            if (from >= members)
                return kNowhere;
            const std::uint64_t rest =
                level_[level][from >> 6] & (~std::uint64_t{0} << (from & 63));
            if (rest != 0)
                return descend(level - 1, (from & ~63u) | lowest_bit(rest));
            from = (from >> 6) + 1;
            members = (members + 63) >> 6;
        }
        return kNowhere;
    }

private:
    [[nodiscard]] HEADROOM_HD std::uint32_t descend(int level, std::uint32_t at) const {
        for (; level >= 0; --level)
            at = at << 6 | lowest_bit(level_[level][at]);
        return at;
    }

    std::uint64_t* level_[kMaxLevels] = {};
    std::uint32_t members_ = 0;
    int levels_ = 0;
};

}  // namespace headroom::sim
