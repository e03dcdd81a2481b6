#include "sim/engine/end_order.hpp"

#include <algorithm>
#include <cstring>

namespace headroom::sim {

// A binary search whose steps are selections, not branches: the ends are random, a branch would be
// mispredicted at every second step.
std::size_t EndOrder::Block::count_before(std::int64_t time_us) const {
    std::size_t base = 0;
    for (std::size_t left = size; left > 0;) {
        const std::size_t half = (left + 1) / 2;
        base += end_us[base + half - 1] < time_us ? half : 0;
        left -= half;
    }
    return base;
}

void EndOrder::Block::insert_at(std::size_t at, Entry entry) {
    std::memmove(&end_us[at] + 1, &end_us[at], (size - at) * sizeof end_us[0]);
    std::memmove(&slot[at] + 1, &slot[at], (size - at) * sizeof slot[0]);
    end_us[at] = entry.end_us;
    slot[at] = entry.slot;
    ++size;
}

void EndOrder::Block::erase_at(std::size_t at) {
    --size;
    std::memmove(&end_us[at], &end_us[at] + 1, (size - at) * sizeof end_us[0]);
    std::memmove(&slot[at], &slot[at] + 1, (size - at) * sizeof slot[0]);
}

std::size_t EndOrder::block_for(std::int64_t time_us) const {
    const auto found = std::partition_point(blocks_.begin(), blocks_.end(), [&](const Block& b) {
        return b.end_us[b.size - 1] < time_us;
    });
    const auto index = static_cast<std::size_t>(found - blocks_.begin());
    return std::min(index, blocks_.size() - 1);
}

void EndOrder::insert(Entry entry) {
    if (blocks_.empty()) {
        blocks_.emplace_back().insert_at(0, entry);
        return;
    }
    // After its equals: jobs that end together mostly started in this order, and are found from the
    // front.
    const std::size_t index = block_for(entry.end_us + 1);
    Block& block = blocks_[index];
    block.insert_at(block.count_before(entry.end_us + 1), entry);
    if (block.size < kBlockSize)
        return;
    Block upper;
    upper.size = kBlockSize / 2;
    std::copy_n(block.end_us.begin() + kBlockSize / 2, upper.size, upper.end_us.begin());
    std::copy_n(block.slot.begin() + kBlockSize / 2, upper.size, upper.slot.begin());
    block.size = kBlockSize / 2;
    blocks_.insert(blocks_.begin() + static_cast<std::ptrdiff_t>(index) + 1, upper);
}

void EndOrder::erase(Entry entry) {
    std::size_t index = block_for(entry.end_us);
    std::size_t at = blocks_[index].count_before(entry.end_us);
    while (blocks_[index].slot[at] != entry.slot) {  // others that end at the same time
        if (++at == blocks_[index].size) {
            ++index;
            at = 0;
        }
    }
    blocks_[index].erase_at(at);
    if (blocks_[index].size == 0)
        blocks_.erase(blocks_.begin() + static_cast<std::ptrdiff_t>(index));
}

}  // namespace headroom::sim
