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

    // The first place >= from whose size is at most `limit` (< kAbsent), or kNowhere.
    [[nodiscard]] HEADROOM_HD std::uint32_t next_at_most(std::uint32_t from,
                                                         std::uint32_t limit) const {
        for (int level = 0; level < levels_; ++level) {
            if (from >= count_[level])
                return kNowhere;
            const std::uint32_t block_end = (from & ~(kFan - 1)) + kFan;
            for (; from < block_end; ++from) {
                if (level_[level][from] <= limit)
                    return descend(level, from, limit);
            }
            from /= kFan;
        }
        return kNowhere;
    }

private:
    static constexpr std::uint32_t kFan = 16;

    [[nodiscard]] HEADROOM_HD static std::uint32_t least_of(const std::uint32_t* block) {
        std::uint32_t least = block[0];
        for (std::uint32_t i = 1; i < kFan; ++i)
            least = block[i] < least ? block[i] : least;
        return least;
    }

    [[nodiscard]] HEADROOM_HD std::uint32_t descend(int level,
                                                    std::uint32_t at,
                                                    std::uint32_t limit) const {
        while (level-- > 0) {
            at *= kFan;
            while (level_[level][at] > limit)
                ++at;
        }
        return at;
    }

    std::uint32_t* level_[8] = {};
    std::uint32_t count_[8] = {};
    int levels_ = 0;
};

}  // namespace headroom::sim
