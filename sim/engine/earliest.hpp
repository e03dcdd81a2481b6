#pragma once

// The earliest of many times that change one at a time: a tournament, O(log n) a change.

#include <cstddef>
#include <cstdint>
#include <vector>

#include "sim/world/world.hpp"

namespace headroom::sim {

class Earliest {
public:
    // kNever if there is none.
    [[nodiscard]] std::int64_t time_us() const {
        return winner_.empty() ? kNever : times_[winner_[1]];
    }
    // Of equal times that of the lowest index.
    [[nodiscard]] std::uint32_t index() const { return winner_[1]; }

    void set(std::uint32_t index, std::int64_t time_us) {
        if (index >= times_.size())
            grow(index + 1);
        times_[index] = time_us;
        for (std::size_t at = (index + times_.size()) / 2; at > 0; at /= 2)
            play(at);
    }

private:
    // The leaves are the indices times_.size() … 2 · times_.size() - 1 of the tree.
    [[nodiscard]] std::uint32_t contestant(std::size_t node) const {
        return node >= times_.size() ? static_cast<std::uint32_t>(node - times_.size())
                                     : winner_[node];
    }
    void play(std::size_t node) {
        const std::uint32_t left = contestant(2 * node);
        const std::uint32_t right = contestant(2 * node + 1);
        winner_[node] = times_[right] < times_[left] ? right : left;
    }
    void grow(std::size_t count) {
        std::size_t size = times_.empty() ? 16 : times_.size();
        while (size < count)
            size *= 2;
        times_.resize(size, kNever);
        winner_.assign(size, 0);
        for (std::size_t node = size - 1; node > 0; --node)
            play(node);
    }

    std::vector<std::int64_t> times_;    // a power of two of them
    std::vector<std::uint32_t> winner_;  // [1]: the index of the earliest
};

}  // namespace headroom::sim
