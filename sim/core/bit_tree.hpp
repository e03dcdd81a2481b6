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
    [[nodiscard]] HEADROOM_HD static constexpr std::size_t words_needed(std::size_t members) {
        std::size_t total = 0;
        std::size_t words = members;
        do {
            words = (words + 63) / 64;
            total += words;
        } while (words > 1);
        return total;
    }

    BitTree() = default;

    // `words` are words_needed(members) words, all zero for an empty set; 1 <= members.
    HEADROOM_HD BitTree(std::uint64_t* words, std::size_t members)
        : words_(words), members_(static_cast<std::uint32_t>(members)) {}

    [[nodiscard]] HEADROOM_HD bool is_empty() const {
        if (members_ <= 64)
            return words_[0] == 0;
        const std::uint32_t bottom = words_for(members_);
        return (bottom <= 64 ? words_[bottom] : words_[words_needed(members_) - 1]) == 0;
    }

    [[nodiscard]] HEADROOM_HD bool contains(std::uint32_t member) const {
        return (words_[member >> 6] >> (member & 63) & 1) != 0;
    }

    HEADROOM_HD void insert(std::uint32_t member) {
        std::uint64_t* level = words_;
        for (std::uint32_t count = words_for(members_);; count = words_for(count)) {
            std::uint64_t& word = level[member >> 6];
            const bool was_empty = word == 0;
            word |= std::uint64_t{1} << (member & 63);
            if (!was_empty || count == 1)
                return;
            level += count;
            member >>= 6;
        }
    }

    HEADROOM_HD void erase(std::uint32_t member) {
        std::uint64_t* level = words_;
        for (std::uint32_t count = words_for(members_);; count = words_for(count)) {
            std::uint64_t& word = level[member >> 6];
            word &= ~(std::uint64_t{1} << (member & 63));
            if (word != 0 || count == 1)
                return;
            level += count;
            member >>= 6;
        }
    }

    // The lowest member; the set is not empty.
    [[nodiscard]] HEADROOM_HD std::uint32_t first() const {
        if (members_ <= 64)
            return lowest_bit(words_[0]);
        const std::uint32_t bottom = words_for(members_);
        const std::uint32_t at = bottom <= 64 ? lowest_bit(words_[bottom]) : next(0) >> 6;
        return at << 6 | lowest_bit(words_[at]);
    }

    // The highest member; the set is not empty.
    [[nodiscard]] HEADROOM_HD std::uint32_t last() const {
        if (members_ <= 64)
            return highest_bit(words_[0]);
        const Levels levels(members_);
        std::uint32_t at = 0;
        for (int level = levels.count - 1; level >= 0; --level)
            at = at << 6 | highest_bit(words_[levels.offset[level] + at]);
        return at;
    }

    // The lowest member >= from, or kNowhere.
    [[nodiscard]] HEADROOM_HD std::uint32_t next(std::uint32_t from) const {
        if (from >= members_)
            return kNowhere;
        if (const std::uint64_t rest = words_[from >> 6] & at_least(from); rest != 0)
            return (from & ~63u) | lowest_bit(rest);
        const Levels levels(members_);
        std::uint32_t members = members_;
        for (int level = 1; level < levels.count; ++level) {
            members = words_for(members);
            from = (from >> 6) + 1;
            if (from >= members)
                return kNowhere;
            const std::uint64_t rest = words_[levels.offset[level] + (from >> 6)] & at_least(from);
            if (rest != 0)
                return descend(levels, level - 1, (from & ~63u) | lowest_bit(rest));
        }
        return kNowhere;
    }

private:
    // Where each level starts, the members' own first.
    struct Levels {
        std::uint32_t offset[6];
        int count = 0;

        HEADROOM_HD explicit Levels(std::uint32_t members) {
            std::uint32_t at = 0;
            do {
                offset[count++] = at;
                members = words_for(members);
                at += members;
            } while (members > 1);
        }
    };

    [[nodiscard]] HEADROOM_HD static constexpr std::uint32_t words_for(std::uint32_t members) {
        return (members + 63) >> 6;
    }

    [[nodiscard]] HEADROOM_HD static constexpr std::uint64_t at_least(std::uint32_t member) {
        return ~std::uint64_t{0} << (member & 63);
    }

    [[nodiscard]] HEADROOM_HD std::uint32_t descend(const Levels& levels,
                                                    int level,
                                                    std::uint32_t at) const {
        for (; level >= 0; --level)
            at = at << 6 | lowest_bit(words_[levels.offset[level] + at]);
        return at;
    }

    std::uint64_t* words_ = nullptr;
    std::uint32_t members_ = 0;
};

}  // namespace headroom::sim
