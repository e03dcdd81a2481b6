#pragma once

// The sizes of the waiting jobs by their place in the queue, as a tree of minima, sixteen children
// a node: finds the next job in queue order that is not larger than a limit without looking at
// those that are. Set and find cost one node a level. Owns nothing: the words are the caller's.

#include "sim/core/bit_tree.hpp"

namespace headroom::sim {

class MinTree {
public:
    static constexpr std::uint32_t kAbsent = 0xFFFFFFFFu;

    [[nodiscard]] HEADROOM_HD static std::size_t words_needed(std::size_t places) {
        std::size_t total = 0;
        std::size_t count = places;
        for (;;) {
            count = (count + kFan - 1) / kFan * kFan;
            total += count;
            if (count <= kFan)
                return total;
            count /= kFan;
        }
    }

    MinTree() = default;

    // `words` are words_needed(places) words, all kAbsent for an empty queue.
    HEADROOM_HD MinTree(std::uint32_t* words, std::size_t places) {
        std::size_t count = places;
        for (;;) {
            count = (count + kFan - 1) / kFan * kFan;
            level_[levels_] = words;
            count_[levels_++] = static_cast<std::uint32_t>(count);
            words += count;
            if (count <= kFan)
                return;
            count /= kFan;
        }
    }

    HEADROOM_HD void set(std::uint32_t place, std::uint32_t size) {
        level_[0][place] = size;
        for (int level = 1; level < levels_; ++level) {
            const std::uint32_t least = least_of(level_[level - 1] + (place & ~(kFan - 1)));
            place /= kFan;
            if (level_[level][place] == least)
                return;
            level_[level][place] = least;
        }
    }

    // The least size at or below a node of the tree: the `at`-th of a level, places being level 0.
    [[nodiscard]] HEADROOM_HD std::uint32_t least(int level, std::uint32_t at) const {
        return level_[level][at];
    }

    // The first place >= from for which claim(level, at) holds, or kNowhere. The claim must hold
    // for a node of the tree if it holds for a place below it.
    template <class Claim>
    [[nodiscard]] HEADROOM_HD std::uint32_t next_where(std::uint32_t from, Claim&& claim) const {
        int level = 0;
        for (;;) {
            if (from >= count_[level])
                return kNowhere;
            const std::uint32_t block_end = (from | (kFan - 1)) + 1;
            while (from < block_end && !claim(level, from))
                ++from;
            if (from == block_end) {
                if (++level == levels_)
                    return kNowhere;
                from /= kFan;
            } else if (level == 0) {
                return from;
            } else {
                --level;  // look closer; if the node promised too much, go on after it
                from *= kFan;
            }
        }
    }

    // The first place >= from whose size is at most `limit` (< kAbsent), or kNowhere.
    [[nodiscard]] HEADROOM_HD std::uint32_t next_at_most(std::uint32_t from,
                                                         std::uint32_t limit) const {
        return next_where(from,
                          [&](int level, std::uint32_t at) { return level_[level][at] <= limit; });
    }

private:
    static constexpr std::uint32_t kFan = 16;

    [[nodiscard]] HEADROOM_HD static std::uint32_t least_of(const std::uint32_t* block) {
        std::uint32_t least = block[0];
        for (std::uint32_t i = 1; i < kFan; ++i)
            least = block[i] < least ? block[i] : least;
        return least;
    }

    std::uint32_t* level_[8] = {};
    std::uint32_t count_[8] = {};
    int levels_ = 0;
};

}  // namespace headroom::sim
