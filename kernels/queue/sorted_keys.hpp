#pragma once

// Times with what happens then, in one sorted array that a whole team shifts together: on a GPU a
// heap's dependent steps cost more than moving a few hundred keys 32 at a time. Descending, so that
// the next one is at the end. Owns nothing: the keys are the caller's.

#include <cstdint>

#include "sim/base/host_device.hpp"

namespace headroom::mc {

template <class Team>
class SortedKeys {
public:
    SortedKeys() = default;
    HEADROOM_HD SortedKeys(Team team, std::uint64_t* keys) : team_(team), keys_(keys) {}

    [[nodiscard]] HEADROOM_HD std::uint32_t size() const { return size_; }
    [[nodiscard]] HEADROOM_HD bool is_empty() const { return size_ == 0; }
    // The i-th from the earliest on.
    [[nodiscard]] HEADROOM_HD std::uint64_t at(std::uint32_t i) const {
        return keys_[size_ - 1 - i];
    }
    [[nodiscard]] HEADROOM_HD std::uint64_t first() const { return keys_[size_ - 1]; }
    HEADROOM_HD void pop() { --size_; }

    // The keys are different from one another.
    HEADROOM_HD void insert(std::uint64_t key) {
        const std::uint32_t to = count_above(key);
        open_gap(to);
        if (team_.lane() == 0)
            keys_[to] = key;
        ++size_;
        team_.sync();
    }

    // It is there.
    HEADROOM_HD void erase(std::uint64_t key) {
        close_gap(count_above(key));
        --size_;
    }

private:
    [[nodiscard]] HEADROOM_HD std::uint32_t count_above(std::uint64_t key) const {
        std::uint32_t low = 0;
        std::uint32_t count = size_;
        while (count > 0) {  // without a branch on the keys, which nobody can predict
            const std::uint32_t half = count / 2;
            const bool is_above = keys_[low + half] > key;
            low = is_above ? low + half + 1 : low;
            count = is_above ? count - half - 1 : half;
        }
        return low;
    }

    // Moves [to, size) one up.
    HEADROOM_HD void open_gap(std::uint32_t to) {
        if constexpr (Team::kWidth == 1) {
            for (std::uint32_t i = size_; i > to; --i)
                keys_[i] = keys_[i - 1];
        } else {
            const auto lane = static_cast<std::uint32_t>(team_.lane());
            for (std::uint32_t end = size_; end > to;) {
                const bool is_mine = end - to > lane;
                const std::uint32_t i = is_mine ? end - 1 - lane : 0;
                const std::uint64_t key = is_mine ? keys_[i] : 0;
                team_.sync();
                if (is_mine)
                    keys_[i + 1] = key;
                team_.sync();
                end = end - to > Team::kWidth ? end - Team::kWidth : to;
            }
        }
    }

    // Moves (from, size) one down.
    HEADROOM_HD void close_gap(std::uint32_t from) {
        if constexpr (Team::kWidth == 1) {
            for (std::uint32_t i = from; i + 1 < size_; ++i)
                keys_[i] = keys_[i + 1];
        } else {
            const auto lane = static_cast<std::uint32_t>(team_.lane());
            for (std::uint32_t begin = from; begin + 1 < size_; begin += Team::kWidth) {
                const std::uint32_t i = begin + lane;
                const bool is_mine = i + 1 < size_;
                const std::uint64_t key = is_mine ? keys_[i + 1] : 0;
                team_.sync();
                if (is_mine)
                    keys_[i] = key;
                team_.sync();
            }
        }
    }

    Team team_{};
    std::uint64_t* keys_ = nullptr;
    std::uint32_t size_ = 0;
};

}  // namespace headroom::mc
